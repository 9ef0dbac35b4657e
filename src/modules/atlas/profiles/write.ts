import { indexDocuments, type NewDocument, removeDocuments } from '#kernel/search'
import { type Reader, sql, type Writer } from '#platform/db'
import { announce } from '#platform/live'
import { listEntries } from '../documents/read.ts'
import { partyLabel } from '../engagements/read.ts'
import { findSurvivors, leadingOn } from '../merges/read.ts'

interface OrganizationRow {
  id: string
  kind: string
  label: string
  names: string | null
  engagements: number
  identifiers: string
}

/** What organizations are called, where they are or which of them are one has changed: every node's spine is read anew. */
export const organizationsChanged = 'atlas.organizations.changed'

/** Brings the search index up to date for records that changed; part of the deed that changed them. */
export async function indexRecords(
  db: Writer,
  input: { engagementIds: string[]; organizationIds: string[] },
): Promise<void> {
  const { documents, gone } = await engagementDocuments(db, input.engagementIds)
  await removeDocuments(db, 'engagement', gone)
  // A record that is part of another is found under that one.
  const survivors = await findSurvivors(db, input.organizationIds)
  for (const kind of survivors.size > 0 ? ['government', 'network'] : [])
    await removeDocuments(db, kind, [...survivors.keys()])
  const standing = [...new Set(input.organizationIds.map((id) => survivors.get(id) ?? id))]
  const organizations = await listOrganizationRows(db, standing)
  await indexDocuments(db, [
    ...documents,
    ...(await listEntries(db, { subjectIds: input.engagementIds })),
    ...organizations.map(organizationDocument),
    ...(await personDocuments(db, input.organizationIds)),
    ...(await ruleDocuments(db)),
  ])
  if (input.organizationIds.length > 0) await announce(db, organizationsChanged, {})
}

async function engagementDocuments(db: Reader, ids: string[]): Promise<{ documents: NewDocument[]; gone: string[] }> {
  const rows = await db.all(
    sql<{ id: string; title: string; kind: string; note: string; visibility: 'public' | 'staff' }>`
      select engagement.id, version.title, version.kind, version.note, engagement.visibility
      from atlas.engagements engagement
      join atlas.versions version on version.engagement_id = engagement.id and version.known_to is null
      where engagement.id = any(${ids})`,
  )
  const standing = new Set(rows.map((row) => row.id))
  return {
    gone: ids.filter((id) => !standing.has(id)),
    documents: rows.map((row) => ({
      kind: 'engagement',
      recordId: row.id,
      title: row.title,
      summary: row.kind.replaceAll('-', ' '),
      body: row.note,
      address: `/engagements/${row.id}`,
      audience: row.visibility,
    })),
  }
}

const listOrganizationRows = (db: Reader, ids: string[]): Promise<OrganizationRow[]> =>
  db.all(sql<OrganizationRow>`select organization.id, organization.kind, ${partyLabel} as label,
      concat_ws(' ', (select string_agg(name, ' ' order by name, language, names.kind) from organizations.names
        where organization_id = organization.id), part.names) as names,
      (select count(*) from atlas.participations where organization_id = organization.id) as engagements,
      concat_ws(' ', place.iso_3166_1, place.iso_3166_2, place.geoid, place.ocd_id) as identifiers
    from organizations.organizations organization
    left join places.places place on place.id = organization.place_id
    left join organizations.organizations state on state.id = 'us-' || lower(substr(place.subdivision, 4))
    left join organizations.organizations country on country.id = lower(place.country)
    left join (select led.kept_id, string_agg(concat_ws(' ', part.name, known.names), ' ' order by part.id) as names
      from ${leadingOn} led join organizations.organizations part on part.id = led.gone_id
      left join lateral (select string_agg(name, ' ' order by name, language, names.kind) as names from organizations.names
        where organization_id = part.id) known on true
      group by led.kept_id) part on part.kept_id = organization.id
    where organization.id = any(${ids})`)

function organizationDocument(row: OrganizationRow): NewDocument {
  const kind = row.kind === 'country' ? 'country' : row.kind === 'network' ? 'network' : 'government'
  const address = { country: '/countries/', network: '/networks/', government: '/governments/' }[kind] + row.id
  return {
    kind,
    recordId: row.id,
    title: row.label,
    summary: row.kind.replaceAll('-', ' '),
    body: `${row.names ?? ''} ${row.identifiers}`.trim(),
    address,
    // A country or state before a town of its name; a place with ties before one without.
    weight: (kind === 'country' ? 3 : row.kind === 'state' ? 2.5 : 1.5) + Math.min(1, row.engagements / 10),
  }
}

/** Networks are organizations with a file of their own, which memberships point at. */
export const recordNetworks = (db: Writer): Promise<number> =>
  db.save(sql`insert into atlas.networks (id, mandate) select id, note from organizations.organizations
    where kind = 'network' on conflict do nothing`)

const ruleDocuments = (db: Reader): Promise<NewDocument[]> =>
  db.all(sql<NewDocument>`select 'rule' as kind, id as "recordId", title, citation as summary, summary as body,
    '/rules/' || id as address, 2::real as weight from atlas.rules`)

/** Office holders are found by name and lead to the government they serve or served. */
const personDocuments = (db: Reader, organizationIds: string[]): Promise<NewDocument[]> =>
  db.all(sql<NewDocument>`select distinct on (person.id) 'person' as kind, person.id as "recordId", person.name as title,
      post.title || ', ' || organization.name as summary, '/governments/' || organization.id || '#people' as address,
      1::real as weight
    from people.tenures tenure join people.people person on person.id = tenure.person_id
    join people.posts post on post.id = tenure.post_id
    join organizations.organizations organization on organization.id = post.organization_id
    where organization.id = any(${organizationIds})
    order by person.id, tenure.valid_to = '' desc, tenure.valid_to desc`)
