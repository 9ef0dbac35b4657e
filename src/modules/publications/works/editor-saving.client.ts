/** So long after the last word a draft saves itself, in milliseconds. */
const rest = 4000

/**
 * Saves the form of a draft by itself when its writer rests, as pressing its button would, and says so. Somebody else's save is told and
 * nothing is written over; leaving with words that are not saved asks first.
 */
export function saveWhenResting(
  form: HTMLFormElement,
  beside: HTMLElement,
): { changed(): void; say(words: string): void } {
  const status = document.createElement('p')
  status.className = 'quiet editor-status'
  status.setAttribute('role', 'status')
  beside.before(status)
  let timer: ReturnType<typeof setTimeout> | undefined
  let isDirty = false
  let isSending = false

  async function save(): Promise<void> {
    if (isSending) return
    isSending = true
    isDirty = false
    status.textContent = 'Saving …'
    try {
      const body = new URLSearchParams()
      for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value)
      const answer = await fetch(form.action || location.href, { method: 'POST', body })
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      if (answer.ok) {
        const fresh = page.querySelector<HTMLInputElement>('form[data-draft] input[name=revision]')?.value
        const revision = form.querySelector<HTMLInputElement>('input[name=revision]')
        if (fresh && revision) revision.value = fresh
        status.textContent = `Saved as revision ${fresh ?? ''}`
      } else {
        isDirty = true
        const why =
          // The title of the page stands before what is wrong with it.
          (page.querySelector('.error-summary-title, .notice-danger .notice-title') ?? page.querySelector('h1'))
            ?.textContent ?? 'it could not be read'
        status.textContent = `Not saved: ${why}`
      }
    } catch {
      isDirty = true
      status.textContent = 'Not saved: the connection is lost. Your words are still here.'
      timer = setTimeout(() => void save(), rest)
    } finally {
      isSending = false
    }
  }

  form.addEventListener('submit', () => {
    isDirty = false
    clearTimeout(timer)
  })
  window.addEventListener('beforeunload', (event) => {
    if (isDirty) event.preventDefault()
  })
  return {
    /** What is saved another way says so in the same place. */
    say(words) {
      if (status.textContent !== words) status.textContent = words
    },
    changed() {
      isDirty = true
      status.textContent = 'Not saved yet'
      clearTimeout(timer)
      timer = setTimeout(() => void save(), rest)
    },
  }
}
