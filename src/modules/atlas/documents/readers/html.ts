// A page of the web as its reader would see it: the words alone. Nothing of it is ever shown as HTML. Files come from anybody, so the text is
// gone through once, from its beginning to its end: a pattern that tries again at every sign would hold up everybody for hours.

/** Their content is no HTML: it ends at the closing tag and nowhere else. */
const programs = new Set(['script', 'style', 'textarea', 'title', 'iframe', 'noembed', 'noframes', 'xmp'])
const unseen = new Set(['template', 'noscript', 'svg', 'math', 'object', 'select', 'datalist', 'audio', 'video'])
const drawings = new Set(['svg', 'math'])
const blocks = new Set(
  'address article aside blockquote br dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tr ul'.split(
    ' ',
  ),
)
const empty = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))
const named = new Map(
  Object.entries({
    ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ndash: '–', mdash: '—', hellip: '…' },
    ...{ lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', eacute: 'é', ouml: 'ö', uuml: 'ü', auml: 'ä', szlig: 'ß' },
  }),
)

/** Words of an HTML file, line by line; programs, styles and what is hidden stay out. */
export function readHtml(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 2048)).toString('latin1')
  const label = /<meta[^>]{1,500}charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1] ?? 'utf-8'
  return (
    shownIn(decode(bytes, label))
      .join('')
      // One space first: a pattern for spaces before a line's end begins anew at each of them.
      .replaceAll(/[ \t]+/g, ' ')
      .replaceAll(/ ?\n\s*/g, '\n')
      .trim()
  )
}

function decode(bytes: Uint8Array, label: string): string {
  try {
    return new TextDecoder(label).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes) // a name of an encoding that nobody knows
  }
}

/** Text and ends of lines, in order. What is cut off in the middle of a tag ends there, as in a browser. */
function shownIn(text: string): string[] {
  const shown: string[] = []
  let hidden: { name: string; depth: number } | undefined
  let at = 0
  while (at < text.length) {
    sign.lastIndex = at
    const until = sign.exec(text)?.index ?? text.length
    if (!hidden) shown.push(words(text.slice(at, until)))
    if (until === text.length) break
    const tag = tagAt(text, until)
    at = tag.endsAt
    if (tag.name === '') continue
    if (hidden) hidden = inside(hidden, tag)
    else if (!tag.isClosing && !empty.has(tag.name) && isUnseen(tag)) hidden = { name: tag.name, depth: 1 }
    // A paragraph cannot stand in a paragraph: the next one ends it, and this one may be seen.
    if (!hidden && blocks.has(tag.name)) shown.push('\n')
    if (!tag.isClosing && programs.has(tag.name)) at = endOfProgram(text, tag)
  }
  return shown
}

function inside(hidden: { name: string; depth: number }, tag: Tag): { name: string; depth: number } | undefined {
  if (tag.name !== hidden.name || (tag.isAlone && drawings.has(tag.name))) return hidden
  if (tag.name === 'p' && !tag.isClosing) return tag.isHidden ? hidden : undefined
  const depth = hidden.depth + (tag.isClosing ? -1 : 1)
  return depth > 0 ? { ...hidden, depth } : undefined
}

const isUnseen = (tag: Tag): boolean =>
  !programs.has(tag.name) && (tag.isHidden || unseen.has(tag.name)) && !(tag.isAlone && drawings.has(tag.name))

interface Tag {
  /** Empty for comments and declarations. */
  name: string
  isClosing: boolean
  /** Ends with a stroke: for drawings this closes it, elsewhere it means nothing. */
  isAlone: boolean
  isHidden: boolean
  endsAt: number
}

/** Elsewhere it is a sign of the text, as in 1 < 2. */
const sign = /<[a-zA-Z!?/]/g
const begins = /<(\/?)([a-zA-Z][^\s/>]*)/y
const attribute = /[\s/]*([^\s/>=]+|=)(\s*=\s*)?/y

function tagAt(text: string, at: number): Tag {
  const mark = { name: '', isClosing: false, isAlone: false, isHidden: false }
  if (text.startsWith('<!--', at)) return { ...mark, endsAt: after(text, '-->', at + 4) }
  begins.lastIndex = at
  const found = begins.exec(text)
  if (!found) return { ...mark, endsAt: after(text, '>', at) }
  const [whole, close, name = ''] = found
  const tag: Tag = { ...mark, name: name.toLowerCase(), isClosing: close === '/', endsAt: at + whole.length }
  while (text.charAt(tag.endsAt) !== '>') {
    attribute.lastIndex = tag.endsAt
    const next = attribute.exec(text)
    if (!next) break
    tag.endsAt += next[0].length
    const value = next[2] === undefined ? '' : valueAt(text, tag)
    tag.isHidden ||= hides((next[1] ?? '').toLowerCase(), value)
  }
  const end = text.indexOf('>', tag.endsAt)
  tag.isAlone = end > 0 && text.charAt(end - 1) === '/'
  tag.endsAt = end < 0 ? text.length : end + 1
  return tag
}

/** Reads a value in or without quotes and goes on behind it. */
function valueAt(text: string, tag: Tag): string {
  const from = tag.endsAt
  const quote = text.charAt(from)
  if (quote === '"' || quote === "'") {
    tag.endsAt = after(text, quote, from + 1)
    return text.slice(from + 1, tag.endsAt - 1)
  }
  while (tag.endsAt < text.length && !/[\s>]/.test(text.charAt(tag.endsAt))) tag.endsAt += 1
  return text.slice(from, tag.endsAt)
}

function hides(name: string, value: string): boolean {
  if (name === 'hidden') return true
  if (name === 'aria-hidden') return value.trim().toLowerCase() === 'true'
  return name === 'style' && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(value)
}

function after(text: string, ending: string, from: number): number {
  const found = text.indexOf(ending, from)
  return found < 0 ? text.length : found + ending.length
}

function endOfProgram(text: string, tag: Tag): number {
  const ending = new RegExp(`</${tag.name}[\\s/>]`, 'gi')
  ending.lastIndex = tag.endsAt
  return ending.exec(text)?.index ?? text.length
}

const words = (text: string): string =>
  text
    .replaceAll(/[ \t\r\n\f]+/g, ' ')
    .replaceAll(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w{1,32});/gi, (whole, code: string) => character(code) ?? whole)

function character(code: string): string | undefined {
  if (!code.startsWith('#')) return named.get(code)
  const point = /^#x/i.test(code) ? Number.parseInt(code.slice(2), 16) : Number(code.slice(1))
  return point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : undefined
}
