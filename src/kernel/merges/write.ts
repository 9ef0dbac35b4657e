import type { Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { ASK_FROM, allowFor, type CardField, distinctPairs, listKnown, recordOf } from '#kernel/contacts'
import { matchPeople, recordPairs } from '#kernel/duplicates'
import { changeRow, type RowChange } from '#kernel/journal'
import { openSealed, sealFor } from '#kernel/seals'
import { type Sql, sql, type Writer } from '#platform/db'
import { idFromKey, newId } from '#platform/ids'
import { conflict, notFound } from '#platform/problem'
import { comparePair } from './read.ts'
import { mergedCard, refuseAccount } from './rules.ts'
import type { Comparison } from './schema.ts'

/** Looks through everybody a body knows. Returns how many pairs nobody has been asked about. */
export async function findDuplicates(db: Writer, actor: Viewer, input: { bodyId: string; at: Date }): Promise<number> {
  allowFor(actor, 'people.duplicate.judge', input.bodyId)
  const known = await listKnown(db, { bodyId: input.bodyId })
  const ids = known.map((person) => person.personId)
  const pairs = distinctPairs(matchPeople(known.map(recordOf), ASK_FROM), ids)
  const found = await recordPairs(db, { ...input, pairs })
  await audit(db, actor, 'people.duplicate.sought', `body:${input.bodyId}`, { body: input.bodyId, found })
  return found
}

/** Remembers that two records are two people, or that somebody wants to think about it. */
export async function judgePair(
  db: Writer,
  actor: Viewer,
  input: { pairId: string; verdict: 'different' | 'later'; at: Date },
): Promise<void> {
  const { pair } = await comparePair(db, actor, input.pairId)
  allowFor(actor, 'people.duplicate.judge', pair.bodyId)
  await saveVerdict(db, actor, input)
  await audit(db, actor, 'people.duplicate.judged', `pair:${pair.id}`, { body: pair.bodyId, verdict: input.verdict })
}

const saveVerdict = (
  db: Writer,
  actor: Viewer,
  input: { pairId: string; verdict: string | null; at: Date },
): Promise<number> =>
  db.save(sql`update people.pairs set verdict = ${input.verdict}, judged_by = ${actor.auditId}, judged_at = ${input.at}
    where id = ${input.pairId}`)

/**
 * Makes two records of one body one. A merge is that body's deed and reaches what that body holds, never more: if another body knows the
 * record that goes, it stays there as it was, and neither body learns of the other from it. Whoever signs in always stays.
 */
export async function mergePair(
  db: Writer,
  actor: Viewer,
  input: { pairId: string; keep: 'one' | 'other'; chosen: Partial<Record<CardField, 'one' | 'other'>>; at: Date },
): Promise<{ mergeId: string; keptId: string }> {
  const comparison = await comparePair(db, actor, input.pairId)
  const { bodyId } = comparison.pair
  allowFor(actor, 'people.person.merge', bodyId)
  const kept = comparison[input.keep]
  const gone = comparison[input.keep === 'one' ? 'other' : 'one']
  refuseAccount(gone, kept)
  const mergeId = newId(input.at)
  await db.save(sql`insert into people.merges (id, body_id, pair_id, kept_id, gone_id, merged_by, merged_at)
    values (${mergeId}, ${bodyId}, ${input.pairId}, ${kept.personId}, ${gone.personId}, ${actor.auditId}, ${input.at})`)
  const journal = beginJournal(db, { mergeId, bodyId, keptId: kept.personId, at: input.at })
  const between = { bodyId, keptId: kept.personId, goneId: gone.personId }
  await moveReferences(db, journal, between)
  await mergeCards(db, journal, { actor, at: input.at, bodyId, kept, gone, chosen: sided(input) })
  await moveTags(db, journal, between)
  await moveBelongings(db, journal, between)
  await saveVerdict(db, actor, { ...input, verdict: 'same' })
  const detail = { body: bodyId, kept: kept.personId, gone: gone.personId }
  await audit(db, actor, 'people.person.merged', `person:${kept.personId}`, { ...detail, merge: mergeId })
  return { mergeId, keptId: kept.personId }
}

function sided(input: {
  keep: 'one' | 'other'
  chosen: Partial<Record<CardField, 'one' | 'other'>>
}): Partial<Record<CardField, 'kept' | 'gone'>> {
  return Object.fromEntries(
    Object.entries(input.chosen).map(([field, side]) => [field, side === input.keep ? 'kept' : 'gone']),
  )
}

/** Takes a merge apart: every row is as it was before, except those that were changed since. */
export async function undoMerge(db: Writer, actor: Viewer, input: { mergeId: string; at: Date }): Promise<string> {
  const merge = await db.one(sql<Merge>`select id, body_id as "bodyId", pair_id as "pairId", kept_id as "keptId",
    gone_id as "goneId", undone_at as "undoneAt", merged_at as "mergedAt" from people.merges where id = ${input.mergeId} for update`)
  if (!merge) throw notFound('people.merge.unknown', 'There is no such merge.')
  allowFor(actor, 'people.person.merge', merge.bodyId)
  if (merge.undoneAt) throw conflict('people.merge.undone', 'This merge has been taken apart already.')
  const later =
    await db.one(sql`select 1 from people.merges where body_id = ${merge.bodyId} and undone_at is null and id <> ${merge.id}
    and (gone_id = ${merge.keptId} or (kept_id = ${merge.keptId} and (merged_at, id) > (${merge.mergedAt}, ${merge.id})))`)
  if (later)
    throw conflict('people.merge.later', 'This person was merged again later. Take the later merge apart first.')
  const rows = await db.all(sql<
    RowChange & Sealed
  >`select place, before::text, after::text, number, sealed from people.merge_rows
    where merge_id = ${merge.id} order by number desc`)
  for (const row of rows) {
    const { place, before, after } = await opened(db, merge, row)
    await changeRow(db, { place, before: after, after: before })
  }
  await db.save(sql`update people.merges set undone_at = ${input.at} where id = ${merge.id}`)
  if (merge.pairId) await saveVerdict(db, actor, { pairId: merge.pairId, verdict: 'different', at: input.at })
  const detail = { body: merge.bodyId, kept: merge.keptId, gone: merge.goneId, merge: merge.id }
  await audit(db, actor, 'people.merge.undone', `person:${merge.keptId}`, detail)
  return merge.goneId
}

interface Merge {
  id: string
  bodyId: string
  pairId: string | null
  keptId: string
  goneId: string
  undoneAt: Date | null
  mergedAt: Date
}

/**
 * Everything that points to a person, by hand and not found through the catalog: only its owner knows whether a reference is a body's (it
 * moves), a public fact (it is said of both) or the person's own (it stays, or forbids the merge). A test compares this with the catalog.
 */
export const personReferences: Record<string, 'moves' | 'is copied' | 'stays' | 'forbids'> = {
  'bodies.belongings.person_id': 'moves',
  'bodies.consents.person_id': 'moves',
  'people.cards.person_id': 'moves',
  'people.tags.person_id': 'moves',
  'people.looks.person_id': 'moves',
  'access.invitations.person_id': 'moves',
  'people.tenures.person_id': 'is copied',
  'people.fields.person_id': 'stays',
  'access.accounts.person_id': 'forbids',
  // What happened to a record stays said of that record.
  'people.import_rows.person_id': 'stays',
  'people.import_changes.person_id': 'stays',
  'people.bulk_rows.person_id': 'stays',
  'people.pairs.one_id': 'stays',
  'people.pairs.other_id': 'stays',
  'people.merges.kept_id': 'stays',
  'people.merges.gone_id': 'stays',
}

interface Between {
  bodyId: string
  keptId: string
  goneId: string
}

const ofBody = {
  'bodies.consents': 'body_id',
  'people.looks': 'looker_body_id',
  'access.invitations': 'body_id',
}

async function moveReferences(db: Writer, journal: Journal, { bodyId, keptId, goneId }: Between): Promise<void> {
  for (const [place, column] of Object.entries(ofBody)) {
    const rows = await rowsOf(db, place, sql`person_id = ${goneId} and ${sql.ref(column)} = ${bodyId}`)
    for (const before of rows) await journal(place, before, { ...before, person_id: keptId })
  }
  // Posts are public facts: another body may know the record that goes by them.
  const held = await rowsOf(
    db,
    'people.tenures',
    sql`person_id = ${goneId} and not exists (select from people.tenures same
    where same.person_id = ${keptId} and same.post_id = each.post_id and same.valid_from = each.valid_from)`,
  )
  for (const tenure of held)
    await journal('people.tenures', null, {
      ...tenure,
      id: idFromKey('tenure', [keptId, tenure.post_id, tenure.valid_from].join('\n')),
      person_id: keptId,
    })
}

async function mergeCards(
  db: Writer,
  journal: Journal,
  input: {
    actor: Viewer
    at: Date
    bodyId: string
    kept: Comparison['one']
    gone: Comparison['one']
    chosen: Partial<Record<CardField, 'kept' | 'gone'>>
  },
): Promise<void> {
  const { bodyId, kept, gone } = input
  const ofKept = await rowsOf(db, 'people.cards', sql`body_id = ${bodyId} and person_id = ${kept.personId}`)
  const ofGone = await rowsOf(db, 'people.cards', sql`body_id = ${bodyId} and person_id = ${gone.personId}`)
  for (const row of ofGone) await journal('people.cards', row, null)
  for (const [field, value] of Object.entries(mergedCard(kept, gone, input.chosen))) {
    const before = ofKept.find((row) => row.field === field)
    if (before?.value === value) continue
    const changed = { value, changed_by: input.actor.auditId, changed_at: input.at.toISOString() }
    await journal('people.cards', before ?? null, { body_id: bodyId, person_id: kept.personId, field, ...changed })
  }
}

/** Whoever has a word already does not get it twice. */
async function moveTags(db: Writer, journal: Journal, { bodyId, keptId, goneId }: Between): Promise<void> {
  const ofBoth = (id: string) => rowsOf(db, 'people.tags', sql`body_id = ${bodyId} and person_id = ${id}`)
  const [ofKept, ofGone] = [await ofBoth(keptId), await ofBoth(goneId)]
  for (const row of ofGone) {
    await journal('people.tags', row, null)
    if (!ofKept.some(({ tag }) => tag === row.tag)) await journal('people.tags', null, { ...row, person_id: keptId })
  }
}

/** Last, because without a belonging the body no longer sees who is gone. Each standing holds from the earlier of the two days. */
async function moveBelongings(db: Writer, journal: Journal, { bodyId, keptId, goneId }: Between): Promise<void> {
  const ofBoth = (id: string) => rowsOf(db, 'bodies.belongings', sql`body_id = ${bodyId} and person_id = ${id}`)
  const [ofKept, ofGone] = [await ofBoth(keptId), await ofBoth(goneId)]
  for (const row of ofGone) {
    const same = ofKept.find((each) => each.standing === row.standing)
    if (!same) await journal('bodies.belongings', null, { ...row, person_id: keptId })
    else {
      const since = String(row.since) < String(same.since) ? row.since : same.since
      const until =
        same.until === null || row.until === null
          ? null
          : String(row.until) > String(same.until)
            ? row.until
            : same.until
      if (since !== same.since || until !== same.until)
        await journal('bodies.belongings', same, { ...same, since, until })
    }
  }
  for (const row of ofGone) await journal('bodies.belongings', row, null)
}

type Row = Record<string, unknown>
type Journal = (place: string, before: Row | null, after: Row | null) => Promise<void>

async function rowsOf(db: Writer, place: string, where: Sql<unknown>): Promise<Row[]> {
  const rows = await db.all(sql<{ row: Row }>`select to_jsonb(each) as row from ${sql.raw(place)} each where ${where}`)
  return rows.map(({ row }) => row)
}

interface Sealed {
  number: number
  /** Null in rows of the first days. */
  sealed: string | null
}

const sealedAt = (mergeId: string, number: number): string => `people.merge_rows ${mergeId} ${number}`

/** A row of the journal as it was written; it is sealed with the key of whoever stayed. */
async function opened(db: Writer, merge: Merge, row: RowChange & Sealed): Promise<RowChange> {
  if (row.sealed === null) return row
  const wanted = { personId: merge.keptId, place: sealedAt(merge.id, row.number), sealed: row.sealed }
  const text = await openSealed(db, wanted)
  if (text === undefined)
    throw conflict('people.merge.sealed', 'This merge cannot be taken apart any more: what it changed has been erased.')
  return { place: row.place, ...(JSON.parse(text) as Omit<RowChange, 'place'>) } // written by beginJournal
}

/** Changes a row and writes down, sealed, what it was and what it became. */
function beginJournal(db: Writer, input: { mergeId: string; bodyId: string; keptId: string; at: Date }): Journal {
  const { mergeId, bodyId, keptId: personId, at } = input
  let number = 0
  return async (place, before, after) => {
    number += 1
    const [was, becomes] = [before, after].map((row) => (row ? JSON.stringify(row) : null)) as [
      string | null,
      string | null,
    ] // two went in
    const text = JSON.stringify({ before: was, after: becomes })
    const sealed = await sealFor(db, { personId, place: sealedAt(mergeId, number), text, at })
    await db.save(sql`insert into people.merge_rows (merge_id, body_id, number, place, sealed)
      values (${mergeId}, ${bodyId}, ${number}, ${place}, ${sealed})`)
    await changeRow(db, { place, before: was, after: becomes })
  }
}
