import { encodeWord, foldLines } from 'nodemailer/lib/mime-funcs'
import { encode, wrap } from 'nodemailer/lib/qp'

/** A letter to many: what is the same for all of them is encoded once. */
export interface BulkLetter {
  from: { name: string; address: string }
  replyTo?: string | undefined
  subject: string
  text: string
  html: string
  /** Words in both parts that are replaced by what is each reader's own. */
  own: readonly string[]
  headers: Record<string, string>
  /** Between the parts of the letter; found in none of them. */
  boundary: string
}

export interface BulkReader {
  to: string
  messageId: string
  at: Date
  headers: Record<string, string>
  own: Record<string, string>
}

/** Makes whole messages (RFC 5322, MIME) for one reader after another. */
export function bulkPrinter(letter: BulkLetter): (reader: BulkReader) => string {
  const head = [
    `From: ${nameOf(letter.from.name)} <${letter.from.address}>`,
    ...(letter.replyTo ? [`Reply-To: <${letter.replyTo}>`] : []),
    `Subject: ${wordsOf(letter.subject)}`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="${letter.boundary}"`,
    ...headerLines(letter.headers),
  ]
    .map((line) => foldLines(line))
    .join('\r\n')
  const parts = [partOf('text/plain', letter.text, letter.own), partOf('text/html', letter.html, letter.own)]
  return ({ to, messageId, at, headers, own }) => {
    const lines = [`To: <${to}>`, `Message-ID: <${messageId}>`, `Date: ${dateOf(at)}`, ...headerLines(headers)]
    const opening = `${head}\r\n${lines.join('\r\n')}\r\n`
    const filled = parts.map(({ type, pieces }) => `--${letter.boundary}\r\n${type}\r\n\r\n${fill(pieces, own)}\r\n`)
    return `${opening}\r\n${filled.join('')}--${letter.boundary}--\r\n`
  }
}

const headerLines = (headers: Record<string, string>): string[] =>
  Object.entries(headers).map(([name, value]) => `${name}: ${oneLine(value)}`)

/** A header ends with its line: nothing that was typed may begin another. */
const oneLine = (value: string): string => value.replace(/[\r\n]+/g, ' ')
const isPlain = (words: string): boolean => /^[\x20-\x7e]*$/.test(words)
const wordsOf = (words: string): string =>
  isPlain(oneLine(words)) ? oneLine(words) : encodeWord(oneLine(words), 'B', 52)
const nameOf = (name: string): string =>
  isPlain(oneLine(name)) ? `"${oneLine(name).replace(/["\\]/g, '\\$&')}"` : encodeWord(oneLine(name), 'B', 52)

const dateOf = (at: Date): string => at.toUTCString().replace(/GMT$/, '+0000')

type Pieces = (string | { own: string })[]

/** The part in quoted-printable, with gaps for what is each reader's own. */
function partOf(type: string, source: string, own: readonly string[]): { type: string; pieces: Pieces } {
  const gaps = new RegExp(`(${own.join('|')})`)
  const pieces = source
    .replace(/\r?\n/g, '\r\n')
    .split(own.length > 0 ? gaps : '\0')
    .map((piece) => (own.includes(piece) ? { own: piece } : printable(piece)))
  return { type: `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable`, pieces }
}

const printable = (text: string): string => wrap(encode(text), 76)

/** What is own stands on a line of its own: a break that the reader's program takes out again. */
const fill = (pieces: Pieces, own: Record<string, string>): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : `=\r\n${printable(own[piece.own] ?? '')}=\r\n`)).join('')
