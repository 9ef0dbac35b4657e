import { z } from 'zod'

/** A source as CSL-JSON has it (CSL 1.0.2): `id` is the key by which a text cites it. */
export interface Reference {
  id: string
  type: string
  title?: string
  [field: string]: unknown
}

/** A source cited at one place. */
export interface Cite {
  id: string
  /** As people write it: `12`, `12–14`, `ch. 3`, `§ 4`. */
  locator?: string
  prefix?: string
}

/** Citations that stand together, and the number of the note that they become, if the style makes notes. */
export interface Cluster {
  note: number
  cites: Cite[]
}

/** Words in one manner. */
export interface Words {
  text: string
  manner?: 'emphasis' | 'strong' | 'raised'
  href?: string
}

/** What a style makes of a text's citations. */
export interface Cited {
  /** Citations are notes; else they stand in the line. */
  isNote: boolean
  /** One for each cluster, in the order of the text; empty where the style prints nothing of a source. */
  citations: Words[][]
  /** The list of sources in the order of the style; empty when the style has none. */
  entries: { id: string; words: Words[] }[]
}

/** What could not be read of sources that were pasted, and where it begins. */
export interface Fault {
  line: number
  says: string
}

const longest = 2000
const first = (given: unknown) => (Array.isArray(given) ? given[0] : given)
const line = z.preprocess((given) => {
  const one = first(given)
  return typeof one === 'number' ? String(one) : one
}, z.string().trim().min(1).max(longest))
const name = z
  .object(
    Object.fromEntries(
      ['family', 'given', 'literal', 'suffix', 'non-dropping-particle', 'dropping-particle'].map((part) => [
        part,
        line.optional().catch(undefined),
      ]),
    ),
  )
  .refine((parts) => parts.family ?? parts.literal ?? parts.given)
const date = z.object({
  'date-parts': z.array(z.array(z.coerce.number().int()).min(1).max(3)).min(1).max(2).optional().catch(undefined),
  literal: line.optional().catch(undefined),
  raw: line.optional().catch(undefined),
})

/** CSL 1.0.2, Appendix III. */
const types = new Set(
  'article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical personal_communication post post-weblog regulation report review review-book software song speech standard thesis treaty webpage'.split(
    ' ',
  ),
)

/** CSL 1.0.2, Appendix IV: what styles print. Whatever else a source carries, such as abstracts and files, is left out. */
const fields: Record<string, z.ZodType> = Object.fromEntries([
  ...'title title-short container-title container-title-short collection-title collection-number publisher publisher-place edition volume issue number page page-first section chapter-number genre medium authority event-title event-place DOI ISBN ISSN URL archive archive_location status version language'
    .split(' ')
    .map((field) => [field, line]),
  ...'author editor translator collection-editor container-author director interviewer recipient'
    .split(' ')
    .map((field) => [field, z.array(name).min(1).max(500)]),
  ...'issued accessed event-date original-date submitted'.split(' ').map((field) => [field, date]),
])

/** The source in what somebody gave, with what styles print of it; undefined when it names nothing. */
export function referenceOf(given: unknown): Reference | undefined {
  if (typeof given !== 'object' || given === null) return undefined
  const all = new Map(Object.entries(given))
  const kept = Object.entries(fields).flatMap(([field, shape]) => {
    const read = shape.safeParse(all.get(field))
    return read.success ? [[field, JSON.parse(JSON.stringify(read.data))]] : []
  })
  const type = String(all.get('type') ?? '')
  const reference: Reference = {
    id: keyFrom(String(all.get('id') ?? '')),
    type: types.has(type) ? type : (sameAs[type] ?? 'document'),
    ...Object.fromEntries(kept),
  }
  return reference.title || reference['container-title'] || reference.author ? reference : undefined
}

/** Types of DOI registries (Crossref REST API, `types`) that have another name here. */
const sameAs: Record<string, string> = {
  'journal-article': 'article-journal',
  monograph: 'book',
  'edited-book': 'book',
  'reference-book': 'book',
  'book-chapter': 'chapter',
  'proceedings-article': 'paper-conference',
  dissertation: 'thesis',
  'posted-content': 'article',
  'report-component': 'report',
}

/** A key as a text spells it: letters, digits and `_.:-`. */
const keyFrom = (id: string): string =>
  id
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}_.:-]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
