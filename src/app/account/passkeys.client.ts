// Passkeys need the browser's help; the forms they fill are ordinary forms.
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser'

interface Question {
  id: string
  options: never
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
  if (!browserSupportsWebAuthn()) continue
  form.hidden = false
  let isAnswered = false
  form.addEventListener('submit', (event) => {
    if (isAnswered) return // the answer goes along
    event.preventDefault()
    void answer(form).then((has) => {
      isAnswered = has
      if (has) form.requestSubmit()
    })
  })
}

/** Asks the authenticator and puts its answer into the form; false when there is none, which the form then says. */
async function answer(form: HTMLFormElement): Promise<boolean> {
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
    return true
  } catch (error) {
    const isRefused = error instanceof Error && error.name === 'NotAllowedError'
    says.textContent = isRefused
      ? 'Nothing was confirmed. Try again, or use a link by e-mail.'
      : error instanceof Error
        ? error.message
        : String(error)
    return false
  }
}

function statusLine(): HTMLParagraphElement {
  const line = document.createElement('p')
  line.setAttribute('role', 'status')
  line.dataset.passkeySays = ''
  return line
}

function set(form: HTMLFormElement, name: 'challenge' | 'credential', value: string): void {
  const input = form.querySelector<HTMLInputElement>(`[data-answer="${name}"]`)
  if (!input) throw new Error(`This form has no place for the ${name}`)
  input.value = value
}
