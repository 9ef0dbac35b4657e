import { strToU8, zipSync } from 'fflate'

export interface Book {
  /** A name that no other book has: an address. */
  id: string
  title: string
  language: string
  authors: string[]
  description: string
  publisher: string
  modified: Date
  /** Its text as XHTML, without scripts. */
  body: string
  /** Where its parts begin: anchors within the text. */
  contents: { words: string; anchor: string }[]
  /** Pictures that the text shows, by the address it has them under. */
  pictures?: { path: string; mediaType: string; bytes: Uint8Array }[]
}

/** A text as EPUB 3.3 (W3C, 2023): one document with its navigation. The same book gives the same bytes. */
export function epubOf(book: Book): Uint8Array<ArrayBuffer> {
  const mtime = new Date(book.modified.getTime() + book.modified.getTimezoneOffset() * 60_000)
  const stored = { level: 0, mtime } as const
  const packed = { level: 6, mtime } as const
  return new Uint8Array(
    zipSync({
      // First and not packed, so that a reader knows the kind by its first bytes (OCF 3.3 §4.3).
      mimetype: [strToU8('application/epub+zip'), stored],
      'META-INF/container.xml': [strToU8(container), packed],
      'EPUB/package.opf': [strToU8(packageOf(book)), packed],
      'EPUB/nav.xhtml': [strToU8(navigationOf(book)), packed],
      'EPUB/text.xhtml': [strToU8(textOf(book)), packed],
      ...Object.fromEntries((book.pictures ?? []).map(({ path, bytes }) => [`EPUB/${path}`, [bytes, stored]])),
    }),
  )
}

const container = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>`

const packageOf = ({
  id,
  title,
  language,
  authors,
  description,
  publisher,
  modified,
  pictures = [],
}: Book) => `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="${xmlText(language)}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">${xmlText(id)}</dc:identifier>
<dc:title>${xmlText(title)}</dc:title>
<dc:language>${xmlText(language)}</dc:language>
${authors.map((name) => `<dc:creator>${xmlText(name)}</dc:creator>`).join('\n')}
<dc:publisher>${xmlText(publisher)}</dc:publisher>
<dc:description>${xmlText(description)}</dc:description>
<meta property="dcterms:modified">${modified.toISOString().replace(/\.\d+Z$/, 'Z')}</meta>
<meta property="schema:accessMode">textual</meta>${
  pictures.length > 0
    ? `
<meta property="schema:accessMode">visual</meta>
<meta property="schema:accessibilityFeature">alternativeText</meta>`
    : ''
}
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">none</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="text" href="text.xhtml" media-type="application/xhtml+xml"/>
${pictures.map(({ path, mediaType }, at) => `<item id="picture-${at}" href="${xmlText(path)}" media-type="${mediaType}"/>`).join('\n')}
</manifest>
<spine><itemref idref="text"/></spine>
</package>`

const navigationOf = (book: Book) =>
  page(
    book,
    `<nav epub:type="toc" role="doc-toc"><h1>${xmlText(book.title)}</h1><ol>${[
      { words: book.title, anchor: 'title' },
      ...book.contents,
    ]
      .map(({ words, anchor }) => `<li><a href="text.xhtml#${xmlText(anchor)}">${xmlText(words)}</a></li>`)
      .join('')}</ol></nav>`,
  )

const textOf = (book: Book) =>
  page(
    book,
    `<h1 id="title">${xmlText(book.title)}</h1><p>${xmlText(book.description)}</p>${
      book.authors.length > 0 ? `<p>${xmlText(book.authors.join(', '))}</p>` : ''
    }${book.body}`,
  )

const page = ({ language, title }: Book, body: string) => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="${xmlText(language)}" xml:lang="${xmlText(language)}">
<head><title>${xmlText(title)}</title></head><body>${body}</body></html>`

/** Text of XML: characters that no XML 1.0 document may hold are left out. */
const xmlText = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML 1.0 §2.2 forbids
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
