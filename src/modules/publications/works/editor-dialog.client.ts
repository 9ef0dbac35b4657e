export interface Asked {
  name: string
  label: string
  value?: string
  hint?: string
  isLong?: boolean
  /** Ticked or not. */
  isBox?: boolean
  /** A file of these kinds. */
  accept?: string
  /** What it is one of, chosen from a list. */
  options?: { value: string; label: string }[]
  /** What it is one of, offered while typing. */
  among?: string[]
}

/** What stands above the questions: a picture of what is asked about, and what was wrong with the last answer. */
export interface Above {
  preview?: HTMLElement
  error?: string
}

/** Asks for a few words in a dialog of the browser, which keeps the keyboard and closes on Escape; undefined when it was closed. */
export async function askFor(title: string, fields: Asked[]): Promise<Record<string, string> | undefined> {
  const given = await askForAll(title, fields)
  return given && Object.fromEntries([...given].map(([name, value]) => [name, String(value).trim()]))
}

/** The same for answers that are more than words. */
export function askForAll(title: string, fields: Asked[], above: Above = {}): Promise<FormData | undefined> {
  const dialog = document.createElement('dialog')
  dialog.className = 'dialog'
  dialog.setAttribute('aria-label', title)
  const form = document.createElement('form')
  form.method = 'dialog'
  form.className = 'stack'
  const heading = document.createElement('h2')
  heading.textContent = title
  const row = document.createElement('p')
  row.className = 'row'
  row.append(buttonOf('Put it in', 'button button-primary', 'yes'), buttonOf('Leave it', 'button button-secondary', ''))
  form.append(heading, ...aboveOf(above), ...fields.map(fieldOf), row)
  dialog.append(form)
  document.body.append(dialog)
  dialog.showModal()
  return new Promise((done) => {
    dialog.addEventListener('close', () => {
      done(dialog.returnValue === 'yes' ? new FormData(form) : undefined)
      dialog.remove()
    })
  })
}

function aboveOf({ preview, error }: Above): HTMLElement[] {
  if (!error) return preview ? [preview] : []
  const says = document.createElement('p')
  says.className = 'field-error'
  says.setAttribute('role', 'alert')
  says.textContent = error
  return [...(preview ? [preview] : []), says]
}

function fieldOf(asked: Asked): HTMLElement {
  const room = document.createElement('div')
  room.className = 'field'
  const words = document.createElement('label')
  words.className = asked.isBox ? 'choice' : 'field-label'
  const said = document.createElement('span')
  said.textContent = asked.label
  const input = inputOf(asked)
  words.htmlFor = input.id
  words.append(...(asked.isBox ? [input] : []), said)
  room.append(words)
  if (asked.hint) {
    const says = document.createElement('p')
    says.className = 'field-hint'
    says.id = `${input.id}-hint`
    says.textContent = asked.hint
    input.setAttribute('aria-describedby', says.id)
    room.append(says)
  }
  if (!asked.isBox) room.append(input)
  if (asked.among && asked.among.length > 0) {
    const list = document.createElement('datalist')
    list.id = `${input.id}-list`
    list.append(...asked.among.map((each) => Object.assign(document.createElement('option'), { value: each })))
    input.setAttribute('list', list.id)
    room.append(list)
  }
  return room
}

function inputOf({ name, value = '', isLong, isBox, accept, options }: Asked) {
  const input = document.createElement(options ? 'select' : isLong ? 'textarea' : 'input')
  for (const option of options ?? [])
    input.append(Object.assign(document.createElement('option'), { value: option.value, textContent: option.label }))
  input.id = `ask-${name}`
  input.name = name
  if (isBox && input instanceof HTMLInputElement)
    Object.assign(input, { type: 'checkbox', value: 'yes', checked: value === 'yes' })
  else if (accept && input instanceof HTMLInputElement) Object.assign(input, { type: 'file', accept })
  else if (value || !options) input.value = value
  if (!isBox) input.className = accept ? 'control-file' : 'control control-full'
  return input
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
