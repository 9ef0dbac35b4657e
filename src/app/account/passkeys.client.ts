// Passkeys need the browser's help; the forms they fill are ordinary forms.
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser'

interface Question {
  id: string
  options: never
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
  if (!browserSupportsWebAuthn()) continue
  form.hidden = false
  form.addEventListener('submit', (event) => {
    if (textOf(form, 'credential') !== '') return // an answer is there: send it
    event.preventDefault()
    void answer(form)
  })
}

async function answer(form: HTMLFormElement): Promise<void> {
  const says = form.querySelector('[data-passkey-says]') ?? form.appendChild(statusLine())
  says.textContent = ''
  try {
    const response = await fetch(form.dataset.options ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    if (!response.ok) throw new Error('The site did not answer. Please try again.')
    const { id, options } = (await response.json()) as Question // our own endpoint
    const credential =
      form.dataset.passkey === 'register'
        ? await startRegistration({ optionsJSON: options })
        : await startAuthentication({ optionsJSON: options })
    set(form, 'challenge', id)
    set(form, 'credential', JSON.stringify(credential))
    form.requestSubmit()
  } catch (error) {
    const isRefused = error instanceof Error && error.name === 'NotAllowedError'
    says.textContent = isRefused
      ? 'Nothing was confirmed. Try again, or use a link by e-mail.'
      : error instanceof Error
        ? error.message
        : String(error)
  }
}

function statusLine(): HTMLParagraphElement {
  const line = document.createElement('p')
  line.setAttribute('role', 'status')
  line.dataset.passkeySays = ''
  return line
}

const field = (form: HTMLFormElement, name: string) => form.querySelector<HTMLInputElement>(`[data-answer="${name}"]`)
const textOf = (form: HTMLFormElement, name: string): string => field(form, name)?.value ?? ''
function set(form: HTMLFormElement, name: string, value: string): void {
  const input = field(form, name)
  if (input) input.value = value
}
