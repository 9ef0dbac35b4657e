// Pieces within a line: links, notes, citations, figures.
import type { Editor } from '@tiptap/core'
import { sourcesKnown } from './editor-choices.client.ts'
import { askFor } from './editor-dialog.client.ts'

export async function link(editor: Editor): Promise<void> {
  const before = String(editor.getAttributes('link').href ?? '')
  const given = await askFor('Link', [
    { name: 'href', label: 'Address', value: before, hint: 'Empty takes the link away' },
  ])
  if (!given) return void editor.commands.focus()
  const chain = editor.chain().focus().extendMarkRange('link')
  if (given.href) chain.setLink({ href: given.href }).run()
  else chain.unsetLink().run()
}

export async function note(editor: Editor): Promise<void> {
  const given = await askFor('Note', [{ name: 'text', label: 'What the note says', isLong: true }])
  if (given?.text)
    editor
      .chain()
      .focus()
      .insertContent({ type: 'footnote', attrs: { text: given.text } })
      .run()
  else editor.commands.focus()
}

export async function citation(editor: Editor): Promise<void> {
  const keys = sourcesKnown()
  const given = await askFor('Citation', [
    {
      name: 'key',
      label: 'Source',
      among: keys,
      hint:
        keys.length > 0
          ? 'Its key among the sources of this edition'
          : 'There are no sources yet: add them under “Sources” first',
    },
    { name: 'locator', label: 'Where in it', hint: 'Such as 12, 12–14, ch. 3 or § 4' },
    { name: 'prefix', label: 'Words before it', hint: 'Such as see, or compare' },
  ])
  if (given?.key) editor.chain().focus().insertContent({ type: 'citation', attrs: given }).run()
  else editor.commands.focus()
}

export async function figure(editor: Editor): Promise<void> {
  const given = await askFor('Figure that can be asked again', [
    {
      name: 'reference',
      label: 'Question of the map',
      hint: 'What stands in its address after the question mark, such as country=JP',
    },
    { name: 'asOf', label: 'As known on', hint: 'Such as 2026-11-29' },
    { name: 'says', label: 'The figure as it stands in the sentence' },
  ])
  if (given?.says)
    editor
      .chain()
      .focus()
      .insertContent({ type: 'evidence', attrs: { kind: 'atlas.count', ...given } })
      .run()
  else editor.commands.focus()
}
