import { allow, type Viewer } from '#kernel/access'
import { containing, type Reader, type Sql, sql } from '#platform/db'
import { hasStanding, isTagged } from '../bulk/read.ts'
import { visibleTo } from '../engagements/read.ts'
import { leadingOn, listParts, standsAlone } from '../merges/read.ts'
import type { OrganizationRow, OrganizationsAsked } from './schema.ts'

/** Organizations of every kind by name; `after` is the last one of the page before. */
export async function listDeskOrganizations(
  db: Reader,
  viewer: Viewer,
  asked: OrganizationsAsked & { limit: number },
): Promise<OrganizationRow[]> {
  allow(viewer, 'atlas.organization.read')
  const { after, id, limit } = asked
  return db.all(sql<OrganizationRow>`select organization.id, organization.kind, organization.name, place.country,
      place.subdivision, (select count(*)::int ${tiesOf(viewer)}) as ties, (select count(*)::int ${tenures}) as people
    ${matching(viewer, asked)} and ${after === undefined ? sql`true` : sql`(organization.name, organization.id) > (${after}, ${id})`}
    order by organization.name, organization.id limit ${limit}`)
}

export async function countDeskOrganizations(db: Reader, viewer: Viewer, asked: OrganizationsAsked): Promise<number> {
  allow(viewer, 'atlas.organization.read')
  const { count } = await db.only(sql<{ count: number }>`select count(*)::int as count ${matching(viewer, asked)}`)
  return count
}

/** Ids of all that the question finds, on every page of the list. */
export async function listIdsAsked(db: Reader, viewer: Viewer, asked: OrganizationsAsked): Promise<string[]> {
  allow(viewer, 'atlas.organization.read')
  const rows = await db.all(sql<{ id: string }>`select organization.id ${matching(viewer, asked)}`)
  return rows.map(({ id }) => id)
}

const tiesOf = (viewer: Viewer): Sql<unknown> => sql`from atlas.participations participation
  join atlas.engagements engagement on engagement.id = participation.engagement_id and ${visibleTo(viewer)}
  where participation.organization_id = organization.id`
const tenures = sql`from people.tenures tenure join people.posts post on post.id = tenure.post_id
  where post.organization_id = organization.id`
const having = (answer: '' | 'yes' | 'no', what: Sql<unknown>): Sql<unknown> =>
  answer === '' ? sql`true` : sql`exists (select ${what}) = ${answer === 'yes'}`

const matching = (viewer: Viewer, asked: OrganizationsAsked): Sql<unknown> => {
  const { q, kind, state, country, ties, people, tag, standing } = asked
  return sql`from organizations.organizations organization
    left join places.places place on place.id = organization.place_id
    where ${standsAlone} and ${kind ? sql`organization.kind = ${kind}` : sql`true`}
      and ${state ? sql`place.subdivision = ${state.toUpperCase()}` : sql`true`}
      and ${country ? sql`place.country = ${country.toUpperCase()}` : sql`true`}
      and ${tag ? isTagged(tag) : sql`true`} and ${standing ? hasStanding(standing) : sql`true`}
      and ${having(ties, tiesOf(viewer))} and ${having(people, tenures)}
      and ${
        q
          ? sql`(organization.name ilike ${containing(q)} or exists (select from organizations.names
              where organization_id = organization.id and names.name ilike ${containing(q)})
            or exists (select from ${leadingOn} led join organizations.organizations part on part.id = led.gone_id
              where led.kept_id = organization.id and part.name ilike ${containing(q)}))`
          : sql`true`
      }`
}

/** Names under which an organization is written on lists: its own and every one it bears or bore, and those of its parts. */
export async function listSpellings(db: Reader, organizationId: string): Promise<string[]> {
  const ids = [organizationId, ...(await listParts(db, organizationId)).map(({ id }) => id)]
  const rows = await db.all(sql<{ name: string }>`select name from organizations.organizations where id = any(${ids})
    union select name from organizations.names where organization_id = any(${ids})`)
  return rows.map(({ name }) => name)
}
