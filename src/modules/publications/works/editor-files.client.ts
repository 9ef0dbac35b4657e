// Files that are pasted, dropped or chosen: pictures go into the text, documents to the page that says what comes over.
import type { Editor } from '@tiptap/core'
import { insertPiece, rememberPicture } from './editor-choices.client.ts'
import { askForAll } from './editor-dialog.client.ts'
import { upload } from './editor-upload.client.ts'

/** What the editor asks of its page. */
export interface Around {
  say(words: string): void
  /** Sends what is on its way first. */
  flush(): Promise<unknown>
}

export const pictureKinds = 'image/png,image/jpeg,image/webp'
const isPicture = ({ type }: File): boolean => pictureKinds.split(',').includes(type)
const isDocument = ({ name }: File): boolean => /\.(?:docx|md|markdown|txt)$/i.test(name)

/** Takes files up one after another; says of each that cannot be taken what to do instead. */
export async function takeFiles(editor: Editor, files: File[], around: Around): Promise<void> {
  for (const file of files) {
    if (isPicture(file)) await sendPicture(editor, file, around)
    else if (isDocument(file)) return sendDocument(file, around)
    else
      around.say(
        `${file.name} cannot stand in a text. Send a PNG, JPEG or WebP picture, or a Word, Markdown or plain text file.`,
      )
  }
}

/** Asks what a picture shows, sends it as the page of pictures would, and puts it where the cursor stands. */
export async function sendPicture(editor: Editor, file: File, around: Around): Promise<void> {
  let typed: Record<string, string> = {}
  let error = ''
  for (;;) {
    const given = await askForAll(`Put in ${file.name}`, questions(typed), { preview: previewOf(file), error })
    if (!given) return void editor.commands.focus()
    typed = Object.fromEntries([...given].map(([name, value]) => [name, String(value).trim()]))
    given.set('deed', 'add')
    given.set('file', file)
    const sent = await upload(`${location.pathname}/pictures`, given, around.say)
    const id = sent.address.searchParams.get('added')
    if (sent.isDone && id) {
      const { alternative = '', caption = '', credit = '', decorative = '' } = typed
      const attrs = { alternative, decorative, caption, credit }
      rememberPicture({ value: id, label: alternative || file.name, attrs })
      insertPiece(editor, { type: 'picture', attrs: { ...attrs, id } })
      return around.say(`${file.name} is in the text`)
    }
    error = sent.why || 'The picture could not be kept.'
    around.say(`Not sent: ${error}`)
  }
}

const questions = (typed: Record<string, string>) => [
  {
    ...{ name: 'alternative', label: 'What it shows', isLong: true, value: typed.alternative ?? '' },
    hint: 'For those who do not see it: read aloud, and shown in plain text',
  },
  {
    ...{ name: 'decorative', isBox: true, value: typed.decorative ?? '' },
    label: 'It only decorates, and shows nothing that matters',
  },
  { name: 'caption', label: 'Caption', value: typed.caption ?? '' },
  { name: 'credit', label: 'Credit', value: typed.credit ?? '', hint: 'Such as Photo: Ana Example, CC BY 4.0' },
]

function previewOf(file: File): HTMLElement {
  const image = document.createElement('img')
  image.className = 'dialog-picture'
  image.alt = ''
  image.src = URL.createObjectURL(file)
  image.addEventListener('load', () => URL.revokeObjectURL(image.src))
  return image
}

/** Sends a document as the page for files would, and goes on there: nothing of the draft changes before its writer has seen what comes. */
async function sendDocument(file: File, around: Around): Promise<void> {
  await around.flush()
  const body = new FormData()
  body.set('file', file)
  const sent = await upload(`${location.pathname}/import`, body, around.say)
  if (sent.isDone) location.assign(sent.address)
  else around.say(`Not read: ${sent.why || 'the file could not be read'}`)
}
