// Writing with the text as readers will have it. Without this file the same form holds the text as Markdown.
import { Editor } from '@tiptap/core'
import { Markdown } from '@tiptap/markdown'
import { keepChecking } from '../checks/live.client.ts'
import { standBeside } from '../comments/beside.client.ts'
import { textExtensions } from '../texts/formats/extensions.ts'
import { enterRoom } from '../writing/room.client.ts'
import { share, withoutHistory } from '../writing/sharing.client.ts'
import { sourcesKnown } from './editor-choices.client.ts'
import { type Around, takeFiles } from './editor-files.client.ts'
import { link } from './editor-inline.client.ts'
import { saveWhenResting } from './editor-saving.client.ts'
import { toolbarOf } from './editor-tools.client.ts'

const form = document.querySelector<HTMLFormElement>('form[data-draft]')
const field = form?.querySelector<HTMLTextAreaElement>('textarea[name=content]')
const label = field ? form?.querySelector<HTMLLabelElement>(`label[for="${field.id}"]`) : undefined

if (form && field && label) void begin(form, field, label)

async function begin(form: HTMLFormElement, field: HTMLTextAreaElement, label: HTMLLabelElement): Promise<void> {
  const room = document.createElement('div')
  room.className = 'editor'
  label.id = 'editor-label'
  const wasWriting = document.activeElement === field
  field.before(room)
  let checks: ReturnType<typeof keepChecking> | undefined
  const saving = saveWhenResting(form, room, (page) => checks?.take(page))
  const shared = form.dataset.room ? await enterRoom(form.dataset.room, saving.say) : undefined
  field.hidden = true
  // How Markdown is written matters to nobody any more.
  document.getElementById(field.getAttribute('aria-describedby') ?? '')?.remove()
  field.removeAttribute('aria-describedby')
  const around: Around = { flush: async () => shared?.flush(), say: saving.say }
  const written = { content: field.value, contentType: 'markdown' } as const
  const editor = new Editor({
    element: room,
    extensions: [
      ...(shared ? withoutHistory(textExtensions) : textExtensions),
      Markdown,
      ...(shared?.extensions ?? []),
    ],
    ...(shared ? {} : written),
    // The style sheet of the site has what it needs; none is written into the page.
    injectCSS: false,
    editorProps: {
      attributes: {
        ...{ role: 'textbox', id: 'editor-text', 'aria-multiline': 'true', class: 'prose' },
        ...{ 'aria-labelledby': 'editor-label', 'aria-describedby': 'editor-keys' },
      },
      handleDOMEvents: { keydown: leavesAfterEscape() },
      // Looks are not taken along, and the policy of the site would only complain of them.
      transformPastedHTML: (html) =>
        html.replace(/<style\b[\s\S]*?<\/style>/gi, '').replace(/\sstyle\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, ''),
      handleKeyDown: (_view, event) => {
        if (!(event.ctrlKey || event.metaKey) || event.key !== 'k') return false
        void link(editor)
        return true
      },
      handlePaste(_view, { clipboardData }) {
        const files = [...(clipboardData?.files ?? [])]
        // Word puts a picture of its words beside them: the words are meant.
        if (files.length === 0 || clipboardData?.getData('text/plain')) return false
        void takeFiles(editor, files, around)
        return true
      },
      handleDrop(view, event, _slice, isMoved) {
        const files = [...(event.dataTransfer?.files ?? [])]
        if (isMoved || files.length === 0) return false
        const place = view.posAtCoords({ left: event.clientX, top: event.clientY })
        if (place) editor.commands.setTextSelection(place.pos)
        void takeFiles(editor, files, around)
        return true
      },
    },
  })
  const bar = toolbarOf(editor, around)
  room.before(bar.element)
  const keys = document.createElement('p')
  Object.assign(keys, { id: 'editor-keys', className: 'field-hint editor-keys' })
  keys.textContent = 'Tab moves within a list or a table. Escape, then Tab, leaves the text.'
  room.after(keys)
  const beside = standBeside(editor, around)
  if (shared) share(shared, { editor, form, field, room, beside, saving })
  else
    editor.on('update', () => {
      field.value = editor.getMarkdown()
      saving.changed()
    })
  checks = keepChecking(editor, sourcesKnown)
  editor.on('transaction', bar.refresh)
  form.addEventListener('input', ({ target }) => {
    if (target !== field) saving.changed()
  })
  bar.refresh()
  // Whoever began before this was loaded goes on where they are.
  if (wasWriting) editor.commands.focus('end')
}

/** Tab moves cells and items about, so whoever has no mouse needs a way out (WCAG 2.2, 2.1.2): after Escape, Tab is the browser's again. */
function leavesAfterEscape(): (view: unknown, event: KeyboardEvent) => boolean {
  let isLeaving = false
  return (_view, { key }) => {
    const isOurs = key === 'Tab' && isLeaving
    if (key !== 'Shift') isLeaving = key === 'Escape'
    return isOurs
  }
}
