import { type Reader, sql } from '#platform/db'
import { notFound } from '#platform/problem'
import type { BodyPageView, BodyView, TransferView } from './schema.ts'

const view = sql`select id, name, kind, mission, mark, accent, is_sample as "isSample" from bodies.bodies`

export const listBodies = (db: Reader): Promise<BodyView[]> => db.all(sql<BodyView>`${view} order by position, id`)

export async function getBody(db: Reader, id: string): Promise<BodyView> {
  const found = await db.one(sql<BodyView>`${view} where id = ${id}`)
  if (!found) throw notFound('bodies.body.unknown', 'There is no such body.')
  return found
}

/** What a body says about itself, in its order. */
export const listBodyPages = (db: Reader, bodyId: string): Promise<BodyPageView[]> =>
  db.all(
    sql<BodyPageView>`select slug, title, content from bodies.pages where body_id = ${bodyId} order by position, slug`,
  )

/** What crossed between bodies, newest first; only for the two it concerns, as the walls see to. */
export const listTransfers = (db: Reader): Promise<TransferView[]> =>
  db.all(sql<TransferView>`select transfer.id, giver.name as "fromName", taker.name as "toName", purpose, scope, valuation,
      cardinality(person_ids) as people, recorded_at as "recordedAt"
    from bodies.transfers transfer join bodies.bodies giver on giver.id = from_body_id join bodies.bodies taker on taker.id = to_body_id
    order by recorded_at desc, transfer.id desc limit 200`)

export interface ConsentView {
  bodyId: string
  purpose: string
  isGiven: boolean
  wording: string
  recordedBy: string
  recordedAt: Date
}

/** Everything a person has consented to and withdrawn, newest first; the first of each body and purpose is what holds. */
export const listConsents = (db: Reader, personId: string): Promise<ConsentView[]> =>
  db.all(sql<ConsentView>`select body_id as "bodyId", purpose, is_given as "isGiven", wording, recorded_by as "recordedBy",
      recorded_at as "recordedAt" from bodies.consents where person_id = ${personId} order by recorded_at desc, id desc`)

export interface BelongingView {
  bodyId: string
  bodyName: string
  standing: 'member' | 'contact' | 'staff'
  since: string
  until: string | null
}

/** As what a person is or was known to the viewer's bodies. */
export const listBelongings = (db: Reader, personId: string): Promise<BelongingView[]> =>
  db.all(sql<BelongingView>`select body_id as "bodyId", body.name as "bodyName", standing, since::text as since, until::text as until
    from bodies.belongings belonging join bodies.bodies body on body.id = body_id
    where person_id = ${personId} order by since, body.position, standing`)

/** Bodies that know a person, as far as the viewer may know of it. */
export async function listBodyIdsOf(db: Reader, personId: string): Promise<string[]> {
  const rows = await db.all(sql<{ id: string }>`select distinct body_id as id from bodies.belongings
    where person_id = ${personId} order by 1`)
  return rows.map(({ id }) => id)
}
