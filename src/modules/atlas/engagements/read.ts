import type { Viewer } from '#kernel/access'
import type { Clocks } from '#kernel/claims'
import { type Reader, sql } from '#platform/db'
import { notFound } from '#platform/problem'
import type { EngagementView, KnownParty, PartyView } from './schema.ts'
import { type VersionRow, versionColumns } from './table.ts'

/** Engagements a viewer may know of; part of every query that touches one. */
export const visibleTo = (viewer: Viewer) =>
  viewer.role === 'staff' ? sql<boolean>`true` : sql<boolean>`engagement.visibility = 'public'`

const whole = sql`select engagement.id, coalesce(version.first_known, version.known_from) as "knownFrom", version.known_to as "knownTo",
    engagement.is_sample as "isSample", engagement.batch_id as "batchId", batch.licence, network.name as "networkName",
    ${versionColumns}
  from atlas.engagements engagement
  join atlas.versions version on version.engagement_id = engagement.id
  left join atlas.batches batch on batch.id = engagement.batch_id
  left join organizations.organizations network on network.id = version.network_id`

/** The engagement as known at an instant (now unless told), or the problem that there is none. */
export async function getEngagement(
  db: Reader,
  viewer: Viewer,
  wanted: { id: string; knownAt?: Date | undefined },
): Promise<EngagementView> {
  const { id, knownAt } = wanted
  const found = await db.one(
    sql<
      Omit<EngagementView, 'us' | 'abroad'>
    >`${whole} where engagement.id = ${id} and ${standingAt({ knownAt })} and ${visibleTo(viewer)}`,
  )
  if (!found)
    throw notFound(
      'atlas.engagement.unknown',
      knownAt ? 'No such engagement was known at that time.' : 'There is no such engagement.',
    )
  const [whole_] = await withParties(db, [found], knownAt)
  if (!whole_) throw new Error('withParties answers for every engagement it is given')
  return whole_
}

