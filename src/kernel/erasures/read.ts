import type { Viewer } from '#kernel/access'
import { countHeld, findSubject, type HeldView, listHoldings, readHeld, splitDrafts } from '#kernel/holdings'
import { type Reader, sql, wholeSight } from '#platform/db'
import { secretHash } from '#platform/ids'
import type { ErasureView, Receipt, Registered } from './schema.ts'

const view = sql`select erasure.id, person_id as "personId", account_id as "accountId", body_id as "bodyId", body.name as "bodyName",
    asked_at as "askedAt", effective_at as "effectiveAt", stopped_at as "stoppedAt", done_at as "doneAt"
  from people.erasures erasure left join bodies.bodies body on body.id = body_id`
const isOpen = sql`stopped_at is null and done_at is null`

/** Erasures of one's own that wait for their day. */
export const listOwnErasures = (db: Reader, viewer: Viewer): Promise<ErasureView[]> =>
  db.all(sql<ErasureView>`${view} where ${isOpen} and (person_id = ${viewer.personId ?? null} or account_id = ${viewer.accountId ?? null})
    order by asked_at, erasure.id`)

export const findOpenErasure = (db: Reader, id: string): Promise<ErasureView | undefined> =>
  db.one(sql<ErasureView>`${view} where erasure.id = ${id} and ${isOpen}`)

/** Erasures of a person by bodies of the viewer; the walls decide which those are. */
export const listErasuresOf = (db: Reader, personId: string): Promise<ErasureView[]> =>
  db.all(
    sql<ErasureView>`${view} where ${isOpen} and person_id = ${personId} and body_id is not null order by asked_at`,
  )

// Those who bring a code have no other standing: these are asked with the whole sight.
export const findByStopCode = (db: Reader, code: string): Promise<ErasureView | undefined> =>
  db.one(sql<ErasureView>`${view} where stop_hash = ${secretHash(code)} and ${isOpen}`)

export const findByReceiptCode = (db: Reader, code: string): Promise<ErasureView | undefined> =>
  db.one(sql<ErasureView>`${view} where receipt_hash = ${secretHash(code)}`)

export const findReceipt = (db: Reader, id: string): Promise<Receipt | undefined> =>
  db.one(sql<Receipt>`select id as erasure, case when body_id is null then 'everything' else 'one body' end as scope,
      asked_at as "askedAt", done_at as "doneAt", counts as rows,
      jsonb_build_object('stream', entry_stream, 'number', entry_number, 'hash', entry_hash) as entry
    from people.erasures where id = ${id} and done_at is not null`)

const whose = (viewer: Viewer) => ({
  personIds: viewer.personId ? [viewer.personId] : [],
  accountId: viewer.accountId ?? null,
})

/** What is held about the viewer, everywhere or by one body: the dry run of an erasure. Looks over the walls, at what is theirs. */
export const listOwnHeld = (db: Reader, viewer: Viewer, bodyId: string | null): Promise<HeldView[]> =>
  db.seeing(wholeSight, async () => countHeld(db, await findSubject(db, whose(viewer)), bodyId))

/** What one body holds about somebody who has no account: the dry run for its staff. */
export const listBodyHeld = (db: Reader, wanted: { personId: string; bodyId: string }): Promise<HeldView[]> =>
  db.seeing(wholeSight, async () =>
    countHeld(db, await findSubject(db, { personIds: [wanted.personId], accountId: null }), wanted.bodyId),
  )

export interface HeldTable {
  table: string
  title: string
  rows: Record<string, unknown>[]
}

/** Every row about the viewer, for them. Looks over the walls, at what is theirs. */
export async function readOwnData(db: Reader, viewer: Viewer): Promise<HeldTable[]> {
  return db.seeing(wholeSight, async () => {
    const subject = await findSubject(db, whose(viewer))
    const tables = new Map<string, HeldTable>()
    for (const holding of listHoldings().filter((each) => !each.isToOthers)) {
      const rows = await readHeld(db, holding, subject)
      const known = tables.get(holding.table)
      if (known) known.rows.push(...rows)
      else tables.set(holding.table, { table: holding.table, title: holding.title, rows })
    }
    const drafts = await splitDrafts(db, subject, null)
    const rows = drafts.flatMap(({ importId, bodyId, columns, theirs }) =>
      theirs.map((cells) => ({ import_id: importId, body_id: bodyId, columns, cells })),
    )
    tables.set('people.imports.content', {
      ...{ table: 'people.imports.content', title: 'Rows about you on lists that are not brought in yet', rows },
    })
    const looks = tables.get('people.looks')
    if (looks) for (const row of looks.rows) row.looker = await lookerOf(db, row)
    return [...tables.values()].filter((table) => table.rows.length > 0)
  })
}

async function lookerOf(db: Reader, row: Record<string, unknown>): Promise<unknown> {
  const { name } = await db.only(
    sql<{ name: string | null }>`select people.looker_name(${row.looker_account_id ?? null}::text) as name`,
  )
  return name ?? row.looker
}

/** All erasures that were carried out, for the register outside the database. Asked with the whole sight. */
export const listRegistered = (db: Reader): Promise<Registered[]> =>
  db.all(sql<Registered>`select id, person_id as "personId", person_ids as "personIds", account_id as "accountId", body_id as "bodyId",
      receipt_hash as "receiptHash", to_jsonb(asked_at)#>>'{}' as "askedAt", to_jsonb(done_at)#>>'{}' as "doneAt"
    from people.erasures where done_at is not null order by done_at, id`)
