import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { inlineWordsOf, placeOf } from '../anchors/rules.ts'
import type { Anchor } from '../anchors/schema.ts'
import type { TextNode } from '../texts/schema.ts'
import { askFor } from '../works/editor-dialog.client.ts'

const key = new PluginKey<DecorationSet>('beside')
/** Marks are laid anew so long after the last word, in milliseconds; until then they move along. */
const settled = 600

interface Beside {
  /** Sends what is on its way first: the site must know the words that are meant. */
  flush(): Promise<unknown>
  say(words: string): void
}
const besides = new WeakMap<Editor, Beside & { shown: HTMLElement }>()

/** The plain text of a document as the site sees it, and where in the editor each of its signs stands. */
function plainIn(doc: Node): { plain: string; places: number[] } {
  const lines: string[] = []
  const places: number[] = []
  doc.descendants((line, at) => {
    if (!line.isTextblock) return true
    let words = ''
    line.forEach((node, offset) => {
      const text = inlineWordsOf(node.toJSON() as TextNode) // the same shape, see texts/schema.ts
      for (let sign = 0; sign < text.length; sign++) places.push(at + 1 + offset + (node.isText ? sign : 0))
      words += text
    })
    // The break after a line is a sign too.
    places.push(at + line.nodeSize - 1)
    lines.push(words)
    return false
  })
  return { plain: lines.join('\n'), places }
}

function marksIn(doc: Node, shown: HTMLElement): DecorationSet {
  const { plain, places } = plainIn(doc)
  const marks = [...shown.querySelectorAll<HTMLElement>('[data-mark]')].flatMap((item) => {
    const place = placeOf(plain, JSON.parse(item.dataset.anchor ?? '') as Anchor) // written by the panels
    const from = place && places[place.from]
    const last = place && places[place.to - 1]
    if (from === undefined || last === undefined) return []
    const { mark = '', says } = item.dataset
    const stretch = Decoration.inline(from, last + 1, { class: `marked-${mark}` })
    return says ? [stretch, Decoration.widget(last + 1, () => insertedOf(says), { side: 1 })] : [stretch]
  })
  return DecorationSet.create(doc, marks)
}

function insertedOf(says: string): HTMLElement {
  const words = document.createElement('ins')
  words.className = 'marked-instead'
  words.textContent = says
  return words
}

/** Shows in the editor what stands beside it, and lets both be done without leaving the text. */
export function standBeside(editor: Editor, beside: Beside): { refresh(): Promise<void> } {
  const shown = document.querySelector<HTMLElement>('[data-beside]')
  if (!shown) return { refresh: async () => undefined }
  besides.set(editor, { ...beside, shown })
  let later: ReturnType<typeof setTimeout> | undefined
  const lay = () => editor.view.dispatch(editor.state.tr.setMeta(key, marksIn(editor.state.doc, shown)))
  editor.registerPlugin(
    new Plugin({
      key,
      state: {
        init: (_, { doc }) => marksIn(doc, shown),
        apply: (transaction, marks) => transaction.getMeta(key) ?? marks.map(transaction.mapping, transaction.doc),
      },
      props: {
        decorations: (state) => key.getState(state),
        handleKeyDown(_view, event) {
          if (!(event.ctrlKey || event.metaKey) || !event.altKey || event.code !== 'KeyM') return false
          void (event.shiftKey ? suggestOn(editor) : commentOn(editor))
          return true
        },
      },
    }),
  )
  editor.on('update', () => {
    clearTimeout(later)
    later = setTimeout(lay, settled)
  })
  shown.addEventListener('submit', (event) => {
    const { target, submitter } = event
    if (!(target instanceof HTMLFormElement)) return
    event.preventDefault()
    const item = target.closest('[id]')?.id
    const body = new URLSearchParams()
    for (const [name, value] of new FormData(target, submitter)) body.append(name, String(value))
    void send(editor, target.action, body).then((isDone) => {
      const next = (isDone && item && document.getElementById(item)) || shown.querySelector('h2')
      if (!isDone || !(next instanceof HTMLElement)) return
      next.tabIndex = -1
      next.focus()
    })
  })
  return {
    async refresh() {
      // Whoever is writing an answer keeps it; the next page shows what is new.
      const isWriting = [...shown.querySelectorAll('textarea')].some((room) => room.value !== room.defaultValue)
      if (isWriting) return
      const answer = await fetch(location.pathname).catch(() => undefined)
      if (answer?.ok) show(editor, shown, await answer.text())
    },
  }
}

function show(editor: Editor, shown: HTMLElement, page: string): void {
  const fresh = new DOMParser().parseFromString(page, 'text/html').querySelector('[data-beside]')
  if (!fresh) return
  shown.replaceChildren(...fresh.childNodes)
  editor.view.dispatch(editor.state.tr.setMeta(key, marksIn(editor.state.doc, shown)))
}

/** Does what a form beside the text would do, and shows what came of it; the problem is said when it could not be done. */
async function send(editor: Editor, action: string, body: URLSearchParams): Promise<boolean> {
  const beside = besides.get(editor)
  if (!beside) return false
  await beside.flush()
  try {
    const answer = await fetch(action, { method: 'POST', body })
    const page = await answer.text()
    if (answer.ok) {
      show(editor, beside.shown, page)
      beside.say('Done')
      return true
    }
    const words = new DOMParser().parseFromString(page, 'text/html').querySelector('.error-summary, .lede')?.textContent
    beside.say(`Not done: ${words?.trim() ?? 'the site refused it'}`)
  } catch {
    beside.say('Not done: the connection is lost.')
  }
  return false
}

/** What is chosen in the editor, as the site finds it again; says so when it is nothing. */
function chosen(editor: Editor): { quote: string; near: string } | undefined {
  const { from, to } = editor.state.selection
  const { plain, places } = plainIn(editor.state.doc)
  const start = places.findIndex((place) => place >= from)
  const end = places.findLastIndex((place) => place < to)
  const quote = start === -1 ? '' : plain.slice(start, end + 1)
  if (from !== to && quote.trim() !== '')
    return { quote, near: String(start + quote.length - quote.trimStart().length) }
  besides.get(editor)?.say('Choose the words you mean first.')
  return undefined
}

const shortened = (quote: string): string => (quote.length > 60 ? `${quote.slice(0, 60)} …` : quote)

/** Asks what is to be said of the chosen words, and says it. */
export async function commentOn(editor: Editor): Promise<void> {
  const words = chosen(editor)
  if (!words) return
  const given = await askFor(`Comment on “${shortened(words.quote)}”`, [
    { name: 'words', label: 'Your comment', isLong: true, hint: 'Write @ and a name to speak to somebody' },
  ])
  editor.commands.focus()
  if (given?.words) await send(editor, `${location.pathname}/comments`, new URLSearchParams({ ...words, ...given }))
}

/** Asks what should stand instead of the chosen words, and proposes it. */
export async function suggestOn(editor: Editor): Promise<void> {
  const words = chosen(editor)
  if (!words) return
  const given = await askFor(`Instead of “${shortened(words.quote)}”`, [
    { name: 'says', label: 'Say instead', value: words.quote, isLong: true, hint: 'Empty takes the words out' },
    { name: 'note', label: 'Why' },
  ])
  editor.commands.focus()
  if (given) await send(editor, `${location.pathname}/suggestions`, new URLSearchParams({ ...words, ...given }))
}
