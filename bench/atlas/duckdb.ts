import { DuckDBInstance, version } from '@duckdb/node-api'
import type { Question } from '../../src/modules/atlas/explore/engine/question.ts'
import { cellOf, type PageState } from './page-state.ts'
import {
  columns,
  type Dialect,
  facetNames,
  groupingSets,
  MANY,
  plainQueries,
  type SqlQuestion,
  splitGroups,
  toSql,
} from './sql.ts'

export interface SqlPeer {
  name: string
  /** Answers as anybody would write it. */
  plain: (question: Question) => Promise<PageState>
  /** Answers as well as the engine can be made to. */
  tuned: (question: Question) => Promise<PageState>
  /** The same with one GROUPING SETS query in place of a small one for each facet, where that is a way of its own. */
  grouped?: (question: Question) => Promise<PageState>
  close: () => Promise<void>
}

type Row = Record<string, unknown>

const plainDialect: Dialect = {
  hasAny: (column, values) => `list_has_any(${column}, [${values.map((value) => `'${value}'`).join(', ')}])`,
}

/**
 * In memory, two threads. Plain: text columns as loaded. Tuned: enumerations, rows in the order of the map's curve, themes as
 * bits, one temporary table with the mask of failed filters, and over it small queries or one GROUPING SETS query.
 */
export async function openDuckdb(file: string): Promise<SqlPeer> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  const all = async (sql: string): Promise<Row[]> => (await connection.runAndReadAll(sql)).getRowObjectsJS()
  const types = columns.map((name) => `'${name}': '${numeric.has(name) ? 'BIGINT' : 'VARCHAR'}'`).join(', ')
  await connection.run(`create table engagements as select * replace (string_split(${MANY}, ';') as ${MANY})
    from read_csv('${file}', delim = '\t', header = false, quote = '', nullstr = '\\N', columns = {${types}})`)
  const themes = (await all(`select distinct unnest(${MANY}) as value from engagements order by value`)).map(
    ({ value }) => String(value),
  )
  for (const name of facetNames)
    if (name !== MANY)
      await connection.run(`create type ${name}_value as enum (select distinct ${name} from engagements)`)
  const bits = themes
    .map((value, bit) => `(case when list_contains(${MANY}, '${value}') then ${2 ** bit} else 0 end)`)
    .join(' + ')
  const enums = facetNames.filter((name) => name !== MANY).map((name) => `${name}::${name}_value as ${name}`)
  await connection.run(`create table sorted as select id, words, us_x::integer as us_x, us_y::integer as us_y,
    start_day::integer as start_day, start_year::smallint as start_year, end_day::integer as end_day, known_from::integer as known_from,
    known_to::integer as known_to, ${enums.join(', ')}, (${bits})::bigint as theme from engagements
    order by (us_x >> 20) nulls last, us_y >> 20, place, partner`)
  const bitOf = (value: string) => (themes.includes(value) ? 2 ** themes.indexOf(value) : 0)
  const tunedDialect: Dialect = {
    hasAny: (column, values) => `(${column} & ${values.reduce((sum, value) => sum + bitOf(value), 0)}) <> 0`,
  }
  return {
    name: `DuckDB ${version()} in memory, 2 threads`,
    plain: async (question) => {
      const queries = plainQueries(question, plainDialect, `unnest(${MANY})`)
      const rows: Record<string, Row[]> = {}
      for (const [name, sql] of Object.entries(queries)) rows[name] = await all(sql)
      return stateOfRows(question, rows)
    },
    tuned: (question) => answerTuned(all, question, themes, tunedDialect, countEach),
    grouped: (question) => answerTuned(all, question, themes, tunedDialect, countTogether),
    close: async () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

const numeric = new Set<string>(['us_x', 'us_y', 'start_day', 'start_year', 'end_day', 'known_from', 'known_to'])

type All = (sql: string) => Promise<Row[]>
/** Counts every facet with one value in a row, and the years, over `marked`. */
type CountFacets = (
  all: All,
  filters: SqlQuestion['filters'],
  lifted: (name: string) => string,
) => Promise<Record<string, Row[]>>

const countEach: CountFacets = async (all, _filters, lifted) => {
  const rows: Record<string, Row[]> = {}
  for (const name of facetNames.filter((facet) => facet !== MANY))
    rows[name] = await all(
      `select ${name} as value, count(*)::integer as n from marked where ${lifted(name)} group by ${name}`,
    )
  rows.years = await all(
    `select start_year as value, count(*)::integer as n from marked where ${lifted('start')} group by start_year`,
  )
  return rows
}

const countTogether: CountFacets = async (all, filters) => splitGroups(await all(groupingSets(filters)), filters)

async function answerTuned(
  all: All,
  question: Question,
  themes: readonly string[],
  dialect: Dialect,
  countFacets: CountFacets,
): Promise<PageState> {
  const { hard, filters, inView, shift } = toSql(question, dialect)
  const names = facetNames.filter((name) => name !== MANY)
  const fails = filters.map(({ sql }, at) => `(case when ${sql} then 0 else ${2 ** at} end)`).join(' + ') || '0'
  await all(`create or replace temp table marked as select * from (
    select ${names.join(', ')}, theme, us_x, us_y, start_day, start_year, id, (${fails})::integer as fails from sorted where ${hard}
  ) where bit_count(fails) <= 1`)
  const lifted = (name: string) => {
    const at = filters.findIndex((filter) => filter.name === name)
    return at < 0 ? 'fails = 0' : `fails in (0, ${2 ** at})`
  }
  const themeRow = (
    await all(
      `select ${themes.map((_, bit) => `count(*) filter (where theme & ${2 ** bit} <> 0 and ${lifted(MANY)}) as t${bit}`).join(', ')} from marked`,
    )
  )[0]
  const rows = await countFacets(all, filters, lifted)
  rows.theme = themes.map((value, bit) => ({ value, n: themeRow?.[`t${bit}`] }))
  rows.total = await all(
    'select count(*) as n, count(*) filter (where start_day is null) as undated from marked where fails = 0',
  )
  rows.clusters = await all(
    `select us_x >> ${shift} as cx, us_y >> ${shift} as cy, count(*) as n from marked where fails = 0 and ${inView} group by cx, cy`,
  )
  rows.rows = await all('select id from marked where fails = 0 order by start_day desc nulls last, id limit 20')
  return stateOfRows(question, rows)
}

export function stateOfRows(question: Question, rows: Record<string, Row[]>): PageState {
  const counts = (list: Row[] = []) => {
    const found: Record<string, number> = {}
    for (const { value, n } of list) if (Number(n) > 0) found[value === null ? 'undated' : String(value)] = Number(n)
    return found
  }
  return {
    total: Number(rows.total?.[0]?.n),
    undated: Number(rows.total?.[0]?.undated),
    facets: Object.fromEntries(facetNames.map((name) => [name, counts(rows[name])])),
    years: counts(rows.years),
    clusters: Object.fromEntries(
      (rows.clusters ?? []).map(({ cx, cy, n }) => [cellOf(question, Number(cx), Number(cy)), Number(n)]),
    ),
    ids: (rows.rows ?? []).map(({ id }) => String(id)),
  }
}
