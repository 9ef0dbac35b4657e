// Keys for people who work here all day: "/" goes to the search box, "g" then a letter goes places, "?" lists them.
const places: Record<string, string> = { h: '/', m: '/map', d: '/desk', s: '/search' }
let waitingForPlace = false

window.addEventListener('keydown', (event) => {
  const target = event.target
  const isTyping =
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return
  const place = waitingForPlace ? places[event.key] : undefined
  waitingForPlace = event.key === 'g'
  if (place) location.assign(place)
  else if (event.key === '/') {
    event.preventDefault()
    document.querySelector<HTMLInputElement>('[data-key="/"]')?.focus()
  } else if (event.key === '?') document.querySelector<HTMLElement>('#key-help')?.showPopover()
})
