// The number beside the bell follows what is told to whoever is signed in. Without this it is right on the next page.
const bell = document.querySelector<HTMLElement>('[data-bell]')
let source: EventSource | undefined

/** Only a page that is looked at listens: browsers open few connections to one site at a time. */
function follow(count: HTMLElement) {
  const isSeen = document.visibilityState === 'visible'
  if (!isSeen) source?.close()
  if (!isSeen || (source && source.readyState !== EventSource.CLOSED)) return
  source = new EventSource('/live/notices')
  source.addEventListener('unread', ({ data }) => show(count, Number(data)))
}

function show(count: HTMLElement, unread: number) {
  const most = Number(count.dataset.most)
  count.textContent = unread > most ? `${most}+` : String(unread)
  count.hidden = unread === 0
  bell?.setAttribute('aria-label', `Notifications, ${unread} unread`)
}

const shown = bell?.querySelector<HTMLElement>('[data-most]')
if (shown) {
  follow(shown)
  document.addEventListener('visibilitychange', () => follow(shown))
}
