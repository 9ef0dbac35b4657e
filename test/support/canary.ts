import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Database, sql, wholeSight } from '#platform/db'

const listTables = (database: Database): Promise<{ name: string }[]> =>
  database.read((db) =>
    db.all(sql<{ name: string }>`select quote_ident(table_schema) || '.' || quote_ident(table_name) as name
      from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
      order by 1`),
  )

/** Every table of every schema in which a word stands, each column as text. */
export async function tablesWith(database: Database, canary: string): Promise<string[]> {
  const names: string[] = []
  for (const table of await listTables(database)) {
    const { count } = await database.read(
      (db) =>
        db.only(sql<{ count: number }>`select count(*) as count from ${sql.raw(table.name)} record
          where record::text ilike ${`%${canary}%`} or to_jsonb(record)::text ilike ${`%${canary}%`}`),
      wholeSight,
    )
    if (count > 0) names.push(table.name)
  }
  return names.sort()
}

/** Files below a folder that hold a word. */
export const filesWith = (place: string, canary: string): string[] =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const bytes = readFileSync(path)
      return [canary, canary.toLowerCase(), canary.toUpperCase()].some((way) => bytes.includes(way))
    })

/** Every row of every table, as one fingerprint for each: two states of a database are the same when these are. */
export async function fingerprintOf(database: Database): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const { name } of await listTables(database)) {
    const { print } = await database.read(
      (db) =>
        db.only(sql<{ print: string }>`select md5(coalesce(string_agg(row, e'\n' order by row), '')) as print
          from (select to_jsonb(record)::text as row from ${sql.raw(name)} record) each`),
      wholeSight,
    )
    found[name] = print
  }
  return found
}

/** A task that a browser is set is another one each time, whoever asks. */
export const withoutTask = (text: string): string =>
  text.replace(/"(?:nonce|salt|signature|keyPrefix|keySignature)":"[0-9a-f]+"/g, '')
