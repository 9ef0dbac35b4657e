import { type Reader, sql } from '#platform/db'

/** A SKOS concept: one entry of a controlled vocabulary. */
export interface Concept {
  scheme: string
  id: string
  label: string
  definition: string
  broader: string | null
  position: number
}

/** Every concept of some schemes, in the order the vocabulary gives them. */
export const listConcepts = (db: Reader, schemes?: string[]): Promise<Concept[]> =>
  db.all(sql<Concept>`select scheme, id, label, definition, broader, position from topics.concepts
    where ${schemes ? sql`scheme = any(${schemes})` : sql`true`} order by scheme, position, id`)

/** The label of a concept, or the id itself in words when the vocabulary lacks it. */
export function labelOf(concepts: Concept[], scheme: string, id: string): string {
  const found = concepts.find((concept) => concept.scheme === scheme && concept.id === id)
  return found?.label ?? id.replaceAll('-', ' ')
}
