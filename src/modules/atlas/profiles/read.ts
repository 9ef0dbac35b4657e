import type { Viewer } from '#kernel/access'
import type { Clocks } from '#kernel/claims'
import { type Reader, sql } from '#platform/db'
import { isForEveryone } from '../documents/read.ts'
import { listEngagements, organizationsAt, pairsAt, partyLabel, standingAt, visibleTo } from '../engagements/read.ts'
import type { EngagementView } from '../engagements/schema.ts'
import type { ListedRow } from '../explore/engine/listing.ts'
import { standsAlone } from '../merges/read.ts'

/** Whose engagements: an organization's on either side or as a network, those with a country, or both at once; of one form if told. */
export interface About {
  organizationId?: string
  withId?: string
  country?: string
  form?: string
  /** As known at an instant and in force on a day; now unless told. */
  clocks?: Clocks
}

/** Engagements of an organization or with a country, whole; by form, then title. */
export async function listEngagementsOf(
  db: Reader,
  viewer: Viewer,
  about: About & { limit?: number | undefined },
): Promise<EngagementView[]> {
  const found = await db.all(sql<{ id: string }>`select version.engagement_id as id ${involving(viewer, about)}
    order by version.form, version.kind, version.title, version.engagement_id
    limit ${about.limit ?? null}`)
  const ids = found.map(({ id }) => id)
  return listEngagements(db, viewer, ids, about.clocks?.knownAt)
}

/** As the index lists them: newest beginning first, undated last; `startDay` in days since 1970. */
export const findNewestOf = (
  db: Reader,
  viewer: Viewer,
  about: About & { limit: number; after?: ListedRow | undefined },
): Promise<{ id: string; startDay: number | null }[]> =>
  db.all(sql<{ id: string; startDay: number | null }>`select id, "startDay" from (
      select version.engagement_id collate "C" as id, version.starts_on - date '1970-01-01' as "startDay"
      ${involving(viewer, about)}) found
    where ${about.after ? followsOn(about.after) : sql`true`}
    order by "startDay" desc nulls last, id limit ${about.limit}`)

const followsOn = ({ startDay, id }: ListedRow) =>
  startDay === undefined
    ? sql`("startDay" is null and id > ${id})`
    : sql`("startDay" < ${startDay} or "startDay" is null or ("startDay" = ${startDay} and id > ${id}))`

export async function countEngagementsOf(db: Reader, viewer: Viewer, about: About): Promise<number> {
  const { total } = await db.only(sql<{ total: number }>`select count(*) as total ${involving(viewer, about)}`)
  return total
}

function involving(viewer: Viewer, { organizationId, withId, country, form, clocks = {} }: About) {
  const isNow = !clocks.knownAt && !clocks.onDay
  // Parties of the current versions have a table of their own; those of the past stand in the versions.
  const partyIs = (id: string) =>
    isNow
      ? sql`exists (select 1 from atlas.participations participation
          where participation.engagement_id = version.engagement_id and participation.organization_id = ${id})`
      : sql`(version.us_ids @> array[${id}]::text[] or version.abroad_ids @> array[${id}]::text[])`
  const isWith = (code: string) =>
    isNow
      ? sql`exists (select 1 from atlas.participations participation
          join places.places place on place.id = participation.organization_id
          where participation.engagement_id = version.engagement_id and participation.side = 'abroad'
            and place.country = ${code})`
      : sql`exists (select 1 from unnest(version.abroad_ids) party
          where party in (select id from places.places where country = ${code}))`
  const conditions = [
    standingAt(clocks),
    visibleTo(viewer),
    ...(form ? [sql`version.form = ${form}`] : []),
    ...(organizationId ? [sql`(version.network_id = ${organizationId} or ${partyIs(organizationId)})`] : []),
    ...(withId ? [partyIs(withId)] : []),
    ...(country ? [isWith(country)] : []),
  ]
  return sql`from atlas.versions version join atlas.engagements engagement on engagement.id = version.engagement_id
    where ${sql.join(conditions, sql` and `)}`
}

