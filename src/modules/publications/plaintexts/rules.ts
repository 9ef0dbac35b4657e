import { type Encoding, encodingNames } from '#platform/encoding'
import { plural } from '#platform/i18n'
import { cameOf } from '../imports/rules.ts'
import type { ReadFile } from '../imports/schema.ts'
import { textOfMarkdown } from '../texts/rules.ts'
import type { TextDocument } from '../texts/schema.ts'

interface Written {
  text: string
  encoding: Encoding
}

/** Markdown of others: notes as `[^1]`, a title between two lines of `---`, pictures by their address. */
export function fromMarkdown({ text, encoding }: Written): ReadFile {
  const { title, rest } = withoutFront(text.replaceAll('\r\n', '\n'))
  const { noted, lost } = withNotes(rest)
  const pictures = noted.match(/!\[[^\]]{0,2000}\]\([^)]{1,2000}\)/g)?.length ?? 0
  const tags = noted.match(/<\/?[a-z][a-z0-9-]{0,30}(?:\s[^<>]{0,2000})?>/gi)?.length ?? 0
  const changed = [
    ...said(pictures, 'picture', 'pictures', 'by an address, and not fetched: send under “Pictures” and put in'),
    ...said(tags, 'tag of HTML', 'tags of HTML', 'without a meaning here: the words between stayed'),
    ...said(lost, 'note', 'notes', 'without words, left out'),
  ]
  return read(textOfMarkdown(noted), { title, changed, encoding })
}

/** Plain words: paragraphs are apart by an empty line, and no sign means anything. */
export function fromPlain({ text, encoding }: Written): ReadFile {
  const paragraphs = text
    .replaceAll(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n\s*/)
    .map((paragraph) => paragraph.replaceAll(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '')
  const content = paragraphs.map((words) => ({ type: 'paragraph', content: [{ type: 'text', text: words }] }))
  const whole: TextDocument = { type: 'doc', content: content.length > 0 ? content : [{ type: 'paragraph' }] }
  return read(whole, { title: '', changed: [], encoding })
}

const read = (
  content: TextDocument,
  { title, changed, encoding }: { title: string; changed: string[]; encoding: Encoding },
): ReadFile => ({
  ...{ title: title.slice(0, 240), content, pictures: [] },
  report: {
    came: cameOf(content),
    changed: [
      ...changed,
      ...(encoding === 'utf-8' ? [] : [`Read as ${encodingNames[encoding]}: look at its accents.`]),
    ],
  },
})

const said = (number: number, one: string, many: string, what: string): string[] =>
  number > 0 ? [`${plural('en', number, one, many)} ${what}.`] : []

/** What other programs write between two lines of `---`; only the title says anything to us. */
function withoutFront(text: string): { title: string; rest: string } {
  const front = /^---\n([\s\S]{0,20000}?)\n---\n/.exec(text)
  if (!front) return { title: '', rest: text }
  const [, title = ''] = /^title:\s*["']?(.*?)["']?\s*$/m.exec(front[1] ?? '') ?? []
  return { title, rest: text.slice(front[0].length) }
}

/** `[^1]` with `[^1]: words` further down becomes a note of ours where it is called. */
function withNotes(text: string): { noted: string; lost: number } {
  const notes = new Map<string, string>()
  const rest: string[] = []
  let current: string | undefined
  for (const line of text.split('\n')) {
    const begins = /^\[\^([^\]\s]{1,60})\]:[ \t]*(.*)$/.exec(line)
    if (begins) {
      current = begins[1] ?? ''
      notes.set(current, begins[2] ?? '')
    } else if (current !== undefined && /^(?: {2,}|\t)\S/.test(line)) {
      notes.set(current, `${notes.get(current)} ${line.trim()}`)
    } else {
      if (line.trim() !== '') current = undefined
      rest.push(line)
    }
  }
  let lost = 0
  const noted = rest.join('\n').replace(/\[\^([^\]\s]{1,60})\]/g, (_, key: string) => {
    const words = plainNote(notes.get(key) ?? '')
    if (words === '') lost += 1
    return words === '' ? '' : `[footnote text="${words}"]`
  })
  return { noted, lost }
}

/** In notes there are no manners; signs that would end the note are spelled as Markdown of ours spells them. */
const plainNote = (words: string): string =>
  words
    .replace(/\[([^\]]{1,2000})\]\(([^)\s]{1,2000})\)/g, '$1 ($2)')
    .replace(/[*_`]{1,3}(\S[^*_`]*)[*_`]{1,3}/g, '$1')
    .trim()
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('[', '&#91;')
    .replaceAll(']', '&#93;')
