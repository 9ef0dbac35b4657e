// Writing with the text as readers will have it. Without this file the same form holds the text as Markdown.
import { Editor } from '@tiptap/core'
import { Markdown } from '@tiptap/markdown'
import { keepChecking } from '../checks/live.client.ts'
import { commentOn, standBeside, suggestOn } from '../comments/beside.client.ts'
import { textExtensions } from '../texts/formats/extensions.ts'
import { enterRoom } from '../writing/room.client.ts'
import { share, withoutHistory } from '../writing/sharing.client.ts'
import { askFor } from './editor-dialog.client.ts'
import { type Around, takeFiles } from './editor-files.client.ts'
import { embed, picture } from './editor-pieces.client.ts'
import { saveWhenResting } from './editor-saving.client.ts'

const form = document.querySelector<HTMLFormElement>('form[data-draft]')
const field = form?.querySelector<HTMLTextAreaElement>('textarea[name=content]')
const label = field ? form?.querySelector<HTMLLabelElement>(`label[for="${field.id}"]`) : undefined

/** A deed of the toolbar: what its button says, whether it is on, and what it does. */
interface Tool {
  words: string
  keys?: string
  isOn?(editor: Editor): boolean
  isOffered?(editor: Editor): boolean
  press(editor: Editor, around: Around): unknown
}

const heading = (level: 2 | 3): Tool => ({
  words: level === 2 ? 'Heading' : 'Smaller heading',
  keys: `Ctrl+Alt+${level}`,
  isOn: (editor) => editor.isActive('heading', { level }),
  press: (editor) => editor.chain().focus().toggleHeading({ level }).run(),
})
const inTable = (editor: Editor) => editor.isActive('table')

const tools: Tool[] = [
  heading(2),
  heading(3),
  {
    words: 'Bold',
    keys: 'Ctrl+B',
    isOn: (editor) => editor.isActive('bold'),
    press: (editor) => editor.chain().focus().toggleBold().run(),
  },
  {
    words: 'Italic',
    keys: 'Ctrl+I',
    isOn: (editor) => editor.isActive('italic'),
    press: (editor) => editor.chain().focus().toggleItalic().run(),
  },
  { words: 'Link', keys: 'Ctrl+K', isOn: (editor) => editor.isActive('link'), press: link },
  { words: 'Note', press: note },
  { words: 'Citation', press: citation },
  { words: 'Figure', press: figure },
  { words: 'Picture', press: picture },
  { words: 'Embed', press: embed },
  {
    words: 'List',
    isOn: (editor) => editor.isActive('bulletList'),
    press: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    words: 'Steps',
    isOn: (editor) => editor.isActive('orderedList'),
    press: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
  {
    words: 'Quotation',
    isOn: (editor) => editor.isActive('blockquote'),
    press: (editor) => editor.chain().focus().toggleBlockquote().run(),
  },
  {
    words: 'Pull quote',
    isOn: (editor) => editor.isActive('pullQuote'),
    press: (editor) => editor.chain().focus().toggleWrap('pullQuote').run(),
  },
  {
    words: 'Aside',
    isOn: (editor) => editor.isActive('aside'),
    press: (editor) => editor.chain().focus().toggleWrap('aside').run(),
  },
  {
    words: 'Table',
    isOffered: (editor) => !inTable(editor),
    press: (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
  },
  { words: 'Add row', isOffered: inTable, press: (editor) => editor.chain().focus().addRowAfter().run() },
  { words: 'Add column', isOffered: inTable, press: (editor) => editor.chain().focus().addColumnAfter().run() },
  { words: 'Take row out', isOffered: inTable, press: (editor) => editor.chain().focus().deleteRow().run() },
  { words: 'Take table out', isOffered: inTable, press: (editor) => editor.chain().focus().deleteTable().run() },
  { words: 'Comment', keys: 'Ctrl+Alt+M', press: commentOn },
  { words: 'Suggest', keys: 'Ctrl+Alt+Shift+M', press: suggestOn },
  { words: 'Undo', keys: 'Ctrl+Z', press: (editor) => editor.chain().focus().undo().run() },
  { words: 'Redo', keys: 'Ctrl+Y', press: (editor) => editor.chain().focus().redo().run() },
]

async function link(editor: Editor): Promise<void> {
  const before = String(editor.getAttributes('link').href ?? '')
  const given = await askFor('Link', [
    { name: 'href', label: 'Address', value: before, hint: 'Empty takes the link away' },
  ])
  if (!given) return void editor.commands.focus()
  const chain = editor.chain().focus().extendMarkRange('link')
  if (given.href) chain.setLink({ href: given.href }).run()
  else chain.unsetLink().run()
}

async function note(editor: Editor): Promise<void> {
  const given = await askFor('Note', [{ name: 'text', label: 'What the note says', isLong: true }])
  if (given?.text)
    editor
      .chain()
      .focus()
      .insertContent({ type: 'footnote', attrs: { text: given.text } })
      .run()
  else editor.commands.focus()
}

/** Keys of the sources of this edition, as the site wrote them beside the form. */
const sources = (): string[] => form?.dataset.draft?.split(' ').filter(Boolean) ?? []

async function citation(editor: Editor): Promise<void> {
  const keys = sources()
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

async function figure(editor: Editor): Promise<void> {
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
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-labelledby': 'editor-label', class: 'prose' },
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
  const beside = standBeside(editor, around)
  if (shared) share(shared, { editor, form, field, room, beside, saving })
  else
    editor.on('update', () => {
      field.value = editor.getMarkdown()
      saving.changed()
    })
  checks = keepChecking(editor, sources)
  editor.on('transaction', bar.refresh)
  form.addEventListener('input', ({ target }) => {
    if (target !== field) saving.changed()
  })
  bar.refresh()
  // Whoever began before this was loaded goes on where they are.
  if (wasWriting) editor.commands.focus('end')
}

/** A toolbar as the ARIA practices have it: one stop of the keyboard, arrows move within. */
function toolbarOf(editor: Editor, around: Around): { element: HTMLElement; refresh(): void } {
  const element = document.createElement('div')
  element.className = 'editor-tools'
  element.setAttribute('role', 'toolbar')
  element.setAttribute('aria-label', 'Format the text')
  element.setAttribute('aria-controls', 'editor-label')
  const buttons = tools.map((tool) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.tabIndex = -1
    button.textContent = tool.words
    if (tool.keys) button.title = tool.keys
    button.addEventListener('click', () => tool.press(editor, around))
    element.append(button)
    return { tool, button }
  })
  const offered = () => buttons.filter(({ button }) => !button.hidden).map(({ button }) => button)
  element.addEventListener('keydown', (event) => {
    const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 }
    const step = steps[event.key]
    const all = offered()
    const at = all.indexOf(document.activeElement as HTMLButtonElement)
    const next =
      event.key === 'Home'
        ? all[0]
        : event.key === 'End'
          ? all.at(-1)
          : step
            ? all[(at + step + all.length) % all.length]
            : undefined
    if (!next) return
    event.preventDefault()
    for (const button of all) button.tabIndex = button === next ? 0 : -1
    next.focus()
  })
  return {
    element,
    refresh() {
      for (const { tool, button } of buttons) {
        if (tool.isOn) button.setAttribute('aria-pressed', String(tool.isOn(editor)))
        button.hidden = tool.isOffered ? !tool.isOffered(editor) : false
      }
      const all = offered()
      if (!all.some((button) => button.tabIndex === 0))
        for (const [at, button] of all.entries()) button.tabIndex = at === 0 ? 0 : -1
    },
  }
}
