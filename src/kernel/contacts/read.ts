import { containing, type Reader, sql } from '#platform/db'
import { notFound } from '#platform/problem'
import type { Card, CardField, ImportView, KnownPerson, RejectView } from './schema.ts'

const importColumns = sql`import.id, body_id as "bodyId", body.name as "bodyName", file_name as "fileName", encoding, delimiter,
  begun_at as "begunAt", committed_at as "committedAt", undone_at as "undoneAt", counts`

/** Imports of the viewer's bodies, newest first; the walls decide which those are. */
export const listImports = (db: Reader): Promise<ImportView[]> =>
  db.all(sql<ImportView>`select ${importColumns}, null as content from people.imports import
    join bodies.bodies body on body.id = body_id order by begun_at desc, import.id desc limit 100`)

export async function getImport(db: Reader, id: string): Promise<ImportView> {
  const found = await db.one(sql<ImportView>`select ${importColumns}, content from people.imports import
    join bodies.bodies body on body.id = body_id where import.id = ${id}`)
  if (!found) throw notFound('people.import.unknown', 'There is no such import.')
  return found
}

export const listImportRejects = (db: Reader, importId: string): Promise<RejectView[]> =>
  db.all(sql<RejectView>`select number, row_number as "rowNumber", column_name as "column", value, reason
    from people.import_rejects where import_id = ${importId} order by number`)

/** Everybody whom a body knows, with its own card and with what they let its staff see; or some of them. */
export const listKnown = (
  db: Reader,
  wanted: { bodyId: string; ids?: string[]; text?: string | undefined },
): Promise<KnownPerson[]> =>
  db.all(sql<KnownPerson>`select person.id as "personId", coalesce(card.held->>'name', person.name) as name,
      coalesce(card.held, '{}') - 'name' as card, coalesce(own.said, '{}') as own
    from people.people person
    left join (select person_id, jsonb_object_agg(field, value) as held from people.cards where body_id = ${wanted.bodyId}
      group by person_id) card on card.person_id = person.id
    left join (select person_id, jsonb_object_agg(field, value) as said from people.fields where audience <> 'me' and field <> 'name'
      group by person_id) own on own.person_id = person.id
    where not person.is_public
      and person.id in (select person_id from bodies.belongings where body_id = ${wanted.bodyId})
      and ${wanted.ids ? sql`person.id = any (${wanted.ids}::text[])` : sql`true`}
      and ${wanted.text ? sql`coalesce(card.held->>'name', person.name) ilike ${containing(wanted.text)}` : sql`true`}
    order by name, person.id`)

export interface CardView {
  bodyId: string
  bodyName: string
  card: Card
}

/** What the viewer's bodies hold about a person, each its own. */
export const listCards = (db: Reader, personId: string): Promise<CardView[]> =>
  db.all(sql<CardView>`select body.id as "bodyId", body.name as "bodyName", jsonb_object_agg(field, value) as card
    from people.cards card join bodies.bodies body on body.id = card.body_id
    where person_id = ${personId} and bodies.is_open(body.id) group by body.id, body.name, body.position order by body.position`)

export interface ExportView {
  id: string
  bodyId: string
  bodyName: string
  accountId: string
  personIds: string[]
  madeAt: Date
}

export const findExport = (db: Reader, id: string): Promise<ExportView | undefined> =>
  db.one(sql<ExportView>`select export.id, body_id as "bodyId", body.name as "bodyName", account_id as "accountId", person_ids as "personIds",
      made_at as "madeAt" from people.exports export join bodies.bodies body on body.id = body_id where export.id = ${id}`)

export interface CardNaming {
  personId: string
  name: string
  title: string | null
  bodyName: string
}

/** People whose cards, of the viewer's bodies, say that they belong to an organization of one of these names. */
export const listCardsNaming = (db: Reader, names: string[]): Promise<CardNaming[]> =>
  db.all(sql<CardNaming>`select person.id as "personId", body.name as "bodyName", coalesce(${onSameCard('name')}, person.name) as name,
      ${onSameCard('title')} as title
    from people.cards card join bodies.bodies body on body.id = card.body_id join people.people person on person.id = card.person_id
    where card.field = 'organization' and bodies.is_open(card.body_id)
      and lower(card.value) = any (${names.map((name) => name.toLowerCase())}::text[])
      and exists (select from bodies.belongings where body_id = card.body_id and person_id = card.person_id)
    order by 3, person.id limit 500`)

const onSameCard = (field: string) => sql`(select value from people.cards other
  where other.body_id = card.body_id and other.person_id = card.person_id and other.field = ${field})`

/** What imports changed on the cards of a person, newest first; those that were taken back are left out. */
export const listImportChangesOf = (
  db: Reader,
  personId: string,
): Promise<{ importId: string; at: Date; field: CardField; before: string | null; after: string }[]> =>
  db.all(sql`select import_id as "importId", committed_at as at, field, before, after
    from people.import_changes change join people.imports import on import.id = import_id
    where person_id = ${personId} and committed_at is not null and undone_at is null
    order by committed_at desc, import_id, field limit 100`)
