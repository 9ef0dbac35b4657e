export interface Asked {
  name: string
  label: string
  value?: string
  hint?: string
  isLong?: boolean
  /** What it is one of, chosen from a list. */
  options?: { value: string; label: string }[]
  /** What it is one of, offered while typing. */
  among?: string[]
}

/** Asks for a few words in a dialog of the browser, which keeps the keyboard and closes on Escape; undefined when it was closed. */
export function askFor(title: string, fields: Asked[]): Promise<Record<string, string> | undefined> {
  const dialog = document.createElement('dialog')
  dialog.className = 'dialog'
  dialog.setAttribute('aria-label', title)
  const form = document.createElement('form')
  form.method = 'dialog'
  form.className = 'stack'
  const heading = document.createElement('h2')
  heading.textContent = title
  const inputs = fields.map(inputOf)
  const row = document.createElement('p')
  row.className = 'row'
  row.append(buttonOf('Put it in', 'button button-primary', 'yes'), buttonOf('Leave it', 'button button-secondary', ''))
  form.append(heading, ...inputs.map(({ room }) => room), row)
  dialog.append(form)
  document.body.append(dialog)
  dialog.showModal()
  return new Promise((done) => {
    dialog.addEventListener('close', () => {
      const given = Object.fromEntries(inputs.map(({ name, input }) => [name, input.value.trim()]))
      done(dialog.returnValue === 'yes' ? given : undefined)
      dialog.remove()
    })
  })
}

function inputOf({ name, label, value = '', hint, isLong, options, among = [] }: Asked) {
  const room = document.createElement('div')
  room.className = 'field'
  const words = document.createElement('label')
  words.className = 'field-label'
  words.textContent = label
  words.htmlFor = `ask-${name}`
  const input = document.createElement(options ? 'select' : isLong ? 'textarea' : 'input')
  for (const option of options ?? [])
    input.append(Object.assign(document.createElement('option'), { value: option.value, textContent: option.label }))
  input.className = 'control control-full'
  input.id = `ask-${name}`
  if (value || !options) input.value = value
  room.append(words)
  if (hint) {
    const says = document.createElement('p')
    says.className = 'field-hint'
    says.id = `ask-${name}-hint`
    says.textContent = hint
    input.setAttribute('aria-describedby', says.id)
    room.append(says)
  }
  room.append(input)
  if (among.length > 0) {
    const list = document.createElement('datalist')
    list.id = `ask-${name}-list`
    list.append(...among.map((each) => Object.assign(document.createElement('option'), { value: each })))
    input.setAttribute('list', list.id)
    room.append(list)
  }
  return { name, room, input }
}

function buttonOf(words: string, look: string, value: string): HTMLButtonElement {
  const button = document.createElement('button')
  button.className = look
  button.value = value
  button.textContent = words
  // The first is what Enter presses.
  button.type = 'submit'
  return button
}
