import { worldRegion } from '#kernel/places'
import { type Reader, sql } from '#platform/db'
import { partyLabel } from '../engagements/read.ts'
import type { EngagementRow } from './engine/engagement-row.ts'

/** A party or network as the index needs it: its label, where it is, what it belongs to. */
export interface Party {
  id: string
  label: string
  kind: string
  country: string | null
  subdivision: string | null
  longitude: number | null
  latitude: number | null
}

/** Every organization that takes part in an engagement or is a network, and every state and country. */
export const listIndexParties = (db: Reader): Promise<Party[]> =>
  db.all(sql<Party>`select organization.id, ${partyLabel} as label, organization.kind, place.country, place.subdivision,
      coalesce(place.longitude, state_place.longitude) as longitude, coalesce(place.latitude, state_place.latitude) as latitude
    from organizations.organizations organization
    left join places.places place on place.id = organization.place_id
    left join organizations.organizations state on state.id = 'us-' || lower(substr(place.subdivision, 4))
    left join places.places state_place on state_place.id = state.place_id and place.country = 'US'
    left join organizations.organizations country on country.id = lower(place.country)
    where organization.kind in ('country', 'state', 'territory', 'district', 'network')
      or organization.id in (select distinct unnest(us_ids || abroad_ids) from atlas.versions)`)

interface IndexedVersion {
  id: string
  title: string
  form: string
  kind: string
  usIds: string[]
  abroadIds: string[]
  networkId: string | null
  startDay: number | null
  endDay: number | null
  legal: string
  recognition: string
  activity: string
  verification: string
  themes: string[]
  sourceKinds: string[]
  isDocumented: boolean
  knownFrom: number
  knownTo: number | null
}

/**
 * Versions of public engagements as index rows: all of them, or those opened or closed since an instant.
 * Engagements that only staff may know of never enter the index, so nothing counted or drawn can betray one.
 */
export async function* eachIndexRow(
  db: Reader,
  parties: Map<string, Party>,
  since?: Date,
): AsyncGenerator<EngagementRow> {
  const versions =
    db.each(sql<IndexedVersion>`select version.engagement_id as id, version.title, version.form, version.kind,
      version.us_ids as "usIds", version.abroad_ids as "abroadIds", version.network_id as "networkId",
      version.starts_on - date '1970-01-01' as "startDay", version.ends_on - date '1970-01-01' as "endDay", version.legal,
      version.recognition, version.activity, version.verification, version.themes, version.source_kinds as "sourceKinds",
      version.is_documented as "isDocumented",
      extract(epoch from version.known_from)::float8 as "knownFrom", extract(epoch from version.known_to)::float8 as "knownTo"
    from atlas.versions version join atlas.engagements engagement on engagement.id = version.engagement_id
    where engagement.visibility = 'public' and ${since ? sql`(version.known_from >= ${since} or version.known_to >= ${since})` : sql`true`}
    order by version.engagement_id, version.known_from`)
  for await (const batch of versions) for (const version of batch) yield rowOf(version, parties)
}

function rowOf(version: IndexedVersion, parties: Map<string, Party>): EngagementRow {
  const us = version.usIds.flatMap((id) => parties.get(id) ?? [])
  const abroad = version.abroadIds.flatMap((id) => parties.get(id) ?? [])
  const countries = distinct(abroad.flatMap((party) => party.country ?? []))
  return {
    id: version.id,
    title: version.title,
    usPoint: pointOf(us),
    abroadPoint: pointOf(abroad),
    startDay: version.startDay ?? undefined,
    endDay: version.endDay ?? undefined,
    // Whole seconds: a version is known from the second it was recorded in.
    knownFrom: Math.floor(version.knownFrom),
    knownTo: version.knownTo === null ? undefined : Math.floor(version.knownTo),
    facets: {
      place: version.usIds,
      state: distinct(us.flatMap((party) => party.subdivision ?? [])),
      level: distinct(us.map((party) => party.kind)),
      partner: version.abroadIds,
      country: countries,
      region: distinct(countries.map(worldRegion).filter((region) => region !== '')),
      form: [version.form],
      kind: [version.kind],
      theme: version.themes,
      legal: [version.legal],
      recognition: [version.recognition],
      activity: [version.activity],
      verification: [version.verification],
      network: version.networkId ? [version.networkId] : [],
      source: version.sourceKinds,
      documented: [version.isDocumented ? 'yes' : 'no'],
    },
  }
}

const distinct = (values: string[]): string[] => [...new Set(values)]

function pointOf(parties: Party[]): { lon: number; lat: number } | undefined {
  for (const { longitude, latitude } of parties)
    if (longitude !== null && latitude !== null) return { lon: longitude, lat: latitude }
  return undefined
}
