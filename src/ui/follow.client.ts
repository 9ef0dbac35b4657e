// Follows work that goes on behind the page: each time it moves, the part that says how far it is is asked for anew. That part bears the id
// of the work in `data-follow`, the topic that tells of it in `data-topic`, and its state in `data-state`.
const shown = document.querySelector<HTMLElement>('[data-follow]')
if (shown?.dataset.follow && shown.dataset.topic) {
  const { follow: id, topic } = shown.dataset
  let isAsking = false
  let isStale = false
  const look = async () => {
    isStale = true
    if (isAsking) return
    isAsking = true
    while (isStale) {
      isStale = false
      const answer = await fetch(location.href)
      const next = new DOMParser()
        .parseFromString(await answer.text(), 'text/html')
        .querySelector<HTMLElement>('[data-follow]')
      if (next?.dataset.state !== shown.dataset.state) {
        location.reload()
        return
      }
      shown.innerHTML = next?.innerHTML ?? ''
      await new Promise((resolve) => setTimeout(resolve, 700))
    }
    isAsking = false
  }
  const events = new EventSource(`/live/${topic}`)
  events.addEventListener(topic, (event) => {
    if ((JSON.parse(String((event as MessageEvent<string>).data)) as { id: string }).id === id) void look()
  })
  // It may have ended before the channel was open.
  events.addEventListener('open', () => void look())
}
