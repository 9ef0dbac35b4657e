import { allow, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { newSource, recordSources } from '#kernel/sources'
import { sql, type Writer } from '#platform/db'
import { newId, slug } from '#platform/ids'
import { invalid } from '#platform/problem'
import type { Mapping, SourceChoice } from './schema.ts'

/** Keeps what the columns of a source mean, under a name; the same name again takes the place of what it held. */
export async function saveRecipe(
  db: Writer,
  actor: Viewer,
  input: { name: string; sourceId: string; headings: string; mapping: Mapping; at: Date },
): Promise<string> {
  allow(actor, 'atlas.import.commit')
  const name = input.name.trim().slice(0, 100)
  const [saved] = await db.saveAll(sql<{
    id: string
  }>`insert into atlas.recipes (id, name, source_id, headings, mapping, saved_by, saved_at)
    values (${newId(input.at)}, ${name}, ${input.sourceId}, ${input.headings}, ${JSON.stringify(input.mapping)}, ${actor.auditId}, ${input.at})
    on conflict (name) do update set source_id = excluded.source_id, headings = excluded.headings, mapping = excluded.mapping,
      saved_by = excluded.saved_by, saved_at = excluded.saved_at returning id`)
  const id = saved?.id ?? ''
  await audit(db, actor, 'atlas.recipe.saved', `recipe:${id}`, { name })
  return id
}

/** The source that a file is: the one chosen, or a new one on record. A source of the same title is the same source. */
export async function settleSource(
  db: Writer,
  actor: Viewer,
  input: SourceChoice & { copyHash: string; day: string },
): Promise<string> {
  allow(actor, 'atlas.import.commit')
  if (input.sourceId !== '') {
    const known = await db.one(sql`select 1 from sources.sources where id = ${input.sourceId}`)
    if (!known) throw invalid('atlas.import.source', 'There is no such source.', { sourceId: 'Choose one of the list' })
    return input.sourceId
  }
  const missing: Record<string, string> = {
    ...(input.sourceTitle === '' ? { sourceTitle: 'Give the source a title, or choose one on record' } : {}),
    ...(input.publisher === '' ? { publisher: 'Say who published it' } : {}),
    ...(input.licence === '' ? { licence: 'State the license, or “none stated”' } : {}),
  }
  if (Object.keys(missing).length > 0) throw invalid('atlas.import.source', 'Say which source this file is.', missing)
  const id = `file-${slug(input.sourceTitle).slice(0, 60)}`
  const source = newSource.parse({
    id,
    title: input.sourceTitle,
    publisher: input.publisher,
    kind: input.sourceKind,
    ...(input.address === '' ? {} : { address: input.address }),
    retrievedOn: input.day,
    licence: input.licence,
    copyHash: input.copyHash,
  })
  await recordSources(db, [source])
  await audit(db, actor, 'sources.source.recorded', `source:${id}`, { title: source.title })
  return id
}
