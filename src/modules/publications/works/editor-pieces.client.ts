// Pieces that stand between paragraphs: pictures of the body, and records and questions of other modules.
import type { Editor } from '@tiptap/core'
import { choices, insertPiece } from './editor-choices.client.ts'
import { askFor, askForAll } from './editor-dialog.client.ts'
import { type Around, pictureKinds, sendPicture } from './editor-files.client.ts'

export async function picture(editor: Editor, around: Around): Promise<void> {
  const pictures = choices('pictures')
  const given = await askForAll('Picture', [
    ...(pictures.length > 0
      ? [
          {
            ...{ name: 'id', label: 'Which one', options: pictures },
            hint: 'What it shows, its caption and its credit come with it',
          },
          { name: 'caption', label: 'Another caption, for here' },
        ]
      : []),
    {
      ...{ name: 'file', label: pictures.length > 0 ? 'Or a new one' : 'Choose one', accept: pictureKinds },
      hint: 'PNG, JPEG or WebP, 8 MB at most. You can also paste it into the text, or drop it there.',
    },
  ])
  const file = given?.get('file')
  if (file instanceof File && file.size > 0) return sendPicture(editor, file, around)
  const chosen = pictures.find(({ value }) => value === given?.get('id'))
  if (!given || !chosen) return void editor.commands.focus()
  const words = String(given.get('caption') ?? '').trim()
  const caption = words ? { caption: words } : {}
  insertPiece(editor, { type: 'picture', attrs: { ...chosen.attrs, id: chosen.value, ...caption } })
}

export async function embed(editor: Editor): Promise<void> {
  const given = await askFor('From the map and its records', [
    { name: 'kind', label: 'What', options: choices('embeds') },
    {
      name: 'reference',
      label: 'Which one',
      hint: choices('embeds')
        .map(({ label, hint }) => `${label}: ${hint}`)
        .join('. '),
    },
    { name: 'asOf', label: 'As known on', value: new Date().toISOString().slice(0, 10) },
    { name: 'caption', label: 'Words above it' },
  ])
  if (given?.kind && given.reference) insertPiece(editor, { type: 'embed', attrs: given })
  else editor.commands.focus()
}
