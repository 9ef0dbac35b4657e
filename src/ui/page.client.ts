const switchedOff = 'single-keys-off'

helpPage(document)

/**
 * The small help that every page may have: one key goes to the search (`data-key="/"`), two in a row follow a link
 * (`data-keys="g m"`), `?` opens the list of keys, and buttons with `data-copy` copy the text of the element they name.
 */
function helpPage(page: Document) {
  // Not on each button: parts of a page are put in place of others while it lives.
  page.addEventListener('click', (event) => copyWhatIsNamed(event.target, page))
  followSwitch(page)
  let before = ''
  page.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !usesSingleKeys()) return
    const pressed = event.key
    const target =
      page.querySelector<HTMLElement>(`[data-keys="${CSS.escape(before)} ${CSS.escape(pressed)}"]`) ??
      visible(page.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(pressed)}"]`))
    before = pressed
    if (!target) return
    event.preventDefault()
    if (target.matches('input, textarea, select')) target.focus()
    else if (target.popover) target.togglePopover()
    else target.click()
  })
}

/** Browsers that keep nothing, or are told not to, leave the keys on. */
function usesSingleKeys(): boolean {
  try {
    return localStorage.getItem(switchedOff) === null
  } catch {
    return true
  }
}

/** The switch `data-single-keys` shows and changes whether keys work by themselves, in every tab of this site. */
function followSwitch(page: Document) {
  const toggle = page.querySelector<HTMLInputElement>('[data-single-keys]')
  if (!toggle) return
  const read = () => {
    toggle.checked = usesSingleKeys()
  }
  read()
  window.addEventListener('storage', read)
  toggle.addEventListener('change', () => {
    try {
      if (toggle.checked) localStorage.removeItem(switchedOff)
      else localStorage.setItem(switchedOff, 'yes')
    } catch {
      sayToast('Your browser does not keep this choice.', page)
    }
    read()
  })
}

/** Says something short in the page's toast region, where screen readers hear it. */
function sayToast(words: string, page: Document) {
  const region = page.getElementById('toasts')
  if (!region) return
  const toast = page.createElement('p')
  toast.className = 'toast'
  toast.textContent = words
  region.append(toast)
  // Long enough to read slowly; nothing that must be acted on may be said this way (WCAG 2.2.1).
  setTimeout(() => toast.remove(), 6000)
}

function copyWhatIsNamed(clicked: EventTarget | null, page: Document) {
  const button = clicked instanceof Element ? clicked.closest<HTMLElement>('button[data-copy]') : null
  const text = button && page.getElementById(button.dataset.copy ?? '')?.textContent
  if (!text) return
  navigator.clipboard.writeText(text).then(
    () => sayToast('Copied.', page),
    () => sayToast('Your browser did not allow copying. Select the text and copy it by hand.', page),
  )
}

/** The search stands in the page twice, once inside the folded menu; only one of the two is to be seen. */
function visible(found: Iterable<HTMLElement>) {
  const all = [...found]
  return all.find((element) => element.checkVisibility()) ?? all.find((element) => element.popover)
}

function isTyping(target: EventTarget | null) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
}
