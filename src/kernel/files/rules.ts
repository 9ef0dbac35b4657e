import { invalid } from '#platform/problem'
import { type MediaType, MOST_BYTES } from './schema.ts'

const begins: [MediaType, RegExp][] = [
  // Readers of PDF accept some bytes before its mark; a file that is a page of the web as well is taken for neither.
  ['application/pdf', /^%PDF-\d/],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the mark of PNG is made of them
  ['image/png', /^\x89PNG\r\n\x1a\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF[\s\S]{4}WEBP/],
  ['text/html', /^<(?:!doctype html|html|head|body)\b/i],
]

/** What a file is by its first bytes, whatever its name says; undefined where it is nothing we keep. SVG is not: it may hold programs. */
export function sniff(bytes: Uint8Array): MediaType | undefined {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  const page = withoutComments(head)
  return begins.find(([type, mark]) => mark.test(type === 'text/html' ? page : head))?.[0]
}

/** Where a page of the web begins. One pattern for all comments would take hours over a hundred of them. */
function withoutComments(head: string): string {
  let rest = head.replace(/^\xef\xbb\xbf/, '').trimStart()
  while (rest.startsWith('<!--')) {
    const end = rest.indexOf('-->', 4)
    if (end < 0) return ''
    rest = rest.slice(end + 3).trimStart()
  }
  return rest
}

/** Refuses what cannot be kept, and says what can. */
export function checkFile(bytes: Uint8Array, most = MOST_BYTES): MediaType {
  const field = (message: string) => ({ file: message })
  if (bytes.length === 0) throw invalid('files.file.empty', 'The file is empty.', field('Choose a file'))
  if (bytes.length > most)
    throw invalid(
      'files.file.large',
      `A file may have ${(most / 1_048_576).toFixed(1)} MB at most.`,
      field('Send a smaller file'),
    )
  const type = sniff(bytes)
  if (!type)
    throw invalid(
      'files.file.kind',
      'This is no PDF, PNG, JPEG, WebP, GIF or HTML file.',
      field('Send a PDF, a PNG, JPEG, WebP or GIF picture, or an HTML page; turn anything else into a PDF first'),
    )
  return type
}
