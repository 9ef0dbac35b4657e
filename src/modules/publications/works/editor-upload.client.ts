export interface Sent {
  isDone: boolean
  /** Where the answer led. */
  address: URL
  /** What was wrong, in words. */
  why: string
}

/** A quarter at a time: whoever listens is not told each percent. */
const step = 25

/** Sends a form with a file, as its page would, and tells how far it is. */
export function upload(address: string, body: FormData, tell: (words: string) => void): Promise<Sent> {
  const request = new XMLHttpRequest()
  const file = [...body.values()].find((value) => value instanceof File)
  const name = file?.name ?? ''
  return new Promise((done) => {
    const end = (sent: Partial<Sent>) =>
      done({ isDone: false, address: new URL(request.responseURL || location.href), why: '', ...sent })
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      const percent = Math.floor((100 * loaded) / Math.max(1, total) / step) * step
      tell(percent < 100 ? `Sending ${name}: ${percent} %` : `${name} is being read …`)
    })
    request.addEventListener('load', () => {
      if (request.status < 400) return end({ isDone: true })
      const page = new DOMParser().parseFromString(request.responseText, 'text/html')
      const wrong = [...page.querySelectorAll('.error-summary :is(h2, .error-summary-title, li)')].map(
        (part) => part.textContent,
      )
      end({ why: wrong.length > 0 ? wrong.join(' ') : (page.querySelector('main .lede, h1')?.textContent ?? '') })
    })
    request.addEventListener('error', () => end({ why: 'The connection is lost. Send it again.' }))
    request.open('POST', address)
    request.send(body)
  })
}
