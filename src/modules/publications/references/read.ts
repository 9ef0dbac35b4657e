import { type Cited, citeBy, type Reference } from '#platform/csl'
import type { Reader } from '#platform/db'
import { findStyle } from '../styles/read.ts'
import { citedOf } from '../texts/rules.ts'
import type { TextDocument } from '../texts/schema.ts'
import { clustersOf } from './rules.ts'

/**
 * What the style of a body makes of the citations of a text; null when it has none that name a source, or when the style does not get on
 * with them: a draft is saved all the same, and publishing says so.
 */
export async function formatCitations(
  db: Reader,
  text: { bodyId: string; language: string; content: TextDocument; bibliography: Reference[] },
): Promise<Cited | null> {
  const references = citedOf(text.content, text.bibliography)
  if (references.length === 0) return null
  const { csl } = await findStyle(db, text.bodyId)
  const known = new Set(references.map(({ id }) => id))
  const clusters = clustersOf(text.content).map(({ cites, note }) => ({
    note,
    cites: cites.filter(({ id }) => known.has(id)),
  }))
  return citeBy(csl, { language: text.language, references, clusters })
}

/** Each source as the style of a body writes it when it is first cited; null when the style does not get on with one of them. */
export async function formatSources(
  db: Reader,
  edition: { bodyId: string; language: string; bibliography: Reference[] },
): Promise<Cited | null> {
  const { csl } = await findStyle(db, edition.bodyId)
  const clusters = edition.bibliography.map(({ id }, at) => ({ note: at + 1, cites: [{ id }] }))
  return citeBy(csl, { language: edition.language, references: edition.bibliography, clusters })
}
