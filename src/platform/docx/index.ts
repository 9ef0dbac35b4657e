import {
  AlignmentType,
  Document,
  ExternalHyperlink,
  type FileChild,
  FootnoteReferenceRun,
  HeadingLevel,
  ImageRun,
  LevelFormat,
  Packer,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import type { Block, Cover, Inline } from '#platform/pdf'

export { readDocx, UnreadableWord } from './reading.ts'
export type { ReadBlock, ReadCounts, ReadWords, WordFile } from './schema.ts'

interface Writing {
  footnotes: Record<string, { children: Paragraph[] }>
  address: string
  files: ReadonlyMap<string, Uint8Array>
}

const headings = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3, HeadingLevel.HEADING_4]

/** A text as Office Open XML with real headings, lists, tables and footnotes: the same blocks that are typeset as PDF. */
export async function docxOf(
  cover: Cover,
  blocks: Block[],
  about: { address: string; files?: ReadonlyMap<string, Uint8Array> },
): Promise<Uint8Array<ArrayBuffer>> {
  const writing: Writing = { footnotes: {}, address: about.address, files: about.files ?? new Map() }
  const front = [
    new Paragraph({ text: cover.eyebrow }),
    new Paragraph({ text: cover.title, heading: HeadingLevel.TITLE }),
    new Paragraph({ text: cover.lede, style: 'Subtitle' }),
    ...(cover.authors.length > 0 ? [new Paragraph({ text: cover.authors.join(', ') })] : []),
    new Paragraph({ text: `${cover.imprint}. ${about.address}` }),
  ]
  const body = blocks.flatMap((block) => childrenOf(block, writing))
  const file = new Document({
    title: cover.title,
    creator: cover.authors.join('; '),
    description: cover.lede,
    styles: { default: { document: { run: { language: { value: cover.language } } } } },
    numbering: { config: [{ reference: 'steps', levels: [numbered] }] },
    footnotes: writing.footnotes,
    sections: [{ children: [...front, ...body] }],
  })
  return new Uint8Array(await Packer.toArrayBuffer(file))
}

const numbered = { level: 0, format: LevelFormat.DECIMAL, text: '%1.', alignment: AlignmentType.START }

function childrenOf(block: Block, writing: Writing): FileChild[] {
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({
          heading: headings[block.level - 1] ?? HeadingLevel.HEADING_4,
          children: runs(block.text, writing),
        }),
      ]
    case 'paragraph':
      return [new Paragraph({ children: runs(block.text, writing) })]
    case 'quote':
      return [new Paragraph({ indent: { start: 720 }, children: runs(block.text, writing) })]
    case 'box':
      return block.blocks.flatMap((each) => childrenOf(each, writing))
    case 'rule':
      return [new Paragraph({ thematicBreak: true })]
    case 'list':
      return block.items.flatMap((item) =>
        item.flatMap((each, at) =>
          each.kind === 'paragraph' && at === 0
            ? [
                new Paragraph({
                  children: runs(each.text, writing),
                  ...(block.isNumbered ? { numbering: { reference: 'steps', level: 0 } } : { bullet: { level: 0 } }),
                }),
              ]
            : childrenOf(each, writing),
        ),
      )
    case 'table':
      return [tableOf(block, writing)]
    case 'facts':
      return block.entries.flatMap(({ term, value }) => [
        new Paragraph({ children: runs(term, writing) }),
        ...value.flatMap((each) => childrenOf(each, writing)),
      ])
    case 'photo':
      return photoOf(block, writing)
    case 'picture':
      return [new Paragraph({ text: block.alternative })]
  }
}

/** The width of the paper between its margins, in the dots of Word. */
const mostWide = 600

function photoOf(block: Extract<Block, { kind: 'photo' }>, writing: Writing): FileChild[] {
  const data = writing.files.get(block.file)
  const scale = Math.min(1, mostWide / block.width)
  const { alternative } = block
  return [
    ...(data
      ? [
          new Paragraph({
            keepNext: block.caption.length > 0,
            children: [
              new ImageRun({
                type: data[0] === 0x89 ? 'png' : 'jpg',
                data,
                transformation: { width: Math.round(block.width * scale), height: Math.round(block.height * scale) },
                altText: { name: block.file.slice(0, 12), title: alternative, description: alternative },
              }),
            ],
          }),
        ]
      : []),
    ...(block.caption.length > 0 ? [new Paragraph({ style: 'Caption', children: runs(block.caption, writing) })] : []),
  ]
}

function tableOf({ head, rows }: Extract<Block, { kind: 'table' }>, writing: Writing): Table {
  const row = (cells: Inline[], isHead: boolean) =>
    new TableRow({
      tableHeader: isHead,
      children: cells.map(
        (cell) => new TableCell({ children: [new Paragraph({ children: runs(cell, writing, isHead) })] }),
      ),
    })
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [row(head, true), ...rows.map((cells) => row(cells, false))],
  })
}

function runs(inline: Inline, writing: Writing, isBold = false): ParagraphChild[] {
  return inline.map(({ text, href, note, manner }) => {
    if (note) {
      const number = Object.keys(writing.footnotes).length + 1
      writing.footnotes[number] = { children: [new Paragraph({ children: runs(note, writing) })] }
      return new FootnoteReferenceRun(number)
    }
    const run = new TextRun({
      text,
      bold: isBold || manner === 'strong',
      italics: manner === 'emphasis',
      strike: manner === 'struck',
      superScript: manner === 'raised',
      ...(manner === 'code' ? { font: 'Courier New' } : {}),
      ...(href ? { style: 'Hyperlink' } : {}),
    })
    return href ? new ExternalHyperlink({ link: new URL(href, writing.address).href, children: [run] }) : run
  })
}
