import type { Editor } from '@tiptap/core'
import { commentOn, suggestOn } from '../comments/beside.client.ts'
import type { Around } from './editor-files.client.ts'
import { citation, figure, link, note } from './editor-inline.client.ts'
import { embed, picture } from './editor-pieces.client.ts'

/** A deed of the toolbar: what its button says, whether it is on, and what it does. */
interface Tool {
  words: string
  keys?: string
  isOn?(editor: Editor): boolean
  isOffered?(editor: Editor): boolean
  /** Whether pressing it would do anything now; it can, unless told. */
  isPossible?(editor: Editor): boolean
  press(editor: Editor, around: Around): unknown
}

const heading = (level: 2 | 3): Tool => ({
  words: level === 2 ? 'Heading' : 'Smaller heading',
  keys: `Ctrl+Alt+${level}`,
  isOn: (editor) => editor.isActive('heading', { level }),
  press: (editor) => editor.chain().focus().toggleHeading({ level }).run(),
})
const inTable = (editor: Editor) => editor.isActive('table')
const hasChosen = (editor: Editor) => !editor.state.selection.empty

const tools: Tool[] = [
  heading(2),
  heading(3),
  {
    words: 'Bold',
    keys: 'Ctrl+B',
    isOn: (editor) => editor.isActive('bold'),
    isPossible: (editor) => editor.can().toggleBold(),
    press: (editor) => editor.chain().focus().toggleBold().run(),
  },
  {
    words: 'Italic',
    keys: 'Ctrl+I',
    isOn: (editor) => editor.isActive('italic'),
    isPossible: (editor) => editor.can().toggleItalic(),
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
    isPossible: (editor) => editor.can().toggleBulletList(),
    press: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    words: 'Steps',
    isOn: (editor) => editor.isActive('orderedList'),
    isPossible: (editor) => editor.can().toggleOrderedList(),
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
  { words: 'Comment', keys: 'Ctrl+Alt+M', isPossible: hasChosen, press: commentOn },
  { words: 'Suggest', keys: 'Ctrl+Alt+Shift+M', isPossible: hasChosen, press: suggestOn },
  {
    words: 'Undo',
    keys: 'Ctrl+Z',
    isPossible: (editor) => editor.can().undo(),
    press: (editor) => editor.chain().focus().undo().run(),
  },
  {
    words: 'Redo',
    keys: 'Ctrl+Y',
    isPossible: (editor) => editor.can().redo(),
    press: (editor) => editor.chain().focus().redo().run(),
  },
]

/** A toolbar as the ARIA practices have it: one stop of the keyboard, arrows move within. */
export function toolbarOf(editor: Editor, around: Around): { element: HTMLElement; refresh(): void } {
  const element = document.createElement('div')
  element.className = 'editor-tools'
  element.setAttribute('role', 'toolbar')
  element.setAttribute('aria-label', 'Format the text')
  element.setAttribute('aria-controls', 'editor-text')
  const buttons = tools.map((tool) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.tabIndex = -1
    button.textContent = tool.words
    if (tool.keys) button.title = tool.keys
    button.addEventListener('click', () => {
      // What cannot be done now stays within reach of the keyboard, and says so.
      if (button.ariaDisabled !== 'true') tool.press(editor, around)
    })
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
        if (tool.isPossible) button.ariaDisabled = String(!tool.isPossible(editor))
        button.hidden = tool.isOffered ? !tool.isOffered(editor) : false
      }
      const all = offered()
      if (!all.some((button) => button.tabIndex === 0))
        for (const [at, button] of all.entries()) button.tabIndex = at === 0 ? 0 : -1
    },
  }
}
