import { stringify } from 'csv-stringify/sync'
import { system } from '#kernel/access'
import { audit } from '#kernel/audit'
import { listBodyIdsOf } from '#kernel/bodies'
import { cutOut, findSubject, type Holding, holdingsFor, rowsAbout, type Subject, splitDrafts } from '#kernel/holdings'
import { type Reader, sql, type Writer } from '#platform/db'
import { newSecret, secretHash } from '#platform/ids'
import { effectiveFrom } from './rules.ts'
import type { Registered } from './schema.ts'

interface Due {
  id: string
  personId: string | null
  personIds: string[]
  accountId: string | null
  bodyId: string | null
}

/**
 * Carries out the next erasure whose day has come, whole or not at all; undefined when none is due. Row locks keep two nodes from taking
 * the same one. Called with the whole sight.
 */
export async function eraseNext(db: Writer, now: Date): Promise<{ id: string; tables: string[] } | undefined> {
  const due =
    await db.one(sql<Due>`select id, person_id as "personId", person_ids as "personIds", account_id as "accountId",
      body_id as "bodyId" from people.erasures where done_at is null and stopped_at is null and effective_at <= ${now}
    order by effective_at, id limit 1 for update skip locked`)
  if (!due) {
    db.unaudited('nothing is due')
    return undefined
  }
  // Rows go in the order of the list; what points to what is checked when all of it is gone.
  await db.save(sql`set constraints all deferred`)
  await db.only(sql`select set_config('legation.erasing', 'on', true)`)
  const bodies = (await listBodyIdsOf(db, due.personId ?? '')).filter((id) => due.bodyId === null || id === due.bodyId)
  const bodyId = (await isKnownElsewhere(db, due)) ? due.bodyId : null
  const personIds = [...new Set([...(due.personId ? [due.personId] : []), ...due.personIds])]
  const subject = await findSubject(db, { personIds, accountId: due.accountId })
  await cutDrafts(db, subject, bodyId)
  const counts: Record<string, number> = {}
  for (const holding of holdingsFor(bodyId)) {
    const changed = await apply(db, holding, subject, bodyId)
    if (changed > 0) counts[holding.table] = (counts[holding.table] ?? 0) + changed
  }
  await leaveTraces(db, { due, bodies, counts })
  const entry = await db.only(sql<{ number: number; hash: string }>`select last_number as number, last_hash as hash
    from audit.streams where name = 'people'`)
  await db.save(sql`update people.erasures set done_at = ${now}, reason = null, counts = ${JSON.stringify(counts)}::jsonb,
      person_ids = ${subject.personIds}, entry_stream = 'people', entry_number = ${entry.number}, entry_hash = ${entry.hash},
      scrubbed_at = null
    where id = ${due.id}`)
  return { id: due.id, tables: Object.keys(counts) }
}

/** When the last body forgets somebody who does not sign in, nothing of them is left to anybody. */
async function isKnownElsewhere(db: Reader, due: Due): Promise<boolean> {
  if (due.bodyId === null) return false
  const known = await db.one(sql`select 1 where exists (select from access.accounts where person_id = ${due.personId})
    or exists (select from bodies.belongings where person_id = ${due.personId} and body_id <> ${due.bodyId})`)
  return known !== undefined
}

async function apply(db: Writer, holding: Holding, subject: Subject, bodyId: string | null): Promise<number> {
  const table = sql.raw(holding.table)
  const which = rowsAbout(holding, subject, bodyId)
  const { fate } = holding
  if (fate.is === 'erased') return db.save(sql`delete from ${table} record where ${which}`)
  if (fate.is === 'emptied') {
    const set = Object.entries(fate.set).map(([column, value]) => sql`${sql.ref(column)} = ${sql.raw(value)}`)
    return db.save(sql`update ${table} record set ${sql.join(set)} where ${which}`)
  }
  let changed = 0
  for (const column of fate.cutOut ?? []) {
    const said = await db.all(sql<{
      place: string
      text: string
    }>`select ctid::text as place, ${sql.ref(`record.${column}`)} as text
      from ${table} record where ${which}`)
    for (const { place, text } of said) {
      const left = cutOut(subject, text)
      if (left !== text)
        changed += await db.save(sql`update ${table} set ${sql.ref(column)} = ${left} where ctid = ${place}::tid`)
    }
  }
  return changed
}

