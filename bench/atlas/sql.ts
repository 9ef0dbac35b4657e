import { boxOnGrid } from '../../src/modules/atlas/explore/engine/boxes.ts'
import { cellLevel } from '../../src/modules/atlas/explore/engine/cells.ts'
import { atlasSchema, type EngagementRow, UNKNOWN } from '../../src/modules/atlas/explore/engine/engagement-row.ts'
import { GRID_BITS, toGrid } from '../../src/modules/atlas/explore/engine/mercator.ts'
import { type Question, yearOf } from '../../src/modules/atlas/explore/engine/question.ts'
import { wordsOf } from '../../src/modules/atlas/explore/engine/text.ts'

export const facetNames = atlasSchema.facets.map(({ name }) => name)
/** The one facet with several values in a row. */
export const MANY = 'theme'

/** The columns of the file both databases load, in its order. */
export const columns = [
  ...['id', 'words', 'us_x', 'us_y', 'start_day', 'start_year', 'end_day', 'known_from', 'known_to'],
  ...facetNames,
] as const

export function toLine(row: EngagementRow): string {
  const at = row.usPoint && toGrid(row.usPoint)
  const numbers = [
    at?.x,
    at?.y,
    row.startDay,
    row.startDay === undefined ? undefined : yearOf(row.startDay),
    row.endDay,
    row.knownFrom,
  ]
  const values = facetNames.map((name) => (row.facets[name]?.length ? row.facets[name].join(';') : UNKNOWN))
  return [
    row.id,
    ` ${wordsOf(row.title).join(' ')} `,
    ...numbers.map((value) => value ?? '\\N'),
    row.knownTo ?? '\\N',
    ...values,
  ].join('\t')
}

/** How one database says what the other says otherwise. */
export interface Dialect {
  hasAny: (column: string, values: readonly string[]) => string
}

export interface SqlQuestion {
  hard: string
  filters: { name: string; sql: string }[]
  inView: string
  shift: number
}

const quote = (value: string) => `'${value.replaceAll("'", "''")}'`

export function toSql(question: Question, dialect: Dialect): SqlQuestion {
  const hard: string[] = []
  if (question.knownAt === undefined) hard.push('known_to is null')
  else hard.push(`known_from <= ${question.knownAt} and (known_to is null or known_to > ${question.knownAt})`)
  if (question.asOf !== undefined)
    hard.push(
      `(start_day is null or start_day <= ${question.asOf}) and (end_day is null or end_day >= ${question.asOf})`,
    )
  const words = wordsOf(question.text ?? '')
  words.forEach((word, at) => {
    const isUnfinished = at === words.length - 1 && !(question.text ?? '').endsWith(' ')
    hard.push(`words like '% ${word}${isUnfinished ? '' : ' '}%'`)
  })
  const inView = question.viewport ? boxSql(question) : 'us_x is not null'
  if (question.withinViewport && question.viewport) hard.push(inView)
  const filters = Object.entries(question.facets ?? {}).map(([name, values]) => ({
    name,
    sql: name === MANY ? dialect.hasAny(name, values) : `${name} in (${values.map(quote).join(', ')})`,
  }))
  if (question.starts) {
    const { from, to } = question.starts
    const inside = [
      from === undefined ? 'true' : `start_day >= ${from}`,
      to === undefined ? 'true' : `start_day <= ${to}`,
    ].join(' and ')
    const undated = question.includeUndated ? 'start_day is null or ' : 'start_day is not null and '
    filters.push({ name: 'start', sql: `(${undated}(${inside}))` })
  }
  return { hard: hard.join(' and '), filters, inView, shift: GRID_BITS - cellLevel(question.zoom ?? 0) }
}

function boxSql({ viewport }: Question): string {
  const box = boxOnGrid(viewport ?? { west: -180, south: -90, east: 180, north: 90 })
  const across =
    box.west <= box.east ? `us_x between ${box.west} and ${box.east}` : `(us_x >= ${box.west} or us_x <= ${box.east})`
  return `us_x is not null and us_y between ${box.north} and ${box.south} and ${across}`
}

/** The ten-odd queries anybody would write: one for each thing on the page, each with all filters but its own. */
export function plainQueries(question: Question, dialect: Dialect, unnest: string): Record<string, string> {
  const { hard, filters, inView, shift } = toSql(question, dialect)
  const where = (lifted?: string) =>
    [hard, ...filters.filter(({ name }) => name !== lifted).map(({ sql }) => sql)].join(' and ')
  const facet = (name: string) =>
    name === MANY
      ? `select value, count(*) as n from (select ${unnest} as value from engagements where ${where(name)}) as each_value group by value`
      : `select ${name} as value, count(*) as n from engagements where ${where(name)} group by ${name}`
  return {
    total: `select count(*) as n, count(*) filter (where start_day is null) as undated from engagements where ${where()}`,
    ...Object.fromEntries(facetNames.map((name) => [name, facet(name)])),
    years: `select start_year as value, count(*) as n from engagements where ${where('start')} group by start_year`,
    clusters: `select us_x >> ${shift} as cx, us_y >> ${shift} as cy, count(*) as n from engagements where ${where()} and ${inView} group by cx, cy`,
    rows: `select id from engagements where ${where()} order by start_day desc nulls last, id limit 20`,
  }
}

/** The columns that one GROUPING SETS query counts: every facet with one value in a row, and the years. */
const grouped = [...facetNames.filter((name) => name !== MANY), 'start_year']

/** All of them in one query over `marked`, whose rows carry the mask of the filters they fail. */
export function groupingSets(filters: SqlQuestion['filters']): string {
  const own = filters.map((_, at) => `, count(*) filter (where fails = ${2 ** at}) as n${at}`).join('')
  return `select grouping(${grouped.join(', ')}) as facet_set, ${grouped.join(', ')}, count(*) filter (where fails = 0) as n${own}
    from marked group by grouping sets (${grouped.map((name) => `(${name})`).join(', ')})`
}

type Row = Record<string, unknown>

/** The rows of that query by facet: each counts what passes all filters, and what fails none but its own. */
export function splitGroups(found: readonly Row[], filters: SqlQuestion['filters']): Record<string, Row[]> {
  const rows: Record<string, Row[]> = { years: [] }
  for (const row of found) {
    const at = grouped.findIndex((_, place) => ((Number(row.facet_set) >> (grouped.length - 1 - place)) & 1) === 0)
    const name = grouped[at] ?? ''
    const filter = filters.findIndex((candidate) => candidate.name === (name === 'start_year' ? 'start' : name))
    const key = name === 'start_year' ? 'years' : name
    rows[key] ??= []
    rows[key].push({ value: row[name], n: Number(row.n) + (filter < 0 ? 0 : Number(row[`n${filter}`])) })
  }
  return rows
}