export interface GovernmentRow {
  id: string
  name: string
  kind: string
  population: number | null
  engagements: number
  countries: number
}

/** With how many countries a government has how many engagements. */
export interface TieCount {
  id: string
  engagements: number
  countries: number
}

export interface GovernmentList {
  /** Of how many in all. */
  of: number
  total: number
  withTies: number
  rows: GovernmentRow[]
}

const usKinds = ['state', 'territory', 'district', 'county', 'city', 'town', 'township', 'tribe', 'special-district']

/** US governments of some kind or state, those with most engagements first, and how many there are; keyset by (engagements, id). */
export function listGovernments(
  db: Reader,
  viewer: Viewer,
  wanted: {
    kind?: string | undefined
    state?: string | undefined
    after?: { engagements: number; id: string } | undefined
    limit: number
    clocks?: Clocks
    /** As counted by the index; counted here unless told. */
    ties?: TieCount[] | undefined
  },
): Promise<GovernmentList> {
  const { kind, state, after, limit, clocks = {} } = wanted
  const organizations = organizationsAt(clocks.knownAt)
  const { tie, reach } = wanted.ties ? tiesGiven(wanted.ties) : tiesCounted(viewer, clocks)
  // All are counted in one pass; names, populations and countries are looked up for the rows that show.
  return db.only(sql<GovernmentList>`with ${tie}, counted as materialized (
    select organization.id, coalesce(tie.engagements, 0) as engagements,
      ${kind ? sql`organization.kind = ${kind}` : sql`true`} and ${
        state ? sql`organization.place_id in (select id from places.places where subdivision = ${state})` : sql`true`
      } as is_asked
    from organizations.organizations organization left join tie on tie.id = organization.id
    where organization.kind = any(${usKinds}) and ${standsAt(clocks)}
  ), shown as materialized (
    select id, engagements from counted
    where is_asked and ${after ? sql`(engagements, id) < (${after.engagements}, ${after.id})` : sql`true`}
    order by engagements desc, id desc limit ${limit}
  ), reach as (${reach}
  ), line as (
    select organization.id, ${partyLabel} as name, organization.kind, place.population, shown.engagements,
      coalesce(reach.countries, 0) as countries
    from shown join ${organizations} organization on organization.id = shown.id
    left join reach on reach.id = shown.id
    left join places.places place on place.id = organization.place_id
    left join ${organizations} state on state.id = 'us-' || lower(substr(place.subdivision, 4))
    left join organizations.organizations country on country.id = lower(place.country)
  )
  select count(*)::integer as of, count(*) filter (where is_asked)::integer as total,
    count(*) filter (where is_asked and engagements > 0)::integer as "withTies",
    (select coalesce(jsonb_agg(line order by engagements desc, id desc), '[]') from line) as rows
  from counted`)
}

const tiesGiven = (ties: TieCount[]) => ({
  tie: sql`tie as materialized (select id, engagements, countries from unnest(${ties.map(({ id }) => id)}::text[],
    ${ties.map(({ engagements }) => engagements)}::integer[], ${ties.map(({ countries }) => countries)}::integer[])
    as counted(id, engagements, countries))`,
  reach: sql`select id, countries from tie`,
})

const tiesCounted = (viewer: Viewer, clocks: Clocks) => ({
  tie: sql`standing as materialized (
    select version.us_ids, version.abroad_ids
    from atlas.versions version join atlas.engagements engagement on engagement.id = version.engagement_id
    where ${standingAt(clocks)} and ${visibleTo(viewer)}
  ), tie as materialized (
    select us.id, count(*)::integer as engagements from standing cross join unnest(standing.us_ids) us(id) group by us.id
  )`,
  reach: sql`select us.id, count(distinct place.country)::integer as countries
    from standing cross join unnest(standing.us_ids) us(id) cross join unnest(standing.abroad_ids) abroad(id)
    join places.places place on place.id = abroad.id
    where us.id in (select id from shown) group by us.id`,
})

