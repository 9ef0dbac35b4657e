import type { Editor, Extensions } from '@tiptap/core'
import type { Saving } from '../works/editor-saving.client.ts'
import type { Room } from './room.client.ts'

/** Undo takes back one's own words only; the history of Yjs does that, and there is one history. */
export const withoutHistory = (extensions: Extensions): Extensions =>
  extensions.map((each) => (each.name === 'starterKit' ? each.configure({ ...each.options, undoRedo: false }) : each))

/** Ties an editor and its form to a room: the form brings everything but the text, and waits for words that are on their way. */
export function share(
  shared: Room,
  {
    editor,
    form,
    field,
    room,
    beside,
    saving,
  }: {
    editor: Editor
    form: HTMLFormElement
    field: HTMLTextAreaElement
    room: HTMLElement
    beside: { refresh(): Promise<void> }
    saving: Saving
  },
): void {
  shared.bind(editor, { besideChanged: () => void beside.refresh(), saved: saving.hear })
  room.before(...shared.elements)
  // What was typed before the room was there is a change like any other.
  if (field.value !== field.defaultValue) editor.commands.setContent(field.value, { contentType: 'markdown' })
  field.disabled = true
  const mark = document.createElement('input')
  Object.assign(mark, { type: 'hidden', name: 'isTogether', value: 'yes' })
  form.append(mark)
  let pressed: object | undefined
  document.addEventListener(
    'submit',
    (event) => {
      const { target, submitter } = event
      if (!shared.isBehind() || !(target instanceof HTMLFormElement)) return
      event.preventDefault()
      event.stopImmediatePropagation()
      // Of two that were pressed while words were on their way, the later one stands: each saves the form first.
      const press = {}
      pressed = press
      void shared.flush().then((isKept) => isKept && pressed === press && target.requestSubmit(submitter))
    },
    true,
  )
}
