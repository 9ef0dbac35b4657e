// Does the work that a form asks for while somebody fills it in. Without this file the form is sent without it, a few times an hour.
import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'

for (const field of document.querySelectorAll<HTMLInputElement>('input[data-task]')) {
  const form = field.form
  let working: Promise<void> | undefined
  const begin = () => (working ??= work(field).catch(() => undefined))
  form?.addEventListener('focusin', begin, { once: true })
  form?.addEventListener('submit', (event) => {
    if (field.value !== '') return
    // Whoever is faster than the work waits for it; a lost connection does not keep the form.
    event.preventDefault()
    form.setAttribute('aria-busy', 'true')
    const { submitter } = event
    void begin().then(() => {
      if (field.value === '') field.removeAttribute('data-task')
      form.removeAttribute('aria-busy')
      if (submitter instanceof HTMLButtonElement && submitter.name) form.append(named(submitter))
      form.submit()
    })
  })
}

async function work(field: HTMLInputElement): Promise<void> {
  const challenge = await (await fetch(field.dataset.task ?? '')).json()
  const solution = await solveChallenge({ challenge, deriveKey })
  if (solution) field.value = btoa(JSON.stringify({ challenge, solution }))
}

/** Sent by a script, a form leaves out which button was pressed. */
function named({ name, value }: HTMLButtonElement): HTMLInputElement {
  const field = document.createElement('input')
  Object.assign(field, { type: 'hidden', name, value })
  return field
}