/** Current engagements by id, in the order asked for; those a viewer may not know of are left out. */
export async function listEngagements(
  db: Reader,
  viewer: Viewer,
  ids: string[],
  knownAt?: Date | undefined,
): Promise<EngagementView[]> {
  const found = await db.all(
    sql<
      Omit<EngagementView, 'us' | 'abroad'>
    >`${whole} where engagement.id = any(${ids}) and ${standingAt({ knownAt })} and ${visibleTo(viewer)}`,
  )
  const byId = new Map((await withParties(db, found, knownAt)).map((each) => [each.id, each]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

async function withParties(
  db: Reader,
  engagements: Omit<EngagementView, 'us' | 'abroad'>[],
  knownAt: Date | undefined,
): Promise<EngagementView[]> {
  const ids = [
    ...new Set(engagements.flatMap((each) => [...each.usIds, ...each.abroadIds, each.networkId ?? []].flat())),
  ]
  const known = knownAt ? await listPartiesAt(db, { ids, at: knownAt }) : await listParties(db, ids)
  const parties = new Map(known.map(({ id, name, kind, country }) => [id, { id, name, kind, country }]))
  const of = (wanted: string[]) => wanted.flatMap((id) => parties.get(id) ?? [])
  return engagements.map((each) => ({
    ...each,
    us: of(each.usIds),
    abroad: of(each.abroadIds),
    networkName: each.networkId ? (parties.get(each.networkId)?.name ?? each.networkName) : null,
  }))
}

/** Holds for the versions known at an instant (now unless told), in force on a day if told; wants `version` joined. */
export const standingAt = ({ knownAt, onDay }: Clocks) =>
  sql`${
    knownAt
      ? sql`version.known_from <= ${knownAt} and (version.known_to is null or version.known_to > ${knownAt})`
      : sql`version.known_to is null`
  } and ${
    // What nobody dated may have been in force on any day (as the index has it).
    onDay
      ? sql`(version.starts_on is null or version.starts_on <= ${onDay}::date) and (version.ends_on is null or version.ends_on >= ${onDay}::date)`
      : sql`true`
  }`

/** Each engagement with every pair of a US party and a party abroad (null where it has none), as known at an instant or in force on a day. */
export const pairsAt = (viewer: Viewer, clocks: Clocks) =>
  // One pass over the versions: participations joined with themselves, the planner tries every row with every other.
  sql`(select version.engagement_id, us.id as us_id, abroad.id as abroad_id
    from atlas.versions version join atlas.engagements engagement on engagement.id = version.engagement_id
    cross join unnest(version.us_ids) us(id) left join unnest(version.abroad_ids) abroad(id) on true
    where ${standingAt(clocks)} and ${visibleTo(viewer)})`

/** Organizations under the name they bore at an instant; now unless told. */
export const organizationsAt = (at: Date | undefined) =>
  at
    ? sql`(select each.id, each.kind, each.place_id, each.note, each.known_from, coalesce((select earlier.name
        from organizations.earlier_names earlier where earlier.organization_id = each.id and earlier.until > ${at}
        order by earlier.number limit 1), each.name) as name from organizations.organizations each)`
    : sql`organizations.organizations`

/** Organizations under the name they bore, and at the position that was known, at an instant. */
export function listPartiesAt(db: Reader, wanted: { ids: string[]; at: Date }): Promise<KnownParty[]> {
  const { ids, at } = wanted
  const organizations = organizationsAt(at)
  const positions = sql`(select each.id, each.country, each.subdivision,
      case when earlier.number is null then each.longitude else earlier.longitude end as longitude,
      case when earlier.number is null then each.latitude else earlier.latitude end as latitude
    from places.places each left join lateral (select * from places.earlier_positions
      where place_id = each.id and until > ${at} order by number limit 1) earlier on true)`
  return db.all(sql<KnownParty>`select organization.id, organization.kind, place.country, ${partyLabel} as name,
      coalesce(place.longitude, state_place.longitude) as longitude, coalesce(place.latitude, state_place.latitude) as latitude
    from ${organizations} organization
    left join ${positions} place on place.id = organization.place_id
    left join ${organizations} state on state.id = 'us-' || lower(substr(place.subdivision, 4))
    left join ${positions} state_place on state_place.id = state.place_id and place.country = 'US'
    left join ${organizations} country on country.id = lower(place.country)
    where organization.id = any(${ids})`)
}

/** Parties under the label they carry beside others: "Houston, Texas", "Osaka, Japan", "Navajo Nation". */
export function listParties(db: Reader, ids: string[]): Promise<PartyView[]> {
  return db.all(sql<PartyView>`select organization.id, organization.kind, place.country, ${partyLabel} as name
    from organizations.organizations organization
    left join places.places place on place.id = organization.place_id
    left join organizations.organizations state on state.id = 'us-' || lower(substr(place.subdivision, 4))
    left join organizations.organizations country on country.id = lower(place.country)
    where organization.id = any(${ids})`)
}

/** SQL of a party's label; wants `organization`, `place`, `state` and `country` joined. */
export const partyLabel = sql`case
  when organization.kind in ('county', 'city', 'town', 'township', 'special-district') and state.name is not null
    then organization.name || ', ' || state.name
  when organization.kind in ('foreign-city', 'foreign-region', 'region-of-country') and country.name is not null
    and country.name <> organization.name then organization.name || ', ' || country.name
  else organization.name end`

/** Every version of one engagement, newest first: what was known when. */
export const listVersions = (db: Reader, viewer: Viewer, id: string): Promise<VersionRow[]> =>
  db.all(sql<VersionRow>`select version.engagement_id as "engagementId", version.known_from as "knownFrom",
      version.known_to as "knownTo", ${versionColumns}
    from atlas.versions version join atlas.engagements engagement on engagement.id = version.engagement_id
    where version.engagement_id = ${id} and ${visibleTo(viewer)} order by version.known_from desc`)
