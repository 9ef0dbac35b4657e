// A file can be dropped anywhere on a page that asks for one, not only on its field.
const input = document.querySelector<HTMLInputElement>('main input[type=file]')
const said = document.createElement('p')
said.className = 'quiet'
said.setAttribute('role', 'status')
input?.after(said)

const bringsFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false

document.addEventListener('dragover', (event) => {
  if (input && bringsFiles(event)) event.preventDefault()
})
document.addEventListener('drop', (event) => {
  if (!input || !event.dataTransfer || !bringsFiles(event)) return
  event.preventDefault()
  input.files = event.dataTransfer.files
  said.textContent = `${input.files?.[0]?.name ?? 'The file'} is chosen.`
  input.form?.querySelector<HTMLButtonElement>('button[type=submit]')?.focus()
})
