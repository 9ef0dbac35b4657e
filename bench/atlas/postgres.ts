import { chmodSync } from 'node:fs'
import { dirname } from 'node:path'
import pg from 'pg'
import type { Question } from '../../src/modules/atlas/explore/engine/question.ts'
import { type SqlPeer, stateOfRows } from './duckdb.ts'
import { columns, type Dialect, facetNames, groupingSets, MANY, plainQueries, splitGroups, toSql } from './sql.ts'

const numeric = new Set<string>(['us_x', 'us_y', 'start_day', 'start_year', 'end_day', 'known_from', 'known_to'])
const dialect: Dialect = {
  hasAny: (column, values) => `${column} && array[${values.map((value) => `'${value}'`).join(', ')}]::text[]`,
}

/**
 * A server on this machine, named by BENCH_POSTGRES, in a database of its own that is emptied. Plain: an index on each
 * filterable column, GIN for themes and trigrams of the title, GiST for positions, one query for each part of the page.
 * Tuned: one temporary table with the mask of failed filters, then one GROUPING SETS query; two parallel workers, JIT off.
 */
export async function openPostgres(file: string): Promise<SqlPeer | undefined> {
  const address = process.env.BENCH_POSTGRES
  if (!address) return undefined
  const client = new pg.Client({ connectionString: address })
  await client.connect()
  const all = async (sql: string): Promise<Record<string, unknown>[]> => (await client.query(sql)).rows
  // The server reads the file itself.
  chmodSync(dirname(file), 0o755)
  chmodSync(file, 0o644)
  await all('create extension if not exists postgis; create extension if not exists pg_trgm')
  for (const setting of [
    "work_mem = '256MB'",
    "temp_buffers = '512MB'",
    'jit = off',
    'max_parallel_workers_per_gather = 2',
  ])
    await all(`set ${setting}`)
  const typed = columns.map((name) =>
    name === 'id' ? 'id text collate "C"' : `${name} ${numeric.has(name) ? 'integer' : 'text'}`,
  )
  await all(`drop table if exists engagements, loaded; create unlogged table loaded (${typed.join(', ')})`)
  await all(`copy loaded from '${file}'`)
  const rest = columns.filter((name) => name !== MANY)
  await all(`create unlogged table engagements as select ${rest.join(', ')}, string_to_array(${MANY}, ';') as ${MANY},
    st_makepoint(us_x, us_y) as geom from loaded order by us_x >> 20, us_y >> 20; drop table loaded`)
  for (const name of [...facetNames.filter((facet) => facet !== MANY), 'start_day'])
    await all(`create index on engagements (${name})`)
  await all(`create index on engagements using gin (${MANY}); create index on engagements using gin (words gin_trgm_ops);
    create index on engagements using gist (geom); create index on engagements (start_day desc nulls last, id)`)
  await all('vacuum analyze engagements')
  const version = await all("select split_part(version(), ' ', 2) as server, postgis_lib_version() as postgis")
  return {
    name: `PostgreSQL ${String(version[0]?.server)} + PostGIS ${String(version[0]?.postgis)}`,
    plain: async (question) => {
      const rows: Record<string, Record<string, unknown>[]> = {}
      for (const [name, sql] of Object.entries(plainQueries(question, dialect, `unnest(${MANY})`)))
        rows[name] = await all(sql)
      return stateOfRows(question, rows)
    },
    tuned: (question) => answerTuned(all, question),
    close: () => client.end(),
  }
}

async function answerTuned(all: (sql: string) => Promise<Record<string, unknown>[]>, question: Question) {
  const { hard, filters, inView, shift } = toSql(question, dialect)
  const names = facetNames.filter((name) => name !== MANY)
  const fails = filters.map(({ sql }, at) => `(case when ${sql} then 0 else ${2 ** at} end)`).join(' + ') || '0'
  await all('drop table if exists marked')
  await all(`create temp table marked as select * from (
    select ${names.join(', ')}, ${MANY}, us_x, us_y, start_day, start_year, id, ${fails} as fails from engagements where ${hard}
  ) as all_rows where fails in (0${filters.map((_, at) => `, ${2 ** at}`).join('')})`)
  const kept = (name: string) => {
    const at = filters.findIndex((filter) => filter.name === name)
    return at < 0 ? 'fails = 0' : `fails in (0, ${2 ** at})`
  }
  const rows = splitGroups(await all(groupingSets(filters)), filters)
  rows[MANY] = await all(
    `select value, count(*) as n from marked, unnest(${MANY}) as value where ${kept(MANY)} group by value`,
  )
  rows.total = await all(
    'select count(*) as n, count(*) filter (where start_day is null) as undated from marked where fails = 0',
  )
  rows.clusters = await all(
    `select us_x >> ${shift} as cx, us_y >> ${shift} as cy, count(*) as n from marked where fails = 0 and ${inView} group by cx, cy`,
  )
  rows.rows = await all('select id from marked where fails = 0 order by start_day desc nulls last, id limit 20')
  return stateOfRows(question, rows)
}
