import type { Cite, Cited, Cluster, Reference, Words } from '#platform/csl'
import { isCitation, isNote, nodesOf } from '../nodes/rules.ts'
import type { TextDocument, TextMark, TextNode } from '../texts/schema.ts'

/** The citations of a text in reading order. Those that stand side by side are one: they share a pair of brackets, or a note. */
export function clustersOf(text: TextDocument): Cluster[] {
  const clusters: Cluster[] = []
  let note = 0
  for (const node of nodesOf(text)) {
    let isWithin = false
    for (const child of node.content ?? []) {
      if (isNote(child)) note += 1
      if (!isCitation(child)) isWithin = false
      else if (isWithin) clusters.at(-1)?.cites.push(citeOf(child))
      else {
        note += 1
        clusters.push({ cites: [citeOf(child)], note })
        isWithin = true
      }
    }
  }
  return clusters
}

const citeOf = ({ attrs }: TextNode): Cite => ({
  id: String(attrs?.key ?? ''),
  locator: String(attrs?.locator ?? ''),
  prefix: String(attrs?.prefix ?? ''),
})

/**
 * The text as its readers have it: citations written out in the body's style, as notes or in the line, with the list of sources at the
 * end. A citation that no style has written stands as its key.
 */
export function writtenOut(text: TextDocument, cited: Cited | null): TextDocument {
  let at = 0
  const turn = (node: TextNode): TextNode => {
    if (!node.content) return node
    if (!node.content.some(isCitation)) return { ...node, content: node.content.map(turn) }
    const content: TextNode[] = []
    let isWithin = false
    for (const child of node.content) {
      if (!isCitation(child)) {
        content.push(turn(child))
        isWithin = false
      } else if (!isWithin) {
        content.push(...written(cited, at, citeOf(child)))
        at += 1
        isWithin = true
      }
    }
    return { ...node, content }
  }
  const content = text.content.map(turn)
  return { type: 'doc', content: [...content, ...listOf(cited)] }
}

function written(cited: Cited | null, at: number, { id }: Cite): TextNode[] {
  const words = cited?.citations[at]
  if (!cited || !words || words.length === 0) return [{ type: 'text', text: `[${id}]` }]
  const content = words.map(nodeOf)
  const text = words.map((each) => each.text).join('')
  return cited.isNote ? [{ type: 'footnote', attrs: { text }, content }] : content
}

function listOf(cited: Cited | null): TextNode[] {
  if (!cited || cited.entries.length === 0) return []
  const title = cited.isNote ? 'Bibliography' : 'References'
  return [
    { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: title }] },
    ...cited.entries.map(({ words }) => ({
      type: 'paragraph',
      attrs: { isSource: true },
      content: words.map(nodeOf),
    })),
  ]
}

const manners = { emphasis: 'italic', strong: 'bold', raised: '' } as const

/** Words of a style as those of a text. */
export function nodeOf({ text, manner, href }: Words): TextNode {
  const marks: TextMark[] = [
    ...(manner && manners[manner] ? [{ type: manners[manner] }] : []),
    ...(href ? [{ type: 'link', attrs: { href } }] : []),
  ]
  return { type: 'text', text, ...(marks.length > 0 ? { marks } : {}) }
}

/** What was there with what came: a source whose key is taken takes the place of the one that had it; one without a key gets its own. */
export function merged(
  before: readonly Reference[],
  came: readonly Reference[],
): { references: Reference[]; added: number; replaced: number } {
  const all = new Map(before.map((reference) => [reference.id, reference]))
  let [added, replaced] = [0, 0]
  for (const reference of came) {
    const isOwn = reference.id !== '' && !reference.id.startsWith('temp_id_')
    const id = isOwn ? reference.id : freeKey(reference, all)
    if (all.has(id)) replaced += 1
    else added += 1
    all.set(id, { ...reference, id })
  }
  return { references: [...all.values()], added, replaced }
}

/** `doe2020`, `doe2020b`: what people would type. */
function freeKey(reference: Reference, taken: ReadonlyMap<string, Reference>): string {
  const [author] = (reference.author ?? reference.editor ?? []) as { family?: string; literal?: string }[] // out of `referenceOf`
  const issued = reference.issued as { 'date-parts'?: number[][] } | undefined
  const name = (author?.family ?? author?.literal ?? reference.title ?? 'source').normalize('NFKD')
  const base = `${name
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase()
    .slice(0, 20)}${issued?.['date-parts']?.[0]?.[0] ?? ''}`
  const same = taken.get(base)
  if (!same || isSame(same, reference)) return base
  for (let at = 98; at < 123; at += 1) {
    const key = `${base}${String.fromCharCode(at)}`
    const other = taken.get(key)
    if (!other || isSame(other, reference)) return key
  }
  return `${base}-${taken.size}`
}

const isSame = (a: Reference, b: Reference): boolean =>
  JSON.stringify({ ...a, id: '' }) === JSON.stringify({ ...b, id: '' })
