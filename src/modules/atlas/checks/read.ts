import { allow, type Viewer } from '#kernel/access'
import { type Reader, sql } from '#platform/db'
import { secretHash } from '#platform/ids'
import { partyLabel, visibleTo } from '../engagements/read.ts'
import type { CheckLetter, Confirmation, DueCheck } from './schema.ts'

/** Who confirmed a record, newest first; as known at an instant if told. */
export const listConfirmations = (
  db: Reader,
  viewer: Viewer,
  about: { engagementId: string; knownAt?: Date | undefined },
): Promise<Confirmation[]> =>
  db.all(sql<Confirmation>`select said.id as "statementId", case property when 'confirmed.us' then 'us' else 'abroad' end as side,
      organization.id as "partyId", ${partyLabel} as "partyName", recorded_at as "confirmedAt"
    from claims.statements said join atlas.engagements engagement on engagement.id = subject_id
    join organizations.organizations organization on organization.id = value
    left join places.places place on place.id = organization.place_id
    left join organizations.organizations state on state.id = 'us-' || lower(substr(place.subdivision, 4))
    left join organizations.organizations country on country.id = lower(place.country)
    where subject_kind = 'engagement' and subject_id = ${about.engagementId} and property in ('confirmed.us', 'confirmed.abroad')
      and ${
        about.knownAt
          ? sql`recorded_at <= ${about.knownAt} and (retracted_at is null or retracted_at > ${about.knownAt})`
          : sql`retracted_at is null`
      } and ${visibleTo(viewer)}
    order by recorded_at desc, said.id desc`)

/** When a record is looked at again; undefined when nobody set a day. */
export const findDue = (
  db: Reader,
  viewer: Viewer,
  engagementId: string,
): Promise<{ dueOn: string; reason: string } | undefined> =>
  db.one(sql<{ dueOn: string; reason: string }>`select due_on::text as "dueOn", reason from atlas.checks
    join atlas.engagements engagement on engagement.id = engagement_id
    where engagement_id = ${engagementId} and ${visibleTo(viewer)}`)

const due = (viewer: Viewer) => sql`select checked.engagement_id as "engagementId", version.title, version.verification,
    due_on::text as "dueOn", checked.reason, coalesce(version.known_from > latest.at + interval '1 second', false) as "hasChanged"
  from atlas.checks checked join atlas.engagements engagement on engagement.id = checked.engagement_id
  join atlas.versions version on version.engagement_id = engagement.id and version.known_to is null
  left join lateral (select max(recorded_at) as at from claims.statements where subject_kind = 'engagement'
    and subject_id = engagement.id and property in ('confirmed.us', 'confirmed.abroad') and retracted_at is null) latest on true
  where ${visibleTo(viewer)}`

/** Records whose day has come, or which changed after a party confirmed them; those due longest first. */
export async function listDue(db: Reader, viewer: Viewer, { today }: { today: string }): Promise<DueCheck[]> {
  allow(viewer, 'atlas.engagement.check')
  return db.all(sql<DueCheck>`select * from (${due(viewer)}) as each where "dueOn" <= ${today} or "hasChanged"
    order by "dueOn", title limit 500`)
}

/** What comes due until a day, for looking ahead. */
export async function countAhead(
  db: Reader,
  viewer: Viewer,
  { today, until }: { today: string; until: string },
): Promise<number> {
  allow(viewer, 'atlas.engagement.check')
  const { count } = await db.only(sql<{ count: number }>`select count(*)::int as count from (${due(viewer)}) as each
    where "dueOn" > ${today} and "dueOn" <= ${until}`)
  return count
}

/** A statement from a primary document on record: what "sourced" rests on. */
export const findDocument = (
  db: Reader,
  engagementId: string,
): Promise<{ sourceId: string; part: string } | undefined> =>
  db.one(sql<{ sourceId: string; part: string }>`select source_id as "sourceId", part from claims.statements said
    join sources.sources source on source.id = source_id
    where subject_kind = 'engagement' and subject_id = ${engagementId} and retracted_at is null and rank <> 'deprecated'
      and source.kind in ('statute', 'resolution', 'press release', 'declaration', 'document')
    order by said.recorded_at desc limit 1`)

/** The open letter that a code belongs to. */
export const findLetter = (db: Reader, { code, now }: { code: string; now: Date }): Promise<CheckLetter | undefined> =>
  db.one(sql<CheckLetter>`select id, engagement_id as "engagementId", party_id as "partyId" from atlas.check_letters
    where secret_hash = ${secretHash(code)} and answered_at is null and expires_at > ${now}`)
