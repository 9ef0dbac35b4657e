import { keepFields } from '../fields/live.client.ts'

/** So long after the last word a draft saves itself; sooner when its writer has left the field. In milliseconds. */
const rest = 4000
const left = 300
/** A page that was asked for this long ago, in milliseconds, does not come any more. */
const leaves = 5000

export interface Saving {
  /** Something of the form was changed here. */
  changed(): void
  /** What is saved another way says so in the same place. */
  say(words: string): void
  /** Somebody saved this draft: what only they changed is shown here. */
  hear(saved: { revision: number; name?: string }): void
}

/**
 * Saves the form of a draft by itself when its writer rests, as pressing its button would, and says so. Somebody else's save is told and
 * nothing is written over; leaving with words that are not saved asks first.
 */
export function saveWhenResting(form: HTMLFormElement, beside: HTMLElement, looked: (page: Document) => void): Saving {
  const status = document.createElement('p')
  status.className = 'quiet editor-status'
  status.setAttribute('role', 'status')
  beside.before(status)
  // What becomes of the text, and what of the rest of the form while that is not saved.
  const said = { text: '', fields: '' }
  const show = (of: keyof typeof said, words: string) => {
    said[of] = words
    const all = [said.text, said.fields].filter(Boolean).join(' · ')
    if (status.textContent !== all) status.textContent = all
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  let isDirty = false
  let turn: Promise<unknown> | undefined
  let isLeaving = false
  let pressed: object | undefined
  let passed: HTMLFormElement | undefined
  let heard: { revision: number; name?: string } | undefined
  const fields = keepFields(form, () => {
    changed()
    saveSoon(left)
  })
  // A form whose text is written together leaves the text out, and can be sent whatever others wrote into it.
  const isTogether = () => form.querySelector('input[name=isTogether]') !== null

  function changed(): void {
    isDirty = true
    show('fields', 'Not saved yet')
    saveSoon()
  }
  function saveSoon(after = rest): void {
    clearTimeout(timer)
    timer = setTimeout(() => void inTurn(save), after)
  }

  /** Saves and looks come one after another: each goes by what the one before it left. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const next = (turn ?? Promise.resolve()).then(work)
    const mine = next.catch(() => undefined)
    turn = mine
    void mine.then(() => {
      if (turn === mine) turn = undefined
    })
    return next
  }

  async function save(): Promise<void> {
    isDirty = false
    show('fields', 'Saving …')
    const sent = fields.toSend()
    const body = new URLSearchParams()
    for (const [name, value] of new FormData(form))
      if (typeof value === 'string') body.append(name, sent.get(name) ?? value)
    try {
      const answer = await fetch(form.action || location.href, { method: 'POST', body })
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      if (answer.ok) {
        // Where the text comes with the form, paragraphs of others were laid into it: it is opened anew, or laid over them again.
        if (!isTogether() && revisionIn(page) > fields.revision() + 1)
          return isDirty ? saveSoon() : location.assign(location.pathname)
        fields.wasSaved(sent)
        fields.take(page, whoSaved())
        looked(page)
        show('fields', '')
        show('text', `Saved as revision ${fields.revision()}`)
        return
      }
      isDirty = true
      if (answer.status === 409 && isTogether() && (await catchUp())) return saveSoon()
      const why =
        // The title of the page stands before what is wrong with it.
        (page.querySelector('.error-summary-title, .notice-danger .notice-title') ?? page.querySelector('h1'))
          ?.textContent ?? 'it could not be read'
      show('fields', `Not saved: ${why}`)
    } catch {
      isDirty = true
      show('fields', 'Not saved: the connection is lost. Your words are still here.')
      saveSoon()
    }
  }

  /** Whether there was something new that explains why a save was refused. */
  async function catchUp(): Promise<boolean> {
    const before = fields.revision()
    await read()
    return fields.revision() > before
  }

  /** Whose save it was that this page does not know yet. */
  const whoSaved = (): string =>
    (heard && heard.revision > fields.revision() ? heard.name : undefined) ?? 'Somebody else'

  async function read(): Promise<void> {
    const answer = await fetch(location.pathname).catch(() => undefined)
    if (!answer?.ok) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    if (isTogether()) fields.take(page, whoSaved())
    looked(page)
  }

  const revisionIn = (page: Document): number =>
    Number(page.querySelector<HTMLInputElement>('form[data-draft] input[name=revision]')?.value)

  form.addEventListener('change', () => {
    if (isDirty) saveSoon(left)
  })
  form.addEventListener('submit', (event) => {
    const choice = fields.undecided()
    clearTimeout(timer)
    if (choice) {
      event.preventDefault()
      choice.focus()
    } else if (turn) {
      event.preventDefault()
      pressAfter(turn, form, event.submitter)
    } else {
      isDirty = false
      isLeaving = true
      setTimeout(() => {
        isLeaving = false
      }, leaves)
    }
  })
  /** What was pressed is done when `ready`, unless something else was pressed since: that comes in its place. */
  function pressAfter(ready: Promise<unknown>, target: HTMLFormElement, submitter: HTMLElement | null): void {
    const press = {}
    pressed = press
    void ready.then(() => {
      if (pressed !== press || (isDirty && target !== form)) return
      if (target !== form) passed = target
      target.requestSubmit(submitter)
    })
  }
  // What is done with the draft is done with what stands in its form: that is saved first.
  document.addEventListener(
    'submit',
    (event) => {
      const { target, submitter } = event
      if (!(target instanceof HTMLFormElement) || target === form || target.method !== 'post') return
      if (target.closest('[data-beside]')) return
      if (passed === target) {
        passed = undefined
        return
      }
      const choice = fields.undecided()
      if (!isDirty && !choice && !turn && !isLeaving) return
      event.preventDefault()
      event.stopImmediatePropagation()
      // The page that saves is on its way, and has this button too.
      if (isLeaving) return
      clearTimeout(timer)
      if (choice) choice.focus()
      else pressAfter(isDirty || !turn ? inTurn(save) : turn, target, submitter)
    },
    true,
  )
  window.addEventListener('beforeunload', (event) => {
    if (isDirty || fields.undecided()) event.preventDefault()
  })
  return {
    changed,
    say: (words) => show('text', words),
    hear(saved) {
      if (saved.revision > (heard?.revision ?? 0)) heard = saved
      void inTurn(async () => (saved.revision > fields.revision() ? read() : undefined))
    },
  }
}