/** Rows that tell of somebody leave the lists that are not brought in yet; a list of nobody else goes whole. */
async function cutDrafts(db: Writer, subject: Subject, bodyId: string | null): Promise<void> {
  for (const draft of await splitDrafts(db, subject, bodyId)) {
    if (draft.theirs.length === 0) continue
    const content = stringify([draft.columns, ...draft.others], { delimiter: draft.delimiter })
    await (draft.others.length === 0
      ? db.save(sql`delete from people.imports where id = ${draft.importId}`)
      : db.save(sql`update people.imports set content = ${content} where id = ${draft.importId}`))
    await audit(db, system, 'people.import.shortened', `import:${draft.importId}`, {
      body: draft.bodyId,
      rows: draft.theirs.length,
    })
  }
}

/** One entry for each body that knew them, which may read it; the last one is the proof. */
async function leaveTraces(
  db: Writer,
  { due, bodies, counts }: { due: Due; bodies: string[]; counts: Record<string, number> },
): Promise<void> {
  for (const body of bodies)
    await audit(db, system, 'people.person.forgotten', `erasure:${due.id}`, { body, erasure: due.id })
  const subject = due.personId ? `person:${due.personId}` : `account:${due.accountId}`
  await audit(db, system, 'people.person.erased', subject, { erasure: due.id, rows: counts })
}

/** Erasures that were carried out and whose tables still hold dead rows. */
export const listUnscrubbed = async (db: Reader): Promise<string[]> => {
  const rows = await db.all(
    sql<{ id: string }>`select id from people.erasures where done_at is not null and scrubbed_at is null`,
  )
  return rows.map(({ id }) => id)
}

export async function noteScrubbed(db: Writer, input: { ids: string[]; now: Date }): Promise<void> {
  db.unaudited('the erasure is audited; this only says that its dead rows are gone from the disk')
  await db.save(sql`update people.erasures set scrubbed_at = ${input.now} where id = any (${input.ids}::text[])`)
}

/**
 * After a restore: what was erased since the backup was made is due at once, and what waits in the backup waits anew, because it may have
 * been stopped since. Called with the whole sight, in the transaction of the restore.
 */
export async function dueAgain(db: Writer, input: { register: Registered[]; now: Date }): Promise<void> {
  db.unaudited('carrying them out again is audited')
  await db.save(sql`update people.erasures set effective_at = greatest(effective_at, ${effectiveFrom(input.now)})
    where done_at is null and stopped_at is null`)
  for (const line of input.register)
    await db.save(sql`insert into people.erasures (id, person_id, person_ids, account_id, body_id, asked_by, asked_at, effective_at,
        stop_hash, receipt_hash)
      values (${line.id}, ${line.personId}, ${line.personIds}, ${line.accountId}, ${line.bodyId}, 'system', ${line.askedAt}::timestamptz,
        ${line.doneAt}::timestamptz, ${secretHash(newSecret())}, ${line.receiptHash})
      on conflict (id) do update set done_at = null, stopped_at = null, effective_at = excluded.effective_at,
        person_ids = excluded.person_ids, receipt_hash = excluded.receipt_hash`)
}

const leftoverDays = 30

/**
 * What nobody needs any more and what could name somebody whom no record knows: turned-away cells, letters, used links. Drafts of lists
 * end earlier, by `expireDrafts` of kernel/contacts.
 */
export async function tidyUp(db: Writer, now: Date): Promise<void> {
  const old = new Date(now.getTime() - leftoverDays * 86_400_000)
  const rejects = await db.save(sql`delete from people.import_rejects reject using people.imports import
    where import.id = reject.import_id and import.begun_at < ${old}`)
  const letters = await db.save(sql`delete from platform.outbox where written_at < ${old}`)
  const links = await db.save(sql`delete from access.links where expires_at < ${new Date(now.getTime() - 86_400_000)}`)
  if (rejects + letters + links === 0) db.unaudited('nothing was left over')
  else await audit(db, system, 'people.leftover.removed', 'site', { rejects, letters, links })
}
