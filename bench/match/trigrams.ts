import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import type { GazetteerName, PlaceQuery } from './samples.ts'

/** Answers of PostgreSQL's pg_trgm over the same names: the most similar, then the most populous. */
export async function trigramAnswers(
  names: readonly GazetteerName[],
  queries: readonly PlaceQuery[],
  spell: (name: string) => string,
): Promise<{ hits: number; milliseconds: number }> {
  const db = await PGlite.create({ extensions: { pg_trgm } })
  await db.exec(
    'create extension pg_trgm; create table names (id int, country text, population int, languages text[], name text)',
  )
  for (let from = 0; from < names.length; from += 20_000) {
    const rows = names.slice(from, from + 20_000).map((one) => ({ ...one, name: spell(one.names.at(-1) ?? '') }))
    await db.query(
      `insert into names select id, country, population, languages, name from jsonb_to_recordset($1::jsonb)
        as row(id int, country text, population int, languages text[], name text)`,
      [JSON.stringify(rows)],
    )
  }
  await db.exec('create index on names using gin (name gin_trgm_ops); analyze')
  let hits = 0
  const began = performance.now()
  for (const query of queries) {
    const { rows } = await db.query<{ id: number }>(
      `select id from names where name % $1 and ($2::text is null or country = $2) and not languages <@ array[$3] or (name % $1 and
        languages = '{}' and ($2::text is null or country = $2)) order by similarity(name, $1) desc, population desc limit 1`,
      [spell(query.text), query.country ?? null, query.language],
    )
    if (rows[0]?.id === query.gold) hits += 1
  }
  const milliseconds = (performance.now() - began) / queries.length
  await db.close()
  return { hits, milliseconds }
}
