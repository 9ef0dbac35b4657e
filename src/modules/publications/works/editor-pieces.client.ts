// Pieces that stand between paragraphs: pictures of the body, and records and questions of other modules.
import type { Editor } from '@tiptap/core'
import { askFor } from './editor-dialog.client.ts'

interface Choice {
  value: string
  label: string
  hint?: string
  attrs?: Record<string, string>
}

/** What the server wrote beside the form (`choicesFor` of pictures/panels.tsx). */
const choices = (name: 'pictures' | 'embeds'): Choice[] =>
  JSON.parse(document.querySelector<HTMLFormElement>('form[data-draft]')?.dataset[name] ?? '[]')

export async function picture(editor: Editor): Promise<void> {
  const pictures = choices('pictures')
  const given = await askFor('Picture', [
    {
      name: 'id',
      label: 'Which one',
      options: pictures,
      hint:
        pictures.length > 0
          ? 'What it shows, its caption and its credit come with it'
          : 'There are no pictures yet: send them under “Pictures” first',
    },
    { name: 'caption', label: 'Another caption, for here' },
  ])
  const chosen = pictures.find(({ value }) => value === given?.id)
  if (!given || !chosen) return void editor.commands.focus()
  const caption = given.caption ? { caption: given.caption } : {}
  insert(editor, { type: 'picture', attrs: { ...chosen.attrs, id: chosen.value, ...caption } })
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
  if (given?.kind && given.reference) insert(editor, { type: 'embed', attrs: given })
  else editor.commands.focus()
}

/** After what is selected, never in its place: a piece that was just put in still is. */
const insert = (editor: Editor, piece: { type: string; attrs: Record<string, string> }): boolean =>
  editor.chain().focus().insertContentAt(editor.state.selection.to, piece).run()
