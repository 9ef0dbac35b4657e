import { allow, type Viewer } from '#kernel/access'
import { type Reader, sql } from '#platform/db'
import { notFound } from '#platform/problem'
import { partyLabel, visibleTo } from '../engagements/read.ts'
import type { DisputeView } from './schema.ts'

const view = sql`select dispute.id, dispute.engagement_id as "engagementId", version.title as "engagementTitle",
    party_id as "partyId", ${partyLabel} as "partyName", property, value, reason, source_title as "sourceTitle",
    source_address as "sourceAddress", said_at as "saidAt", state, ended_at as "endedAt", ended_reason as "endedReason"
  from atlas.disputes dispute
  join atlas.engagements engagement on engagement.id = dispute.engagement_id
  join lateral (select title from atlas.versions where engagement_id = dispute.engagement_id
    order by known_from desc limit 1) version on true
  join organizations.organizations organization on organization.id = party_id
  left join places.places place on place.id = organization.place_id
  left join organizations.organizations state on state.id = 'us-' || lower(substr(place.subdivision, 4))
  left join organizations.organizations country on country.id = lower(place.country)`

/** Disputes of one record, oldest first; as they stood at an instant if told. */
export async function listDisputes(
  db: Reader,
  viewer: Viewer,
  about: { engagementId: string; knownAt?: Date | undefined },
): Promise<DisputeView[]> {
  const { engagementId, knownAt } = about
  const found =
    await db.all(sql<DisputeView>`${view} where dispute.engagement_id = ${engagementId} and ${visibleTo(viewer)}
    and ${knownAt ? sql`said_at <= ${knownAt}` : sql`true`} order by said_at, dispute.id`)
  return found.map((each) =>
    knownAt && each.endedAt && each.endedAt > knownAt
      ? { ...each, state: 'open', endedAt: null, endedReason: null }
      : each,
  )
}

/** What is disputed of some records at an instant, and by whom. */
export const listDisputedOf = (
  db: Reader,
  wanted: { ids: string[]; at: Date },
): Promise<{ engagementId: string; property: string; partyId: string }[]> =>
  db.all(sql<{ engagementId: string; property: string; partyId: string }>`
    select engagement_id as "engagementId", property, party_id as "partyId" from atlas.disputes
    where engagement_id = any(${wanted.ids}) and said_at <= ${wanted.at} and (ended_at is null or ended_at > ${wanted.at})
    order by said_at, id`)

/** Disputes that wait for a word of staff, oldest first. */
export async function listOpenDisputes(db: Reader, viewer: Viewer): Promise<DisputeView[]> {
  allow(viewer, 'atlas.dispute.resolve')
  return db.all(
    sql<DisputeView>`${view} where dispute.state = 'open' and ${visibleTo(viewer)} order by said_at, dispute.id limit 500`,
  )
}

export async function getDispute(db: Reader, viewer: Viewer, id: string): Promise<DisputeView> {
  const found = await db.one(sql<DisputeView>`${view} where dispute.id = ${id} and ${visibleTo(viewer)}`)
  if (!found) throw notFound('atlas.dispute.unknown', 'There is no such dispute.')
  return found
}

/** Which of some disputes the viewer may know of, for notices about them. */
export const listDisputesById = (db: Reader, viewer: Viewer, ids: string[]): Promise<DisputeView[]> =>
  db.all(sql<DisputeView>`${view} where dispute.id = any(${ids}) and ${visibleTo(viewer)}`)
