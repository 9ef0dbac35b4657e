// Large files travel in pieces, so that they need not fit into one request, and the page says how much has arrived.
const PIECE = 1_048_576
const LARGEST = 200 * 1_048_576

const form = document.querySelector<HTMLFormElement>('form[data-send]')
const input = form?.querySelector<HTMLInputElement>('input[type=file]')
if (form && input) {
  const drop = form.querySelector<HTMLElement>('[data-drop]')
  if (drop) drop.hidden = false
  form.addEventListener('submit', (event) => {
    const files = [...(input.files ?? [])]
    // Nothing chosen: the server says so, as it does without scripts.
    if (files.length === 0) return
    event.preventDefault()
    void send(form, files)
  })
  for (const name of ['dragover', 'dragenter'])
    form.addEventListener(name, (event) => {
      event.preventDefault()
      form.dataset.over = ''
    })
  form.addEventListener('dragleave', () => delete form.dataset.over)
  form.addEventListener('drop', (event) => {
    event.preventDefault()
    delete form.dataset.over
    if (event.dataTransfer?.files.length) input.files = event.dataTransfer.files
  })
}

async function send(form: HTMLFormElement, files: File[]): Promise<void> {
  const says = form.querySelector<HTMLElement>('[data-says]')
  const bar = form.querySelector<HTMLProgressElement>('[data-progress]')
  const say = (sentence: string) => {
    if (says) says.textContent = sentence
    if (says) says.hidden = false
  }
  const all = files.reduce((sum, file) => sum + file.size, 0)
  if (all > LARGEST) return say('Files may have 200 MB at most.')
  const begun = new FormData()
  for (const file of files) {
    begun.append('names', file.name)
    begun.append('sizes', String(file.size))
  }
  say('Sending …')
  const answer = await fetch(form.action || location.href, { method: 'POST', body: begun })
  if (!answer.ok) return say('The file could not be sent. Reload the page and try again.')
  const address = answer.url
  let sent = 0
  for (const [at, file] of files.entries())
    for (let number = 0; number * PIECE < file.size; number += 1) {
      const bytes = file.slice(number * PIECE, (number + 1) * PIECE)
      if (!(await sendPiece(address, { at, number, bytes }))) return say('The connection broke. Send the file again.')
      sent += bytes.size
      if (bar) {
        bar.hidden = false
        bar.value = sent / all
      }
      say(`Sent ${Math.floor((100 * sent) / all)} of 100`)
    }
  const end = new FormData()
  end.append('deed', 'sent')
  await fetch(address, { method: 'POST', body: end, redirect: 'manual' })
  location.href = address
}

/** A piece that does not get through is sent again; the server keeps it once. */
async function sendPiece(
  address: string,
  { at, number, bytes }: { at: number; number: number; bytes: Blob },
): Promise<boolean> {
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const body = new FormData()
    body.append('deed', 'piece')
    body.append('file', String(at))
    body.append('number', String(number))
    body.append('bytes', bytes, 'piece')
    const answer = await fetch(address, { method: 'POST', body, redirect: 'manual' }).catch(() => undefined)
    if (answer?.type === 'opaqueredirect') return true
    await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** attempt))
  }
  return false
}
