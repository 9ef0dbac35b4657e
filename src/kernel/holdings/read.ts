import { addressHash } from '#kernel/access'
import { readSheet } from '#kernel/contacts'
import { type Reader, type Sql, sql } from '#platform/db'
import { digitsOf, listHoldings, tellsOf, wordsOf } from './rules.ts'
import type { Holding, Reference, Subject } from './schema.ts'

/** Everything by which rows about somebody are found. Asked with the whole sight: what is theirs stands behind every wall. */
export async function findSubject(
  db: Reader,
  wanted: { personIds: string[]; accountId: string | null },
): Promise<Subject> {
  const people = await db.all(sql<{ id: string }>`with recursive mine (id) as (
      select unnest(${wanted.personIds}::text[])
      union select gone_id from mine join people.merges merge on merge.kept_id = mine.id and merge.undone_at is null
        -- A record that another body knows, or that signs in, is that body's to judge.
        where not exists (select from bodies.belongings where person_id = gone_id)
          and not exists (select from access.accounts where person_id = gone_id))
    select id from mine order by id`)
  const personIds = people.map((person) => person.id)
  const accounts = await db.all(sql<{ id: string }>`select id from access.accounts
    where person_id = any (${personIds}::text[]) or id = ${wanted.accountId}`)
  const accountIds = accounts.map((account) => account.id)
  const said = await db.all(sql<{ field: string; value: string; isTheirs: boolean }>`
    select 'email' as field, address as value, true as "isTheirs" from access.addresses where account_id = any (${accountIds}::text[])
    union select 'name', name, false from people.people where id = any (${personIds}::text[]) and name <> ''
    union select field, value, false from people.fields where person_id = any (${personIds}::text[]) and field in ('name', 'email', 'phone')
    union select field, value, ${accountIds.length === 0} from people.cards
      where person_id = any (${personIds}::text[]) and field in ('name', 'email', 'phone')`)
  const of = (field: string, rows = said) => [
    ...new Set(rows.filter((row) => row.field === field).map((row) => row.value)),
  ]
  const addresses = of(
    'email',
    said.filter((row) => row.isTheirs),
  ).map((address) => address.toLowerCase())
  return {
    ...{ personIds, accountIds, addresses, addressHashes: addresses.map(addressHash) },
    words: {
      names: of('name'),
      addresses: of('email').map((address) => address.toLowerCase()),
      // Fewer digits are no number of anybody's.
      phones: of('phone').filter((phone) => digitsOf(phone).length >= 7),
    },
  }
}

/** Does a column of free text tell of somebody? */
function mentions(column: Sql<unknown>, { words }: Subject): Sql<unknown> {
  const holds = (text: string) => sql`position(${text} in lower(${column})) > 0`
  const names = words.names.map(wordsOf).filter((parts) => parts.length > 0)
  const ways = [
    ...words.addresses.map(holds),
    ...words.phones.map(
      (phone) => sql`position(${digitsOf(phone)} in regexp_replace(${column}, '[^0-9]', '', 'g')) > 0`,
    ),
    ...names.map((parts) => sql`(${sql.join(parts.map(holds), sql` and `)})`),
  ]
  return ways.length > 0 ? sql`(${sql.join(ways, sql` or `)})` : sql`false`
}

function matches(table: string, [name, reference]: [string, Reference], subject: Subject): Sql<unknown> {
  const column = sql.ref(`${table}.${name}`)
  const accounts = subject.accountIds.map((id) => `account:${id}`)
  switch (reference) {
    case 'person':
      return sql`${column} = any (${subject.personIds}::text[])`
    case 'people':
      return sql`${column} && ${subject.personIds}::text[]`
    case 'account':
      return sql`${column} = any (${subject.accountIds}::text[])`
    case 'actor':
      return sql`${column} = any (${accounts}::text[])`
    case 'subject':
      return sql`${column} = any (${[...accounts, ...subject.personIds.map((id) => `person:${id}`)]}::text[])`
    case 'address':
      return sql`lower(${column}) = any (${subject.addresses}::text[])`
    case 'address hash':
      return sql`${column} = any (${subject.addressHashes}::text[])`
    case 'text':
      return mentions(column, subject)
  }
}

