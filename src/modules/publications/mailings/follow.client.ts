// Follows a mailing while it goes out: each time it moves, the part that says how far it is is asked for anew.
const shown = document.querySelector<HTMLElement>('[data-follow]')
if (shown?.dataset.follow) {
  const id = shown.dataset.follow
  let isAsking = false
  let isStale = false
  const look = async () => {
    isStale = true
    if (isAsking) return
    isAsking = true
    while (isStale) {
      isStale = false
      const answer = await fetch(location.pathname)
      const next = new DOMParser()
        .parseFromString(await answer.text(), 'text/html')
        .querySelector<HTMLElement>('[data-follow]')
      if (next?.dataset.state !== shown.dataset.state) {
        location.replace(location.pathname)
        return
      }
      shown.innerHTML = next?.innerHTML ?? ''
      await new Promise((resolve) => setTimeout(resolve, 700))
    }
    isAsking = false
  }
  const events = new EventSource('/live/publications.mailing.moved')
  events.addEventListener('publications.mailing.moved', (event) => {
    if ((JSON.parse(String((event as MessageEvent<string>).data)) as { id: string }).id === id) void look()
  })
  // It may have moved before the channel was open.
  events.addEventListener('open', () => void look())
}
