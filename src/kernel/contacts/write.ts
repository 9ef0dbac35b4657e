import { allow, bodiesOf, requireStepUp, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { recordPairs } from '#kernel/duplicates'
import { dayOf } from '#platform/clock'
import { type Database, sql, type Writer, wholeSight } from '#platform/db'
import { encodingNames, textOfBytes } from '#platform/encoding'
import { newId } from '#platform/ids'
import { conflict, invalid, notFound } from '#platform/problem'
import { getImport, listKnown } from './read.ts'
import { findDelimiter, readSheet } from './readers/read-sheet.ts'
import { type Plan, planImport, type Reject, readRows, sensitiveOf } from './rules.ts'
import type { ImportCounts, KnownPerson, Mapping } from './schema.ts'

/** Permission for a body one works for; another body is no more to be found than one that does not exist. */
export function allowFor(actor: Viewer, permission: string, bodyId: string): void {
  allow(actor, permission)
  if (!bodiesOf(actor).includes(bodyId)) throw notFound('people.body.unknown', 'You work for no such body.')
  allow(actor, permission, { bodyId })
}

/** Keeps a file as a draft; nothing about people changes before it is committed. */
export async function beginImport(
  db: Writer,
  actor: Viewer,
  input: { bodyId: string; fileName: string; bytes: Uint8Array; at: Date },
): Promise<string> {
  allowFor(actor, 'people.import.commit', input.bodyId)
  const { text, encoding } = await textOfBytes(input.bytes)
  if (text.includes('\0'))
    throw invalid('people.import.binary', 'This is no text.', { file: 'Save the list as CSV and send that' })
  const delimiter = findDelimiter(text)
  readSheet(text, delimiter)
  const id = newId(input.at)
  await db.save(sql`insert into people.imports (id, body_id, file_name, content, encoding, delimiter, begun_by, begun_at)
    values (${id}, ${input.bodyId}, ${input.fileName.slice(0, 200)}, ${text}, ${encodingNames[encoding]}, ${delimiter}, ${actor.auditId}, ${input.at})`)
  await audit(db, actor, 'people.import.begun', `import:${id}`, { body: input.bodyId })
  return id
}

/** Throws a draft away. */
export async function discardImport(db: Writer, actor: Viewer, input: { importId: string }): Promise<void> {
  const draft = await getImport(db, input.importId)
  allowFor(actor, 'people.import.commit', draft.bodyId)
  if (draft.committedAt) throw conflict('people.import.committed', 'This import is done; it can be undone.')
  await db.save(sql`delete from people.imports where id = ${draft.id}`)
  await audit(db, actor, 'people.import.discarded', `import:${draft.id}`, { body: draft.bodyId })
}

/** A draft holds names of people for nothing, so it goes by itself after so many days. */
export const draftDays = 14

/** Deletes drafts that nobody carried out. Running it twice deletes nothing more. Returns how many went. */
export const expireDrafts = (database: Database, before: Date): Promise<number> =>
  database.write(async (db) => {
    db.unaudited('when there is nothing to expire')
    const gone = await db.saveAll(sql<{ id: string; bodyId: string }>`delete from people.imports
      where committed_at is null and begun_at < ${before} returning id, body_id as "bodyId"`)
    for (const { id, bodyId } of gone)
      await audit(db, { auditId: 'system' }, 'people.import.expired', `import:${id}`, { body: bodyId })
    return gone.length
  }, wholeSight)

/**
 * Brings the rows of a draft in, as contacts of its body: whoever is surely known is brought up to date, others are added, and what may be
 * somebody known waits for a judgement. A row that came before changes nothing.
 */
export async function commitImport(
  db: Writer,
  actor: Viewer,
  input: { importId: string; mapping: Mapping; at: Date },
): Promise<ImportCounts> {
  const draft = await getImport(db, input.importId)
  allowFor(actor, 'people.import.commit', draft.bodyId)
  // Two imports at once would both find somebody unknown.
  await db.only(sql`select pg_advisory_xact_lock(hashtext(${`people.import ${draft.bodyId}`}))::text as locked`)
  if (draft.content === null) throw conflict('people.import.committed', 'This import is done already.')
  const sheet = readSheet(draft.content, draft.delimiter)
  const { rows, rejects } = readRows(sheet, input.mapping)
  const seen = await db.all(sql<{ hash: string }>`select distinct row_hash as hash from people.import_rows row
    join people.imports import on import.id = row.import_id where row.body_id = ${draft.bodyId} and undone_at is null`)
  const known = await listKnown(db, { bodyId: draft.bodyId })
  const plan = planImport({ rows, known, seen: new Set(seen.map(({ hash }) => hash)), newId: () => newId(input.at) })
  await addPeople(db, { bodyId: draft.bodyId, people: plan.people, at: input.at })
  await writeCards(db, actor, { importId: draft.id, bodyId: draft.bodyId, known, plan, at: input.at })
  await db.save(sql`insert into people.import_rows (import_id, body_id, row_number, row_hash, outcome, person_id)
    select ${draft.id}, ${draft.bodyId}, number, hash, outcome, "personId"
    from jsonb_to_recordset(${JSON.stringify(plan.outcomes)}::jsonb) as row(number integer, hash text, outcome text, "personId" text)`)
  await recordRejects(db, draft.id, draft.bodyId, rejects)
  const unsure = await recordPairs(db, { bodyId: draft.bodyId, pairs: plan.pairs, at: input.at })
  const of = (outcome: string) => plan.outcomes.filter((row) => row.outcome === outcome).length
  const counts: ImportCounts = {
    read: sheet.rows.length,
    added: of('added'),
    updated: of('updated'),
    unchanged: of('unchanged'),
    rejected: rejects.length,
    unsure,
  }
  await db.save(sql`update people.imports set content = null, committed_at = ${input.at}, counts = ${JSON.stringify(counts)}
    where id = ${draft.id}`)
  await audit(db, actor, 'people.import.committed', `import:${draft.id}`, { body: draft.bodyId, ...counts })
  return counts
}

async function addPeople(
  db: Writer,
  input: { bodyId: string; people: { personId: string; name: string }[]; at: Date },
): Promise<void> {
  const rows = sql`jsonb_to_recordset(${JSON.stringify(input.people)}::jsonb) as row("personId" text, name text)`
  await db.save(sql`insert into people.people (id, name, is_public) select "personId", name, false from ${rows}`)
  await db.save(sql`insert into bodies.belongings (body_id, person_id, standing, since)
    select ${input.bodyId}, "personId", 'contact', ${dayOf(input.at)}::date from ${rows}`)
  // Whoever stands on a list has agreed to nothing yet: only staff may know of them.
  await db.save(sql`insert into people.fields (person_id, field, value, audience, changed_at)
    select "personId", 'name', name, 'staff', ${input.at} from ${rows}`)
}

async function writeCards(
  db: Writer,
  actor: Viewer,
  input: { importId: string; bodyId: string; known: KnownPerson[]; plan: Plan; at: Date },
): Promise<void> {
  const { plan, bodyId, importId } = input
  const rows = sql`jsonb_to_recordset(${JSON.stringify(plan.changes)}::jsonb)
    as row("personId" text, field text, before text, after text)`
  await db.save(sql`insert into people.import_changes (import_id, body_id, person_id, field, before, after)
    select ${importId}, ${bodyId}, "personId", field, before, after from ${rows}`)
  await db.save(sql`insert into people.cards (body_id, person_id, field, value, changed_by, changed_at)
    select ${bodyId}, "personId", field, after, ${actor.auditId}, ${input.at}::timestamptz from ${rows}
    on conflict (body_id, person_id, field) do update set value = excluded.value, changed_by = excluded.changed_by,
      changed_at = excluded.changed_at`)
}

async function recordRejects(db: Writer, importId: string, bodyId: string, rejects: Reject[]): Promise<void> {
  const numbered = rejects.map((reject, at) => ({
    ...reject,
    value: reject.value.replaceAll('\0', ''),
    number: at + 1,
  }))
  await db.save(sql`insert into people.import_rejects (import_id, body_id, number, row_number, column_name, value, reason)
    select ${importId}, ${bodyId}, number, "rowNumber", "column", value, reason
    from jsonb_to_recordset(${JSON.stringify(numbered)}::jsonb)
      as reject(number integer, "rowNumber" integer, "column" text, value text, reason text)`)
}

/** Takes an import back whole: cards are as before, and whoever it added is gone. What was changed or begun with somebody since stays. */
export async function undoImport(
  db: Writer,
  actor: Viewer,
  input: { importId: string; at: Date },
): Promise<{ removed: number; kept: number }> {
  const done = await getImport(db, input.importId)
  allowFor(actor, 'people.import.undo', done.bodyId)
  const { id, bodyId } = done
  await db.only(sql`select id from people.imports where id = ${id} for update`)
  if (!done.committedAt) throw conflict('people.import.draft', 'This import was never done.')
  if (done.undoneAt) throw conflict('people.import.undone', 'This import has been undone already.')
  const merged = await db.one(sql`select 1 from people.merges merge join people.import_rows row
    on row.person_id in (merge.kept_id, merge.gone_id) where row.import_id = ${id} and merge.undone_at is null`)
  if (merged)
    throw conflict(
      'people.import.merged',
      'Somebody of this import has been merged since. Take that merge apart first.',
    )
  const changes = sql`people.import_changes change where change.import_id = ${id}
    and card.body_id = change.body_id and card.person_id = change.person_id and card.field = change.field and card.value = change.after`
  await db.save(sql`delete from people.cards card using ${changes} and change.before is null`)
  await db.save(sql`update people.cards card set value = change.before, changed_by = ${actor.auditId}, changed_at = ${input.at}
    from ${changes} and change.before is not null`)
  const added = sql`(select distinct person_id as id from people.import_rows where import_id = ${id} and outcome = 'added' and person_id is not null)`
  const gone = await db.all(sql<{ id: string }>`select added.id from ${added} added
    where not exists (select from people.cards where person_id = added.id)
      and not exists (select from bodies.belongings where person_id = added.id and (standing <> 'contact' or body_id <> ${bodyId}))
      and not exists (select from bodies.consents where person_id = added.id)
      and not exists (select from access.accounts where person_id = added.id)
      and not exists (select from access.invitations where person_id = added.id)
      and not exists (select from people.merges where added.id in (kept_id, gone_id))
      and not exists (select from people.import_rows row join people.imports other on other.id = row.import_id
        where row.person_id = added.id and row.import_id <> ${id} and other.undone_at is null and row.outcome <> 'unchanged')`)
  const total = await db.only(sql<{ count: number }>`select count(*)::int as count from ${added} added`)
  const removed = await forgetContacts(
    db,
    bodyId,
    gone.map((person) => person.id),
  )
  await db.save(sql`update people.imports set undone_at = ${input.at} where id = ${id}`)
  const kept = total.count - removed
  await audit(db, actor, 'people.import.undone', `import:${id}`, { body: bodyId, removed, kept })
  return { removed, kept }
}

/** Whoever nobody else knows is removed; for others the body only stops knowing them, and does not learn which it was. */
async function forgetContacts(db: Writer, bodyId: string, ids: string[]): Promise<number> {
  await db.save(
    sql`delete from people.pairs where body_id = ${bodyId} and (one_id = any (${ids}::text[]) or other_id = any (${ids}::text[]))`,
  )
  await db.save(sql`delete from bodies.belongings where body_id = ${bodyId} and person_id = any (${ids}::text[])`)
  await db.seeing(wholeSight, async () => {
    const free = await db.all(sql<{
      id: string
    }>`select person.id from people.people person where id = any (${ids}::text[])
      and not exists (select from bodies.belongings where person_id = person.id)
      and not exists (select from access.accounts where person_id = person.id)
      and not exists (select from access.invitations where person_id = person.id)
      and not exists (select from bodies.consents where person_id = person.id)
      and not exists (select from people.tenures where person_id = person.id)`)
    const unknown = free.map((person) => person.id)
    for (const place of ['people.looks', 'people.fields', 'people.cards', 'people.tags'])
      await db.save(sql`delete from ${sql.raw(place)} where person_id = any (${unknown}::text[])`)
    await db.save(sql`delete from people.people where id = any (${unknown}::text[])`)
  })
  return ids.length
}

/** How long an export may be fetched by whoever made it. */
export const exportMinutes = 10

/** Lets the people of a body out as a file: asked for with a fresh proof, written down, and shown to each person whose sensitive fields leave. */
export async function exportPeople(
  db: Writer,
  actor: Viewer,
  input: { bodyId: string; search: string; ids?: string[]; at: Date },
): Promise<string> {
  allowFor(actor, 'people.person.export', input.bodyId)
  requireStepUp(actor, input.at)
  const { bodyId, ids } = input
  const people = await listKnown(db, { bodyId, text: input.search || undefined, ...(ids ? { ids } : {}) })
  const id = newId(input.at)
  await db.save(sql`insert into people.exports (id, body_id, account_id, person_ids, made_at)
    values (${id}, ${input.bodyId}, ${actor.accountId}, ${people.map((person) => person.personId)}, ${input.at})`)
  const looks = people.flatMap((person) => {
    const fields = sensitiveOf(person)
    return fields.length > 0 ? [{ personId: person.personId, fields }] : []
  })
  await db.save(sql`insert into people.looks (person_id, looker_account_id, looker_body_id, fields, looked_at)
    select "personId", ${actor.accountId}, ${input.bodyId}, array(select jsonb_array_elements_text(fields)), ${input.at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(looks)}::jsonb) as look("personId" text, fields jsonb)`)
  await audit(db, actor, 'people.person.exported', `export:${id}`, { body: input.bodyId, people: people.length })
  return id
}
