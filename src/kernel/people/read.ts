import { type Reader, sql } from '#platform/db'

export interface TenureView {
  personId: string
  name: string
  title: string
  organizationId: string
  organizationName: string
  validFrom: string
  validTo: string
  sourceId: string | null
  sourceTitle: string | null
  sourceRetrievedOn: string | null
}

const view = sql`select person.id as "personId", person.name, post.title, post.organization_id as "organizationId",
      organization.name as "organizationName", tenure.valid_from as "validFrom", tenure.valid_to as "validTo",
      tenure.source_id as "sourceId", source.title as "sourceTitle", source.retrieved_on as "sourceRetrievedOn"
    from people.tenures tenure
    join people.people person on person.id = tenure.person_id
    join people.posts post on post.id = tenure.post_id
    join organizations.organizations organization on organization.id = post.organization_id
    left join sources.sources source on source.id = tenure.source_id`
const latestFirst = sql`order by tenure.valid_to = '' desc, tenure.valid_to desc, tenure.valid_from desc, person.name`

/** Who held which posts of an organization, latest first. */
export const listTenures = (db: Reader, organizationId: string): Promise<TenureView[]> =>
  db.all(sql<TenureView>`${view} where post.organization_id = ${organizationId} ${latestFirst}`)

/** Which posts somebody held, latest first. */
export const listTenuresOf = (db: Reader, personId: string): Promise<TenureView[]> =>
  db.all(sql<TenureView>`${view} where person.id = ${personId} ${latestFirst}`)
