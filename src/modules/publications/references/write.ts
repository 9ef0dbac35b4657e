import type { Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { type Reference, readReferences, Unreadable } from '#platform/csl'
import { sql, type Writer } from '#platform/db'
import { conflict, invalid } from '#platform/problem'
import { keysOf } from '../nodes/rules.ts'
import { hashOf } from '../texts/rules.ts'
import type { EditionView } from '../works/schema.ts'
import { holdOpen, keepRevision } from '../works/write.ts'
import { merged } from './rules.ts'
import type { ReferenceDeed, Taken } from './schema.ts'

const mostSources = 5000

/** Adds sources to an edition, takes one out, or gives one another key; each is a revision. Says what came of it. */
export async function changeReferences(
  db: Writer,
  actor: Viewer,
  input: ReferenceDeed & { editionId: string; at: Date },
): Promise<Taken> {
  const edition = await holdOpen(db, actor, input.editionId)
  const { bibliography, ...taken } = await changed(edition, input)
  const contentHash = hashOf({ ...edition, bibliography })
  await db.save(sql`update publications.editions set bibliography = ${JSON.stringify(bibliography)}, content_hash = ${contentHash},
      state = ${contentHash === edition.contentHash ? edition.state : 'draft'}, revision = revision + 1,
      saved_by = ${actor.auditId}, saved_at = ${input.at} where id = ${edition.id}`)
  await keepRevision(db, edition.id)
  await audit(db, actor, 'publications.references.changed', `edition:${edition.id}`, { deed: input.deed })
  return taken
}

async function changed(edition: EditionView, input: ReferenceDeed): Promise<Taken & { bibliography: Reference[] }> {
  const none = { added: 0, replaced: 0, faults: [] }
  switch (input.deed) {
    case 'add':
      return add(edition.bibliography, input.sources)
    case 'remove':
      if (keysOf(edition.content).includes(input.key))
        throw conflict('publications.reference.cited', `The text cites “${input.key}”. Take the citation out first.`)
      return { ...none, bibliography: edition.bibliography.filter(({ id }) => id !== input.key) }
    case 'rename':
      return { ...none, bibliography: rename(edition, input) }
  }
}

async function add(before: Reference[], sources: string): Promise<Taken & { bibliography: Reference[] }> {
  const { references, faults } = await readReferences(sources).catch((error: unknown) => {
    if (!(error instanceof Unreadable)) throw error
    return { references: [], faults: [{ line: 1, says: error.message }] }
  })
  if (references.length === 0)
    throw invalid('publications.reference.unread', 'Nothing of this could be read as a source.', {
      sources: faults[0]
        ? `Line ${faults[0].line}: ${faults[0].says}`
        : 'Paste BibTeX, RIS, CSL-JSON, or the JSON that a DOI answers with',
    })
  const after = merged(before, references)
  if (after.references.length > mostSources)
    throw invalid('publications.reference.many', 'An edition keeps at most 5,000 sources.', {
      sources: 'Paste the ones that the text cites',
    })
  return { bibliography: after.references, added: after.added, replaced: after.replaced, faults }
}

function rename(edition: EditionView, { key, newKey }: ReferenceDeed): Reference[] {
  if (!/^[\p{L}\p{N}][\p{L}\p{N}_.:-]*$/u.test(newKey))
    throw invalid('publications.reference.key', 'A key is one word.', {
      newKey: 'Use letters, digits and . _ : - such as doe2020',
    })
  if (edition.bibliography.some(({ id }) => id === newKey))
    throw invalid('publications.reference.taken', 'Another source has that key.', { newKey: 'Choose another key' })
  if (keysOf(edition.content).includes(key))
    throw conflict('publications.reference.cited', `The text cites “${key}”. Take the citation out first.`)
  return edition.bibliography.map((reference) => (reference.id === key ? { ...reference, id: newKey } : reference))
}
