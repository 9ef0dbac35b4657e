import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeText, detectEncoding } from '#platform/encoding'
import { draftRow, type Width } from '../../src/modules/atlas/drafts/rules.ts'
import type { Draft, RowReject } from '../../src/modules/atlas/drafts/schema.ts'
import { findCountry } from '../../src/modules/atlas/matches/matching/country-names.ts'
import { mapping } from '../../src/modules/atlas/recipes/schema.ts'
import { findDelimiter, readDelimited } from '../../src/modules/atlas/uploads/readers/delimited.ts'
import { root } from './template.ts'

const folder = join(root, '../shared/data/domain')

/** Files of others that lie beside the project where it is worked on, and nowhere else. */
export const hasRealFiles = existsSync(folder)

export interface Table {
  encoding: string
  delimiter: string
  names: string[]
  rows: { number: number; cells: string[] }[]
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** A delimited file as an import reads it. */
export async function readTable(bytes: Uint8Array, hasHeading = true): Promise<Table> {
  const encoding = await detectEncoding(whole(bytes))
  let text = ''
  for await (const piece of decodeText(whole(bytes), encoding)) text += piece
  const delimiter = findDelimiter(text.slice(0, 65_536))
  const rows: Table['rows'] = []
  const pieces = async function* () {
    yield text
  }
  for await (const row of readDelimited(pieces(), delimiter)) rows.push(row)
  const names = hasHeading ? (rows.shift()?.cells ?? []) : (rows[0]?.cells ?? []).map((_, at) => `Column ${at + 1}`)
  return { encoding, delimiter, names, rows }
}

export const readReal = (name: string, hasHeading = true): Promise<Table> =>
  readTable(new Uint8Array(readFileSync(join(folder, name))), hasHeading)

export const tableOf = (text: string, hasHeading = true): Promise<Table> =>
  readTable(new TextEncoder().encode(text), hasHeading)

const words = { country: (text: string) => findCountry(text)?.alpha2, state: () => undefined }

/** Every row as an import would take it: read, or turned away with the reason. */
export function drafted(
  { names, rows }: Table,
  told: { columns: Record<string, string>; fixed?: Record<string, string>; dates?: string },
): { drafts: Draft[]; rejects: RowReject[]; reasons: Record<string, number> } {
  const chosen = mapping.parse({
    ...{ sheet: 0, heading: { from: 1, rows: 1 }, record: 'tie', fixed: {}, dates: '', hidden: 'read', gone: 'keep' },
    ...told,
  })
  const width: Width = { least: names.length, most: names.length }
  const drafts: Draft[] = []
  const rejects: RowReject[] = []
  const reasons: Record<string, number> = {}
  for (const row of rows) {
    const became = draftRow(row, { mapping: chosen, names, words, width })
    if ('draft' in became) drafts.push(became.draft)
    else {
      rejects.push(became.reject)
      reasons[became.reject.reason] = (reasons[became.reject.reason] ?? 0) + 1
    }
  }
  return { drafts, rejects, reasons }
}

export const twins = {
  columns: { city1: 'firstPlace', country1: 'firstCountry', city2: 'secondPlace', country2: 'secondCountry' },
}
export const titles = { columns: { country: 'firstCountry', city: 'firstPlace', sister: 'secondPlace' } }
export const principals = {
  ...{ dates: 'mdy', fixed: { firstCountry: 'United States' } },
  columns: {
    ...{ 'Registrant Name': 'firstPlace', 'Country/Location Represented': 'secondCountry' },
    ...{ 'Foreign Principal Registration Date': 'started', 'Foreign Principal Termination Date': 'ended' },
  },
}
export const hekman = () => readReal('hekman-twincities/twin_cities.csv')
export const sisCities = () => readReal('pnadelofficial-sis-cities/sister_cities.csv')
export const fara = () => readReal('fara/FARA_All_ForeignPrincipals.csv')
export const embassies = () => readReal('database-of-embassies/database_of_embassies.csv')
export const pairs = (...rows: string[]) => tableOf(['city1,country1,city2,country2', ...rows].join('\n'))
export const sisters = (...rows: string[]) => tableOf(['country,city,sister', ...rows].join('\n'))
export const principalsOf = (...rows: string[]) =>
  tableOf([Object.keys(principals.columns).join(','), ...rows].join('\n'))
export const only = (table: Table, ...words: string[]): Table => ({
  ...table,
  rows: table.rows.filter(({ cells }) => words.some((word) => cells.includes(word))),
})
