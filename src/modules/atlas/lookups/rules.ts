import type { Holding } from '#kernel/holdings'
import { bareKey, buildGazetteer } from '../matches/matching/gazetteer.ts'
import { matchPlace } from '../matches/matching/match-place.ts'
import { foldName, nameKey } from '../matches/matching/normal-names.ts'
import { movesOf } from '../matches/matching/probability.ts'
import type { Answer, Core, Told } from '../reconciliation/schema.ts'
import type { Condition, Query } from '../spine/schema.ts'
import { columnLetters } from '../uploads/readers/sheet.ts'

export const lookupHoldings: Holding[] = [
  {
    ...{ table: 'atlas.lookups', title: 'Sheets you opened to reconciliation tools', about: { opened_by: 'account' } },
    ...{ fate: { is: 'erased' }, secret: ['code'] },
  },
]

export interface SheetRow {
  number: number
  cells: string[]
}

const rowType = { id: 'row', name: 'Row of the sheet' }
// Rows lie in no country; the wall that holds them together is the sheet.
const sheetCountry = 'sheet'

/** A sheet as something that can be asked: its rows by their names, with all other columns as properties. */
export function sheetCore(
  { columns, rows, nameColumn }: { columns: string[]; rows: SheetRow[]; nameColumn: number },
  { origin, base, rowsAt, title }: { origin: string; base: string; rowsAt: string; title: string },
): Core {
  const named = rows.filter(({ cells }) => nameKey(cells[nameColumn] ?? '') !== '')
  const byId = new Map(named.map((row) => [String(row.number), row]))
  const gazetteer = buildGazetteer(
    named.map(({ number, cells }) => ({
      ...{ id: String(number), name: cells[nameColumn] ?? '', country: sheetCountry, subdivision: '' },
      ...{ level: 'city', population: 0, seat: false },
    })),
  )
  const properties = columns.map((name, at) => ({ id: columnLetters(at), name: name || `Column ${columnLetters(at)}` }))
  const cellOf = (id: string, property: string): string =>
    byId.get(id)?.cells[properties.findIndex((each) => each.id === property)] ?? ''
  const told = ({ number, cells }: SheetRow): Told => ({
    id: String(number),
    name: cells[nameColumn] ?? '',
    description: [`Row ${number}`, ...cells.filter((cell, at) => at !== nameColumn && cell !== '').slice(0, 3)].join(
      ', ',
    ),
    type: rowType,
  })
  const answer = (id: string, more: Omit<Answer, keyof Told>): Answer[] => {
    const row = byId.get(id)
    return row ? [{ ...told(row), ...more }] : []
  }

  function find({ names, ids, kinds, conditions, limit }: Query): Answer[] {
    if (kinds.length > 0 && !kinds.includes(rowType.id)) return []
    const meets = (id: string, { property, values, quantifier }: Condition): boolean => {
      const has = (value: string) => isSame(cellOf(id, property), value)
      if (quantifier === 'none') return !values.some(has)
      return quantifier === 'all' ? values.every(has) : values.some(has)
    }
    const walls = conditions.filter((each) => each.isRequired || each.quantifier === 'none')
    const allows = (id: string) => walls.every((each) => meets(id, each))
    const known = ids.filter((id) => byId.has(id) && allows(id))
    const identified = [{ id: 'identifier', name: 'This row', value: true }]
    if (known.length > 0)
      return known.flatMap((id) => answer(id, { score: 100, isMatch: known.length === 1, features: identified }))
    const [name, ...otherNames] = names
    if (name === undefined) return []
    const hints = conditions.filter((each) => !walls.includes(each))
    const { decision, candidates } = matchPlace(gazetteer, {
      ...{ name, otherNames, countries: [sheetCountry], countryBecause: 'is a row of this sheet', subdivisions: [] },
      allows: (place) => allows(place.id),
      cells: (place) =>
        hints.map((hint) => {
          const called = properties.find(({ id }) => id === hint.property)?.name ?? hint.property
          const cell = cellOf(place.id, hint.property)
          return {
            agrees: meets(place.id, hint),
            words: `${called} is ${cell === '' ? 'empty' : `“${cell.slice(0, 80)}”`}`,
          }
        }),
    })
    return candidates.slice(0, limit).flatMap(({ place, probability, steps }, at) =>
      answer(place.id, {
        score: Math.round(1000 * probability) / 10,
        isMatch: decision === 'automatic' && at === 0,
        features: movesOf(steps).map(({ kind, words, by }) => ({
          ...{ id: kind.replaceAll(' ', '-'), name: words, value: Math.round(1000 * by) / 10 },
        })),
      }),
    )
  }

  return {
    name: `${title}, by ${properties[nameColumn]?.name ?? 'name'}`,
    base,
    documentation: `${origin}/data/reconcile`,
    identifierSpace: `${origin}${rowsAt}/`,
    schemaSpace: `${origin}${base}/columns/`,
    view: (id) => `${origin}${rowsAt}/${id}`,
    preview: (id) => `${origin}${rowsAt}/${id}`,
    types: [rowType],
    defaultTypes: [rowType],
    properties,
    find,
    cellsOf: (id, property) => {
      const cell = cellOf(id, property)
      return cell === '' ? [] : [{ str: cell }]
    },
    suggest(prefix) {
      const wanted = foldName(prefix)
      return wanted === ''
        ? []
        : named.filter(({ cells }) => foldName(cells[nameColumn] ?? '').startsWith(wanted)).map(told)
    },
    tell(id) {
      const row = byId.get(id)
      return row && `${told(row).name}: ${told(row).description}`
    },
  }
}

const isSame = (cell: string, value: string): boolean =>
  cell.trim() === value.trim() || (bareKey(cell) !== '' && bareKey(cell) === bareKey(value))