/** Holds for organizations of which something had been said by an instant, and that were part of no other then; now unless told. */
const standsAt = ({ knownAt }: Clocks) =>
  knownAt
    ? sql`organization.known_from <= ${knownAt}
  and not exists (select from atlas.merges merged where merged.gone_id = organization.id
    and merged.merged_at <= ${knownAt} and (merged.undone_at is null or merged.undone_at > ${knownAt}))`
    : standsAlone

export interface CountryRow {
  id: string
  code: string
  name: string
  engagements: number
  governments: number
}

/** Countries with at least one engagement that the viewer may know of, most first. */
export const listPartnerCountries = (db: Reader, viewer: Viewer, clocks: Clocks = {}): Promise<CountryRow[]> =>
  db.all(sql<CountryRow>`select lower(place.country) as id, place.country as code, coalesce(country.name, place.country) as name,
      count(distinct pair.engagement_id) as engagements, count(distinct pair.us_id) as governments
    from ${pairsAt(viewer, clocks)} pair join places.places place on place.id = pair.abroad_id
    left join organizations.organizations country on country.id = lower(place.country)
    where place.country is not null
    group by place.country, country.name order by engagements desc, name`)

export interface NetworkRow {
  id: string
  name: string
  mandate: string
  members: number
}

/** Networks and how many US governments are recorded in each. */
export const listNetworks = (db: Reader, viewer: Viewer, clocks: Clocks = {}): Promise<NetworkRow[]> =>
  db.all(sql<NetworkRow>`select network.id, organization.name, organization.note as mandate,
      (select count(distinct us.id) from atlas.versions version
        join atlas.engagements engagement on engagement.id = version.engagement_id
        cross join unnest(version.us_ids) us(id)
        where version.network_id = network.id and ${standingAt(clocks)} and ${visibleTo(viewer)}) as members
    from atlas.networks network join ${organizationsAt(clocks.knownAt)} organization on organization.id = network.id
    where ${standsAt(clocks)} order by members desc, organization.name`)

export interface GapView {
  id: string
  aboutId: string | null
  aboutName: string | null
  question: string
  why: string
}

/** What was known to be unknown at an instant, now unless told: everywhere, or about one organization. */
export const listGaps = (
  db: Reader,
  { aboutId, knownAt }: { aboutId?: string; knownAt?: Date | undefined } = {},
): Promise<GapView[]> =>
  db.all(sql<GapView>`select gap.id, gap.about_id as "aboutId", organization.name as "aboutName", gap.question, gap.why
    from atlas.gaps gap left join ${organizationsAt(knownAt)} organization on organization.id = gap.about_id
    where ${aboutId ? sql`gap.about_id = ${aboutId}` : sql`true`} and ${
      knownAt
        ? sql`gap.known_from <= ${knownAt} and (gap.known_to is null or gap.known_to > ${knownAt})`
        : sql`gap.known_to is null`
    }
    order by gap.about_id nulls first, gap.question`)

/** Addresses of all that is public here, for the site map. */
export async function listSiteMap(db: Reader): Promise<string[]> {
  const rows = await db.all(sql<{ path: string }>`
    select case kind when 'country' then '/countries/' when 'network' then '/networks/' else '/governments/' end || id as path
      from organizations.organizations organization where ${standsAlone}
        and (kind = 'network' or exists (select 1 from atlas.participations where organization_id = organization.id))
    union all select '/engagements/' || id from atlas.engagements where visibility = 'public'
    union all select '/documents/' || document.id from atlas.documents document where ${isForEveryone}
    union all select '/rules/' || id from atlas.rules
    order by path limit 49000`)
  return ['/map', '/governments', '/countries', '/networks', '/rules', '/gaps', ...rows.map((row) => row.path)]
}
