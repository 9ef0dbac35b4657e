import { dayOf } from '#platform/clock'
import type { Reference } from '#platform/csl'
import type { Block, Inline, Run } from '#platform/pdf'
import { isNote } from '../nodes/rules.ts'
import { happeningOf, placeOf, startsOn } from '../occasions/rules.ts'
import { noteLineOf } from '../texts/rules.ts'
import type { TextMark, TextNode } from '../texts/schema.ts'
import type { EditionView, WorkKind } from '../works/schema.ts'

/** How a drawing of an embed stands on paper: nowhere, or as what it is. */
export type DrawnAs = (embedded: TextNode) => Block[]

/** A text as blocks of paper; notes hang on the words that call them. */
export const paperOf = (nodes: readonly TextNode[], drawnAs: DrawnAs = () => []): Block[] =>
  nodes.flatMap((node) => blocksOf(node, drawnAs))

function blocksOf(node: TextNode, drawnAs: DrawnAs): Block[] {
  const inner = () => paperOf(node.content ?? [], drawnAs)
  const words = (): Inline => (node.content ?? []).flatMap((child) => runsOf(child))
  switch (node.type) {
    case 'heading':
      return [{ kind: 'heading', level: Number(node.attrs?.level ?? 2), text: words() }]
    case 'bulletList':
    case 'orderedList':
      return [
        {
          kind: 'list',
          isNumbered: node.type === 'orderedList',
          items: (node.content ?? []).map((item) => paperOf(item.content ?? [], drawnAs)),
        },
      ]
    case 'blockquote':
    case 'pullQuote':
      return inner().map((block) => (block.kind === 'paragraph' ? { kind: 'quote', text: block.text } : block))
    case 'aside':
      return [{ kind: 'box', blocks: inner() }]
    case 'embedded':
      return [...drawnAs(node), { kind: 'box', blocks: inner() }]
    case 'picture':
      return [photoOf(node)]
    case 'codeBlock':
      return [{ kind: 'paragraph', text: words().map((run) => ({ ...run, manner: 'code' })) }]
    case 'horizontalRule':
      return [{ kind: 'rule' }]
    case 'table':
      return [tableOf(node)]
    default:
      return [{ kind: 'paragraph', text: words() }]
  }
}

function photoOf({ attrs = {} }: TextNode): Block {
  const words = [attrs.caption, attrs.credit].filter(Boolean).join(' ')
  return {
    ...{ kind: 'photo', file: String(attrs.fileHash), width: Number(attrs.width), height: Number(attrs.height) },
    ...{ alternative: String(attrs.alternative ?? ''), caption: words ? [{ text: words }] : [] },
  }
}

function tableOf(table: TextNode): Block {
  const cellOf = (cell: TextNode): Inline =>
    (cell.content ?? []).flatMap((block, at) => [
      ...(at > 0 ? [{ text: ' ' }] : []),
      ...(block.content ?? []).flatMap((child) => runsOf(child)),
    ])
  const rows = (table.content ?? []).map((row) => (row.content ?? []).map(cellOf))
  return { kind: 'table', caption: [], head: rows[0] ?? [], rows: rows.slice(1) }
}

function runsOf(node: TextNode): Run[] {
  if (isNote(node)) return [{ text: '', note: noteLineOf(node).flatMap((child) => runsOf(child)) }]
  if (node.type === 'hardBreak') return [{ text: '\n' }]
  if (node.type === 'evidence') return [{ text: String(node.attrs?.says ?? '') }]
  return [{ text: node.text ?? '', ...mannerOf(node.marks ?? []) }]
}

const manners: Record<string, Run['manner']> = { bold: 'strong', italic: 'emphasis', code: 'code', strike: 'struck' }

function mannerOf(marks: readonly TextMark[]): Partial<Run> {
  const manner = marks.map(({ type }) => manners[type]).find(Boolean)
  const href = marks.find(({ type }) => type === 'link')?.attrs?.href
  return { ...(manner ? { manner } : {}), ...(href ? { href: String(href) } : {}) }
}

/** Types of CSL 1.0.2 for our kinds of work. */
const typesInCsl: Record<WorkKind, string> = {
  ...{ report: 'report', article: 'article', statement: 'document', brief: 'report', toolkit: 'report' },
  ...{ testimony: 'speech', letter: 'document', news: 'post-weblog', video: 'motion_picture', dataset: 'dataset' },
  event: 'event',
}

/** An edition as others cite it (CSL-JSON). */
export function referenceTo(edition: EditionView, about: { publisher: string; address: string }): Reference {
  const event = happeningOf(edition)
  const [year, month, day] = edition.publishedAt ? dayOf(edition.publishedAt).split('-').map(Number) : []
  return {
    id: edition.slug,
    type: typesInCsl[edition.kind],
    title: edition.title,
    ...(edition.authors.length > 0 ? { author: edition.authors.map(({ name }) => nameOf(name)) } : {}),
    ...(year ? { issued: { 'date-parts': [[year, month, day]] } } : {}),
    ...{ publisher: about.publisher, URL: about.address, version: String(edition.number), language: edition.language },
    ...(edition.series ? { 'collection-title': edition.series } : {}),
    ...(event
      ? { 'event-place': placeOf(event), 'event-date': { 'date-parts': [startsOn(event).split('-').map(Number)] } }
      : {}),
  }
}

/** The last word of a name counts as the family's: how a name is ordered is not known here. */
function nameOf(name: string): { family: string; given?: string } {
  const words = name.split(/\s+/)
  const family = words.at(-1) ?? name
  return words.length > 1 ? { family, given: words.slice(0, -1).join(' ') } : { family }
}