const isAbout = (holding: Holding, table: string, subject: Subject): Sql<unknown> => {
  const ways = Object.entries(holding.about ?? {}).map((each) => matches(table, each, subject))
  return ways.length > 0 ? sql`(${sql.join(ways, sql` or `)})` : sql`false`
}

/** The rows of one holding that are about somebody, or of one body only; the table is called `record`. */
export function rowsAbout(holding: Holding, subject: Subject, bodyId: string | null): Sql<unknown> {
  const parent = holding.within && listHoldings().find((each) => each.table === holding.within?.table)
  const hangsOn =
    holding.within && parent
      ? sql`exists (select from ${sql.raw(parent.table)} parent where ${sql.raw(holding.within.on)} and ${isAbout(parent, 'parent', subject)})`
      : sql`false`
  return sql`(${isAbout(holding, 'record', subject)} or ${hangsOn})
    and ${holding.only ? sql.raw(`(${holding.only})`) : sql`true`}
    and ${bodyId === null ? sql`true` : sql`${sql.ref(`record.${holding.body}`)} = ${bodyId}`}`
}

/** Holdings that have a say: all of them, or those of which one body holds its part. */
export const holdingsFor = (bodyId: string | null): Holding[] =>
  listHoldings().filter((holding) => bodyId === null || holding.body !== undefined)

export interface HeldView {
  holding: Holding
  count: number
}

/** How many rows of each kind are about somebody: what an erasure would do, before it does it. */
export async function countHeld(db: Reader, subject: Subject, bodyId: string | null): Promise<HeldView[]> {
  const holdings = holdingsFor(bodyId)
  const counts = holdings.map(
    (holding) =>
      sql`(select count(*)::int from ${sql.raw(holding.table)} record where ${rowsAbout(holding, subject, bodyId)})`,
  )
  const { found } = await db.only(sql<{ found: number[] }>`select array[${sql.join(counts)}] as found`)
  return holdings.map((holding, at) => ({ holding, count: found[at] ?? 0 })).filter(({ count }) => count > 0)
}

export type HeldRow = Record<string, unknown>

/** The rows themselves, for whom they are about; without what opens something or tells of somebody else. */
export async function readHeld(db: Reader, holding: Holding, subject: Subject): Promise<HeldRow[]> {
  const rows = await db.all(sql<{ row: HeldRow }>`select to_jsonb(record) - ${holding.secret ?? []}::text[] as row
    from ${sql.raw(holding.table)} record where ${rowsAbout(holding, subject, null)} order by record::text`)
  return rows.map(({ row }) => row)
}

export interface DraftRows {
  importId: string
  bodyId: string
  delimiter: string
  columns: string[]
  theirs: string[][]
  others: string[][]
}

/** Rows of lists that are not brought in yet, apart: those that tell of somebody, and the others. */
export async function splitDrafts(db: Reader, subject: Subject, bodyId: string | null): Promise<DraftRows[]> {
  const drafts = await db.all(sql<{
    id: string
    bodyId: string
    content: string
    delimiter: string
  }>`select id, body_id as "bodyId",
      content, delimiter from people.imports record
    where content is not null and ${mentions(sql.ref('record.content'), subject)}
      and ${bodyId === null ? sql`true` : sql`body_id = ${bodyId}`}`)
  return drafts.map(({ id, bodyId: owner, content, delimiter }) => {
    const sheet = readSheet(content, delimiter)
    const cells = sheet.rows.map((row) => row.cells)
    const isTheirs = (row: string[]) => tellsOf(subject, row)
    const theirs = cells.filter(isTheirs)
    return {
      ...{ importId: id, bodyId: owner, delimiter, columns: sheet.columns, theirs },
      others: cells.filter((row) => !isTheirs(row)),
    }
  })
}
