// What a draft says beside its text, kept in step between those who have its form open.

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

export interface Fields {
  /** Takes over what a page of the draft says by now; false when the page holds no form any more. */
  take(page: Document, who: string): boolean
  /** What is to be saved: a field that awaits a choice is sent as it stands. */
  toSend(): Map<string, string>
  /** What was sent stands now. */
  wasSaved(sent: Map<string, string>): void
  /** The first choice that is open, where there is one. */
  undecided(): HTMLElement | undefined
  revision(): number
}

const isBox = (control: Control): control is HTMLInputElement =>
  control instanceof HTMLInputElement && control.type === 'checkbox'

/** Each field by its name; a box among others is a field of its own. */
const controlsOf = (form: HTMLFormElement): Map<string, Control> =>
  new Map(
    [...form.querySelectorAll<Control>('input[name], textarea[name], select[name]')]
      .filter(({ type, name }) => type !== 'hidden' && name !== 'content')
      .map((control) => [isBox(control) ? `${control.name} ${control.value}` : control.name, control]),
  )

const writtenIn = (control: Control): string => (isBox(control) ? (control.checked ? 'yes' : '') : control.value)

function write(control: Control, value: string): void {
  if (isBox(control)) control.checked = value === 'yes'
  else control.value = value
}

/** What people call a field; boxes go by the name of their group. */
function wordsOf(control: Control): string {
  const legend = isBox(control) ? control.closest('fieldset')?.querySelector('legend') : undefined
  const words = (legend ?? control.labels?.[0])?.textContent ?? control.name
  return words.replace('(optional)', '').trim()
}

const draftIn = (page: Document) => page.querySelector<HTMLFormElement>('form[data-draft]')

/**
 * Watches the fields of a draft. What somebody else changed and nobody touched here is shown at once and told; where both changed one
 * field, both versions stand until whoever sits here chooses. `chosen` hears that mine is to be kept.
 */
export function keepFields(form: HTMLFormElement, chosen: () => void): Fields {
  const controls = controlsOf(form)
  const known = new Map([...controls].map(([key, control]) => [key, standing(control)]))
  const choices = new Map<string, HTMLElement>()
  const revision = form.querySelector<HTMLInputElement>('input[name=revision]')
  const told = document.createElement('p')
  told.className = 'quiet fields-told'
  told.setAttribute('role', 'status')
  form.prepend(told)

  form.addEventListener('input', () => {
    for (const [key, control] of controls) if (writtenIn(control) === known.get(key)) close(key)
  })

  function close(key: string): void {
    choices.get(key)?.remove()
    choices.delete(key)
  }

  function offer(key: string, control: Control, who: string): void {
    close(key)
    const theirs = known.get(key) ?? ''
    const room = document.createElement('div')
    room.className = 'field-choice'
    room.setAttribute('role', 'group')
    room.setAttribute('aria-label', `${wordsOf(control)}: two versions`)
    const says = document.createElement('p')
    const quote = document.createElement('q')
    quote.dir = 'auto'
    quote.textContent = theirs
    says.append(theirs ? `${who} wrote meanwhile: ` : `${who} emptied this meanwhile.`, ...(theirs ? [quote] : []))
    const row = document.createElement('p')
    row.className = 'row'
    const button = (words: string, after: string, press: () => void) => {
      const made = document.createElement('button')
      made.type = 'button'
      made.className = 'button button-secondary'
      made.textContent = words
      made.addEventListener('click', () => {
        press()
        close(key)
        told.textContent = after
        control.focus()
        chosen()
      })
      row.append(made)
    }
    const name = `“${wordsOf(control)}”`
    button('Take theirs', `${name} stands as ${who} has it.`, () => write(control, theirs))
    button('Keep mine', `Your ${name} stands.`, () => undefined)
    room.append(says, row)
    choices.set(key, room)
    ;(control.closest('.field') ?? control).append(room)
  }

  return {
    take(page, who) {
      const fresh = draftIn(page)
      if (!fresh || !revision) return false
      const changed = new Set<string>()
      const contradicted = new Set<string>()
      for (const [key, theirs] of controlsOf(fresh)) {
        const control = controls.get(key)
        const now = writtenIn(theirs)
        if (!control || now === known.get(key)) continue
        const isUntouched = writtenIn(control) === known.get(key)
        known.set(key, now)
        if (isUntouched) {
          write(control, now)
          changed.add(wordsOf(control))
        } else if (writtenIn(control) === now) close(key)
        else {
          offer(key, control, who)
          contradicted.add(wordsOf(control))
        }
      }
      revision.value = fresh.querySelector<HTMLInputElement>('input[name=revision]')?.value ?? revision.value
      for (const name of ['draft', 'pictures', 'embeds']) form.dataset[name] = fresh.dataset[name] ?? ''
      retitle(page)
      const sentences = [
        ...(changed.size > 0 ? [`${who} changed ${listed(changed)}.`] : []),
        ...(contradicted.size > 0 ? [`${who} changed ${listed(contradicted)} too: choose which stands.`] : []),
      ]
      if (sentences.length > 0) told.textContent = sentences.join(' ')
      return true
    },
    toSend: () =>
      new Map(
        [...controls].map(([key, control]) => [key, choices.has(key) ? (known.get(key) ?? '') : writtenIn(control)]),
      ),
    wasSaved(sent) {
      for (const [key, value] of sent) known.set(key, value)
    },
    undecided: () => choices.values().next().value?.querySelector('button') ?? undefined,
    revision: () => Number(revision?.value),
  }
}

/** What the site sent, whatever the browser put back in after a reload. */
const standing = (control: Control): string =>
  isBox(control)
    ? control.defaultChecked
      ? 'yes'
      : ''
    : control instanceof HTMLSelectElement
      ? control.value
      : control.defaultValue

const listed = (names: Set<string>): string => [...names].map((name) => `“${name}”`).join(', ')

/** The title of a draft stands above its page too, with which revision it is. */
function retitle(page: Document): void {
  for (const part of ['main h1', 'main .lede']) {
    const [here, there] = [document.querySelector(part), page.querySelector(part)]
    if (here && there && here.textContent !== there.textContent) here.textContent = there.textContent
  }
  document.title = page.title
}
