import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'

/** A fault of the file, said to whoever sent it. */
export class Fault extends Error {}

/** A thousand pages of words have ten megabytes; a bomb has thousands. */
const mostBytes = 150_000_000
const mostParts = 5000

const wanted =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/[\w-]+\.xml|word\/_rels\/[\w.-]+\.rels|word\/(?:theme|media)\/[\w. -]+)$/i

export interface Unpacked {
  /** The file again, with nothing in it but words, styles and pictures. */
  archive: Uint8Array
  /** The XML of the text itself. */
  body: string
  externalPictures: number
  headersAndFooters: number
}

/** Opens a Word file without trusting it. Throws a fault that says what it is instead, or what in it cannot come along. */
export function unpackDocx(bytes: Uint8Array): Unpacked {
  const start = String.fromCharCode(...bytes.subarray(0, 4))
  if (start === '\xd0\xcf\x11\xe0') throw new Fault(oldFault(bytes))
  if (start !== 'PK\x03\x04') throw new Fault('This is no Word file. Save the text as .docx and send that.')
  const names: string[] = []
  const parts = unzip(bytes, names)
  refuseProgrammed(names, parts)
  const body = strFromU8(parts['word/document.xml'] ?? new Uint8Array())
  if (body === '') throw new Fault('This is no Word file: it holds no text. Save the text as .docx and send that.')
  for (const [name, part] of Object.entries(parts))
    if (/\.(?:xml|rels)$/i.test(name) && /<!(?:DOCTYPE|ENTITY)/i.test(textOf(part)))
      throw new Fault(
        'This file holds definitions that Word never writes. Open it in Word, save it anew, and send that.',
      )
  let externalPictures = 0
  for (const [name, part] of Object.entries(parts))
    if (/\.rels$/i.test(name)) {
      const { text, dropped } = withoutOutside(textOf(part))
      externalPictures += dropped
      parts[name] = strToU8(text)
    }
  return {
    archive: zipSync({ ...parts, [`word/${nothing}`]: new Uint8Array() }, { level: 0 }),
    body,
    externalPictures,
    headersAndFooters: names.filter((name) => /^word\/(?:header|footer)\d*\.xml$/i.test(name)).length,
  }
}

/** The container of Office before 2007 holds old Word files, and new ones behind a password ([MS-OFFCRYPTO] 2.3.1). */
function oldFault(bytes: Uint8Array): string {
  return Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'))
    ? 'This file is closed by a password. Save it without one and send that.'
    : 'This is a file of an older Word (.doc). Open it, save it as .docx, and send that.'
}

/** UTF-16 is allowed to XML, and would hide what is looked for. */
const textOf = (part: Uint8Array): string =>
  (part[0] === 0xff && part[1] === 0xfe) || part[1] === 0
    ? new TextDecoder('utf-16le').decode(part)
    : part[0] === 0xfe && part[1] === 0xff
      ? new TextDecoder('utf-16be').decode(part)
      : strFromU8(part)

function unzip(bytes: Uint8Array, names: string[]): Record<string, Uint8Array> {
  let total = 0
  try {
    return unzipSync(bytes, {
      filter({ name, originalSize }) {
        names.push(name)
        total += originalSize
        // Each part is unpacked into as much room as it says it needs, and no further.
        if (names.length > mostParts || total > mostBytes)
          throw new Fault(
            'This file would unpack into more than any text holds. Send the text without its large parts.',
          )
        return wanted.test(name)
      },
    })
  } catch (error) {
    if (error instanceof Fault) throw error
    throw new Fault('This file is broken. Open it in Word, save it anew, and send that.')
  }
}

function refuseProgrammed(names: readonly string[], parts: Record<string, Uint8Array>): void {
  const types = textOf(parts['[Content_Types].xml'] ?? new Uint8Array())
  if (names.some((name) => /vbaProject|vbaData/i.test(name)) || /macroEnabled/i.test(types))
    throw new Fault('This file holds macros, which are programs. Save it as .docx, without them, and send that.')
  if (names.some((name) => /^word\/(?:embeddings\/[^/]+\.bin|activeX\/)/i.test(name)))
    throw new Fault(
      'This file holds objects of other programs (OLE). Paste them into it as pictures or tables, and send it again.',
    )
}

const nothing = 'media/none.png'

/** Relations to anywhere outside lose their target, unless they are links for people to follow. */
function withoutOutside(relations: string): { text: string; dropped: number } {
  let dropped = 0
  const text = relations.replace(/<Relationship\b[^>]*>/gi, (relation) => {
    if (!/TargetMode\s*=\s*["']External/i.test(relation) || /Type\s*=\s*["'][^"']*\/hyperlink["']/i.test(relation))
      return relation
    if (!/Type\s*=\s*["'][^"']*\/image["']/i.test(relation)) return ''
    dropped += 1
    // Whoever asks for it finds an empty file.
    return relation
      .replace(/TargetMode\s*=\s*["']External["']/i, '')
      .replace(/Target\s*=\s*(?:"[^"]*"|'[^']*')/i, `Target="${nothing}"`)
  })
  return { text, dropped }
}
