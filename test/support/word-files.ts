import {
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  DeletedTextRun,
  Document,
  ExternalHyperlink,
  FootnoteReferenceRun,
  HeadingLevel,
  ImageRun,
  InsertedTextRun,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { pngOf } from './pictures.ts'

const change = { id: 1, author: 'Ana', date: '2026-01-01T00:00:00Z' }

/** A Word file with one of everything that people write. */
export async function wordFile(): Promise<Uint8Array> {
  const cell = (text: string, columnSpan = 1) => new TableCell({ columnSpan, children: [new Paragraph(text)] })
  const item = (text: string, level: number) => new Paragraph({ text, numbering: { reference: 'steps', level } })
  const file = new Document({
    numbering: {
      config: [
        {
          reference: 'steps',
          levels: [0, 1].map((level) => ({ level, format: LevelFormat.DECIMAL, text: `%${level + 1}.` })),
        },
      ],
    },
    comments: { children: [{ id: 0, author: 'Ana', date: new Date(0), children: [new Paragraph('Is this so?')] }] },
    footnotes: { 1: { children: [new Paragraph('He said “no” [twice] & left.')] } },
    sections: [
      {
        children: [
          new Paragraph({ text: 'Ports of call', heading: HeadingLevel.TITLE }),
          new Paragraph({ text: 'The first part', heading: HeadingLevel.HEADING_1 }),
          new Paragraph({
            children: [
              new CommentRangeStart(0),
              new TextRun('Plain, '),
              new TextRun({ text: 'bold and leaning', bold: true, italics: true }),
              new CommentRangeEnd(0),
              new TextRun({ children: [new CommentReference(0)] }),
              new FootnoteReferenceRun(1),
              new TextRun(' and a '),
              new ExternalHyperlink({ link: 'https://example.org/ports', children: [new TextRun('book')] }),
              new TextRun('. '),
              new DeletedTextRun({ ...change, text: 'Never said. ' }),
              new InsertedTextRun({ ...change, id: 2, text: 'Said later.' }),
            ],
          }),
          new Paragraph({ text: 'Deeper', heading: HeadingLevel.HEADING_2 }),
          item('first', 0),
          item('within the first', 1),
          item('second', 0),
          new Table({
            rows: [
              new TableRow({ tableHeader: true, children: [cell('Place'), cell('Ties')] }),
              new TableRow({ children: [cell('Both of them', 2)] }),
            ],
          }),
          new Paragraph({
            children: [
              new ImageRun({
                type: 'png',
                data: pngOf(40, 30, 80),
                transformation: { width: 40, height: 30 },
                altText: { name: 'p', title: 'A quay', description: 'A quay at night' },
              }),
            ],
          }),
          new Paragraph({ text: 'The quay in 1978.', style: 'Caption' }),
        ],
      },
    ],
    styles: { paragraphStyles: [{ id: 'Caption', name: 'caption', basedOn: 'Normal' }] },
  })
  return new Uint8Array(await Packer.toArrayBuffer(file))
}

/** The same file with parts of it written anew; a part that is not text is put there as it is. */
export function changedWord(
  file: Uint8Array,
  change: (parts: Record<string, string>) => Record<string, string | Uint8Array>,
): Uint8Array {
  const parts = unzipSync(file)
  const texts = Object.fromEntries(
    Object.entries(parts)
      .filter(([name]) => /\.(?:xml|rels)$/.test(name))
      .map(([name, bytes]) => [name, strFromU8(bytes)]),
  )
  const changed = Object.entries(change(texts)).map(([name, part]) => [
    name,
    typeof part === 'string' ? strToU8(part) : part,
  ])
  return zipSync({ ...parts, ...Object.fromEntries(changed) })
}
