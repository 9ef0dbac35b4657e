import type { Editor } from '@tiptap/core'

export interface Choice {
  value: string
  label: string
  hint?: string
  attrs?: Record<string, string>
}

const form = () => document.querySelector<HTMLFormElement>('form[data-draft]')

/** What the server wrote beside the form (`choicesFor` of pictures/panels.tsx). */
export const choices = (name: 'pictures' | 'embeds'): Choice[] => JSON.parse(form()?.dataset[name] || '[]')

/** Keys of the sources of this edition, as the server wrote them too. */
export const sourcesKnown = (): string[] => form()?.dataset.draft?.split(' ').filter(Boolean) ?? []

/** A picture that was sent just now is offered too. */
export function rememberPicture(picture: Choice): void {
  const others = choices('pictures').filter(({ value }) => value !== picture.value)
  const room = form()
  if (room) room.dataset.pictures = JSON.stringify([picture, ...others])
}

/** After what is selected, never in its place: a piece that was just put in still is. */
export const insertPiece = (editor: Editor, piece: { type: string; attrs: Record<string, string> }): boolean =>
  editor.chain().focus().insertContentAt(editor.state.selection.to, piece).run()
