// A page of the web as its reader would see it: the words alone. Nothing of it is ever shown as HTML.

const unseen =
  /<(script|style|template|noscript|svg|math|iframe|object|head|title|textarea|select)\b[^>]*>[\s\S]*?(?:<\/\1\s*>|$)/gi
const blocks =
  /<\/?(?:p|div|section|article|header|footer|main|aside|nav|h[1-6]|ul|ol|li|dl|dt|dd|table|tr|blockquote|pre|br|hr|figure|figcaption|form)\b[^>]*>/gi
const named: Record<string, string> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ndash: '–', mdash: '—', hellip: '…' },
  ...{ lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', eacute: 'é', ouml: 'ö', uuml: 'ü', auml: 'ä', szlig: 'ß' },
}
const empty = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'track',
  'wbr',
])
const isHidden = (attributes: string): boolean =>
  /(?:^|\s)hidden(?:[\s=/]|$)|aria-hidden\s*=\s*["']?true|display\s*:\s*none|visibility\s*:\s*hidden/i.test(attributes)

/** Words of an HTML file, line by line; programs, styles and what is hidden stay out. */
export function readHtml(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 2048)).toString('latin1')
  const label = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1] ?? 'utf-8'
  const shown = withoutHidden(
    decode(bytes, label)
      .replaceAll(/<!--[\s\S]*?(?:-->|$)/g, '')
      .replaceAll(unseen, ' '),
  )
  return shown
    .replaceAll(/[ \t\r\n\f]+/g, ' ')
    .replaceAll(blocks, '\n')
    .replaceAll(/<[^>]*>?/g, '')
    .replaceAll(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w+);/gi, (whole, code: string) => character(code) ?? whole)
    .replaceAll(/[ \t]*\n\s*/g, '\n')
    .trim()
}

function decode(bytes: Uint8Array, label: string): string {
  try {
    return new TextDecoder(label).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes) // a name of an encoding that nobody knows
  }
}

/** Leaves out elements that are marked as hidden, with all that is inside. */
function withoutHidden(text: string): string {
  let shown = ''
  let last = 0
  let name = ''
  let depth = 0
  for (const tag of text.matchAll(/<(\/?)([a-z][\w-]*)([^>]*)>/gi)) {
    const [whole, close, given = '', attributes = ''] = tag
    const element = given.toLowerCase()
    if (depth > 0) {
      if (element === name && !attributes.endsWith('/')) depth += close ? -1 : 1
      if (depth === 0) last = tag.index + whole.length
    } else if (!close && !empty.has(element) && isHidden(attributes)) {
      shown += text.slice(last, tag.index)
      name = element
      depth = 1
    }
  }
  return depth > 0 ? shown : shown + text.slice(last)
}

function character(code: string): string | undefined {
  if (!code.startsWith('#')) return named[code]
  const point = /^#x/i.test(code) ? Number.parseInt(code.slice(2), 16) : Number(code.slice(1))
  return point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : undefined
}
