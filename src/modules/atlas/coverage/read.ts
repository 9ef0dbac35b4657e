import { type Reader, sql } from '#platform/db'
import { partyLabel } from '../engagements/read.ts'
import type { CoverageView, Denominator } from './schema.ts'

const standing = (at: Date | undefined) =>
  at ? sql`said_at <= ${at} and (replaced_at is null or replaced_at > ${at})` : sql`replaced_at is null`

/** What is known of coverage, at an instant if told; of one government if told. States first. */
export const listCoverage = (
  db: Reader,
  wanted: { knownAt?: Date | undefined; organizationId?: string | undefined } = {},
): Promise<CoverageView[]> =>
  db.all(sql<CoverageView>`select coverage.id, organization_id as "organizationId", ${partyLabel} as "organizationName",
      organization.kind as "organizationKind", form, asked_on::text as "askedOn", answered_on::text as "answeredOn",
      complete_as_of::text as "completeAsOf", coverage.state, source_title as "sourceTitle",
      source_address as "sourceAddress", coverage.note
    from atlas.coverage coverage join organizations.organizations organization on organization.id = organization_id
    left join places.places place on place.id = organization.place_id
    left join organizations.organizations state on state.id = 'us-' || lower(substr(place.subdivision, 4))
    left join organizations.organizations country on country.id = lower(place.country)
    where ${standing(wanted.knownAt)} and ${wanted.organizationId ? sql`organization_id = ${wanted.organizationId}` : sql`true`}
    order by organization.kind <> 'state', organization.name, form limit 2000`)

/** How many states were asked and answered, of all; an answer about any form counts. */
export const countCoverage = (db: Reader, knownAt?: Date | undefined): Promise<Denominator> =>
  db.only(sql<Denominator>`select count(distinct organization.id)::int as of,
      count(distinct organization.id) filter (where asked_on is not null)::int as asked,
      count(distinct organization.id) filter (where answered_on is not null)::int as answered,
      count(distinct organization.id) filter (where coverage.state = 'complete')::int as complete
    from organizations.organizations organization
    left join atlas.coverage coverage on coverage.organization_id = organization.id and ${standing(knownAt)}
    where organization.kind = 'state'`)

/** The lines that speak of some governments: their own, then those of their state. */
export async function listCoverageOf(
  db: Reader,
  wanted: { ids: string[]; at: Date },
): Promise<Map<string, { form: string; state: CoverageView['state'] }[]>> {
  const rows = await db.all(sql<{ id: string; form: string; state: CoverageView['state'] }>`
    select organization.id, coverage.form, coverage.state
    from organizations.organizations organization left join places.places place on place.id = organization.place_id
    join atlas.coverage coverage on coverage.organization_id in (organization.id, 'us-' || lower(substr(place.subdivision, 4)))
    where organization.id = any(${wanted.ids}) and ${standing(wanted.at)}
    order by coverage.organization_id <> organization.id, coverage.form`)
  return Map.groupBy(rows, ({ id }) => id)
}
