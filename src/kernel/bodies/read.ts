import { type Reader, sql } from '#platform/db'
import { notFound } from '#platform/problem'
import type { BodyView } from './schema.ts'

const view = sql`select id, name, kind, mission, accent, is_sample as "isSample" from bodies.bodies`

export const listBodies = (db: Reader): Promise<BodyView[]> => db.all(sql<BodyView>`${view} order by position, id`)

export async function getBody(db: Reader, id: string): Promise<BodyView> {
  const found = await db.one(sql<BodyView>`${view} where id = ${id}`)
  if (!found) throw notFound('bodies.body.unknown', 'There is no such body.')
  return found
}

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
