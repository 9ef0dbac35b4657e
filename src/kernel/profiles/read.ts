import { containing, type Reader, type Sql, sql } from '#platform/db'
import { notFound } from '#platform/problem'
import type { FieldView } from './schema.ts'

export interface ProfileView {
  personId: string
  fields: FieldView[]
  /** Bodies through which the viewer may know of this person, those that the person has left included. */
  bodies: { id: string; name: string; standing: string; isCurrent: boolean }[]
}

/** Fields of a person: all of one's own, and of others those whose audience the viewer belongs to. The wall decides, in the database. */
export const listFields = (db: Reader, personId: string): Promise<FieldView[]> =>
  db.all(sql<FieldView>`select field, value, audience from people.fields where person_id = ${personId} order by field`)

/** What the viewer may see of a person: nothing at all, if the walls do not let them know of the person. */
export async function getProfile(db: Reader, personId: string): Promise<ProfileView> {
  const person = await db.one(
    sql<{ id: string }>`select id from people.people where id = ${personId} and not is_public`,
  )
  if (!person) throw notFound('profiles.person.unknown', 'There is no such person.')
  const bodies = await db.all(sql<ProfileView['bodies'][number]>`select body.id, body.name, belonging.standing,
      (belonging.until is null or belonging.until >= current_date) as "isCurrent"
    from bodies.belongings belonging join bodies.bodies body on body.id = belonging.body_id
    where belonging.person_id = ${personId} order by body.position, belonging.standing`)
  return { personId, fields: await listFields(db, personId), bodies }
}

/** As `getProfile`, for staff: only people whom one of their bodies knows. */
export async function getKnownProfile(db: Reader, personId: string): Promise<ProfileView> {
  const profile = await getProfile(db, personId)
  if (profile.bodies.length === 0) throw notFound('profiles.person.unknown', 'There is no such person.')
  return profile
}

export interface PersonRow {
  personId: string
  name: string
  bodyNames: string[]
  since: string
}

export interface PeopleWanted {
  text?: string | undefined
  standing?: 'member' | 'contact' | 'staff' | undefined
  /** As the cards of the viewer's bodies say, or part of it. */
  organization?: string | undefined
  region?: string | undefined
  /** A word by which a body of the viewer sorts people. */
  tag?: string | undefined
  bodyId?: string | undefined
  ids?: string[] | undefined
}

const onCard = (fields: string[], text: string | undefined) =>
  text
    ? sql`exists (select from people.cards card where card.person_id = person.id and bodies.is_open(card.body_id)
        and card.field = any (${fields}::text[]) and card.value ilike ${containing(text)})`
    : sql`true`

/** People whom the viewer's bodies know, by name; the walls decide who that is, in the database. */
export const listPeople = (
  db: Reader,
  wanted: PeopleWanted & { after?: { name: string; id: string } | undefined; limit: number },
): Promise<PersonRow[]> =>
  db.all(sql<PersonRow>`select person.id as "personId", person.name, array_agg(distinct body.name) as "bodyNames",
      min(belonging.since)::text as since
    ${known(wanted)}
      and ${wanted.after ? sql`(person.name, person.id) > (${wanted.after.name}, ${wanted.after.id})` : sql`true`}
    group by person.id, person.name order by person.name, person.id limit ${wanted.limit}`)

/** How many they are. */
export async function countPeople(db: Reader, wanted: PeopleWanted): Promise<number> {
  const { count } = await db.only(
    sql<{ count: number }>`select count(distinct person.id)::int as count ${known(wanted)}`,
  )
  return count
}

/** All of them, for a deed on everybody who matches. */
export async function listPeopleIds(db: Reader, wanted: PeopleWanted): Promise<string[]> {
  const rows = await db.all(sql<{ id: string }>`select distinct person.id ${known(wanted)} order by person.id`)
  return rows.map(({ id }) => id)
}

const known = (wanted: PeopleWanted): Sql<unknown> =>
  sql`from (select id, is_public, coalesce((select min(value) from people.cards where person_id = people.id and field = 'name'), name) as name
      from people.people) person
    join bodies.belongings belonging on belonging.person_id = person.id
    join bodies.bodies body on body.id = belonging.body_id
    where not person.is_public and ${wanted.text ? sql`person.name ilike ${containing(wanted.text)}` : sql`true`}
      and ${wanted.ids ? sql`person.id = any (${wanted.ids}::text[])` : sql`true`}
      and ${wanted.bodyId ? sql`belonging.body_id = ${wanted.bodyId}` : sql`true`}
      and ${wanted.standing ? sql`belonging.standing = ${wanted.standing}` : sql`true`}
      and ${wanted.tag ? sql`exists (select from people.tags where person_id = person.id and tag = ${wanted.tag})` : sql`true`}
      and ${onCard(['organization'], wanted.organization)} and ${onCard(['region', 'city'], wanted.region)}`

export interface LookView {
  looker: string
  lookerBody: string | null
  fields: string[]
  lookedAt: Date
}

/** Who looked at one's sensitive fields, newest first. */
export const listLooks = (db: Reader, personId: string): Promise<LookView[]> =>
  db.all(sql<LookView>`select coalesce(people.looker_name(look.looker_account_id), look.looker, 'Somebody who has left') as looker, body.name as "lookerBody", fields, looked_at as "lookedAt"
    from people.looks look left join bodies.bodies body on body.id = looker_body_id where person_id = ${personId} order by looked_at desc, look.id desc limit 200`)
