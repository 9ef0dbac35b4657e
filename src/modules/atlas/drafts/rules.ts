import { isPartialDate } from '#kernel/claims'
import { slug } from '#platform/ids'
import { activities, legalStatuses } from '../engagements/schema.ts'
import { countryProblem } from '../matches/matching/country-names.ts'
import { foldName } from '../matches/matching/normal-names.ts'
import { qualifierSense, titleParts } from '../matches/matching/title-parts.ts'
import type { FieldName, fixedFields, Mapping } from '../recipes/schema.ts'
import type { Words } from '../spine/schema.ts'
import { readDate } from '../uploads/readers/dates.ts'
import type { RawRow } from '../uploads/readers/sheet.ts'
import type { Cell, Draft, End, RowReject, Said } from './schema.ts'

/** A row that cannot become a record: where it fails, and why. */
class Refusal extends Error {
  readonly cell: Cell | undefined
  readonly reason: string
  constructor(cell: Cell | undefined, reason: string, explanation: string) {
    super(explanation)
    this.cell = cell
    this.reason = reason
  }
}

type Cells = Partial<Record<FieldName, Cell>>

export interface Width {
  least: number
  most: number
}

/** As many cells as the heading has; nameless ones at its end promise nothing. */
export const widthOf = ({ columns }: { columns: { name: string }[] }): Width => ({
  least: columns.findLastIndex(({ name }) => !/^Column [A-Z]{1,2}$/.test(name)) + 1,
  most: columns.length,
})

interface Plan {
  mapping: Mapping
  names: string[]
  words: Words
  width: Width | undefined
}

/** Reads one row as its mapping says. Whatever does not fit is turned away with its cell and the reason; nothing is guessed. */
export function draftRow(row: RawRow, plan: Plan): { draft: Draft } | { reject: RowReject } {
  try {
    return { draft: readRow(row, plan) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { cell, reason, message } = error
    return {
      reject: {
        row: row.number,
        column: cell?.column ?? '',
        value: (cell?.raw ?? '').slice(0, 500),
        reason,
        explanation: message,
      },
    }
  }
}

function readRow(row: RawRow, { mapping, names, words, width }: Plan): Draft {
  if (row.isHidden && mapping.hidden === 'leave')
    throw new Refusal(undefined, 'hidden-row', 'The spreadsheet hides this row, and hidden rows were to be left out.')
  if (width && (row.cells.length < width.least || row.cells.slice(width.most).some((cell) => cell.trim() !== '')))
    throw new Refusal(
      undefined,
      'wrong-width',
      `The row has ${row.cells.length} cells and the heading ${names.length}: nobody can say which stands where.`,
    )
  const cells = cellsOf(row, names, mapping)
  for (const cell of Object.values(cells)) refuseCell(cell)
  const first = endOf('first', cells, mapping, words)
  if (!first) throw new Refusal(cells.firstPlace, 'no-place', 'The row names no place.')
  const said = saidIn(cells, mapping)
  if (mapping.record === 'membership') {
    const network = cells.network ?? fixedCell('network', mapping)
    if (!network) throw new Refusal(undefined, 'no-network', 'The row names no network.')
    return { row: row.number, first, second: undefined, network, said }
  }
  const second = endOf('second', cells, mapping, words)
  if (!second)
    throw new Refusal(cells.secondPlace ?? cells.secondCountry, 'no-partner', 'The row names no second place.')
  refusePair(first, second)
  return { row: row.number, first, second, network: undefined, said }
}

/** Mapped cells that say something, without the apostrophe that keeps a spreadsheet from running a cell as a formula. */
function cellsOf({ cells }: RawRow, names: string[], { columns }: Mapping): Cells {
  const found: Cells = {}
  for (const [at, name] of names.entries()) {
    const field = columns[name]
    const raw = cells[at] ?? ''
    if (field && !/^(?:\s*|-|–|—|n\/?a|none|null|unknown)$/i.test(raw)) found[field] = { field, column: name, at, raw }
  }
  return found
}

const longest: Partial<Record<FieldName, number>> = { note: 5000, title: 500 }

function refuseCell(cell: Cell): void {
  const { raw, field } = cell
  if (raw.includes('\0') || !raw.isWellFormed())
    throw new Refusal(cell, 'bad-character', 'The cell holds a character that cannot be stored.')
  if (raw.length > (longest[field] ?? 200))
    throw new Refusal(cell, 'too-long', `The cell has ${raw.length} characters; a quotation mark may be missing.`)
  if (/^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!)$/.test(raw.trim()))
    throw new Refusal(cell, 'spreadsheet-error', 'The cell holds an error of the spreadsheet instead of a value.')
}

const textOf = (cell: Cell | undefined): string =>
  (cell?.raw ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^'(?=[=+\-@])/, '')

function fixedCell(field: (typeof fixedFields)[number], { fixed }: Mapping): Cell | undefined {
  const raw = fixed[field]
  return raw ? { field, column: '', at: 0, raw } : undefined
}

function endOf(side: 'first' | 'second', cells: Cells, mapping: Mapping, words: Words): End | undefined {
  const named = cells[`${side}Place`]
  const identified = cells[`${side}Id`]
  const countryCell = cells[`${side}Country`] ?? fixedCell(`${side}Country`, mapping)
  const cell = named ?? identified ?? countryCell
  if (!cell || (!named && !identified && side === 'first' && countryCell?.column === '')) return undefined
  const title = titleParts(named ? textOf(named) : identified ? '' : textOf(countryCell))
  if (qualifierSense(title.qualifier) === 'not a place')
    throw new Refusal(cell, 'wrong-entity', `“${textOf(cell)}” is no place: its source says ${title.qualifier}.`)
  const countryText = textOf(countryCell)
  const told = countryText === '' ? undefined : words.country(countryText)
  if (countryText !== '' && !told) {
    const problem = countryProblem(countryText)
    throw new Refusal(countryCell, problem.reason, problem.explanation)
  }
  const last = title.within.at(-1) ?? ''
  const country = told ?? countryOf(last, words)
  const regionText = textOf(cells[`${side}Region`]) || (country === 'US' ? (title.within[0] ?? '') : '')
  const region = country === 'US' && regionText !== '' ? words.state(regionText) : undefined
  const point = pointOf(side, cells)
  return {
    key: [foldName(title.name), country, region ?? regionText.toLowerCase(), identified ? textOf(identified) : ''].join(
      '|',
    ),
    name: title.name,
    country,
    region: region ?? '',
    unreadRegion: country === 'US' && regionText !== '' && !region ? regionText : undefined,
    id: textOf(identified),
    point,
    cell,
  }
}

/** "Paris, France" and "Salem, Oregon" say where they lie; "Batumi, Georgia" could be either, so nobody knows. */
function countryOf(within: string, words: Words): string {
  if (within === '') return ''
  const state = words.state(within)
  const country = words.country(within)
  if (state && country) return ''
  return state ? 'US' : (country ?? '')
}

function pointOf(side: 'first' | 'second', cells: Cells): End['point'] {
  const [latitude, longitude] = [cells[`${side}Latitude`], cells[`${side}Longitude`]]
  if (!latitude || !longitude) return undefined
  const numbers = [latitude, longitude].map((cell, at) => {
    const number = Number(textOf(cell).replace(',', '.'))
    if (!Number.isFinite(number) || Math.abs(number) > (at === 0 ? 90 : 180))
      throw new Refusal(cell, 'bad-point', `“${textOf(cell)}” is no ${at === 0 ? 'latitude' : 'longitude'} on earth.`)
    return number
  })
  return { latitude: numbers[0] ?? 0, longitude: numbers[1] ?? 0 }
}

/** What is wrong with a pair whatever its names mean. */
function refusePair(first: End, second: End): void {
  if (first.country === '' || second.country === '') return
  if (first.country === second.country) {
    if (first.key === second.key && first.name !== '')
      throw new Refusal(second.cell, 'self-loop', `${first.name} is given as its own partner.`)
    throw new Refusal(second.cell, 'domestic-pair', `Both places lie in ${first.country}.`)
  }
  if (first.country !== 'US' && second.country !== 'US')
    throw new Refusal(undefined, 'out-of-scope', 'Neither place lies in the United States.')
}

function saidIn(cells: Cells, mapping: Mapping): Said[] {
  const said: Said[] = []
  const say = (property: string, cell: Cell | undefined, value: string) => {
    if (cell && value !== '') said.push({ property, value, cell })
  }
  const dates = (['started', 'ended'] as const).map((field) => {
    const cell = cells[field]
    if (!cell) return ''
    const read = readDate(textOf(cell), mapping.dates === '' ? undefined : mapping.dates)
    if ('problem' in read) throw new Refusal(cell, 'bad-date', read.problem)
    if (!isPartialDate(read.date))
      throw new Refusal(cell, 'bad-date', 'It is no date; write 1978, 1978-05 or 1978-05-03.')
    say(field, cell, read.date)
    return read.date
  })
  const [started = '', ended = ''] = dates
  const shorter = Math.min(started.length, ended.length)
  if (shorter > 0 && ended.slice(0, shorter) < started.slice(0, shorter))
    throw new Refusal(cells.ended, 'impossible-dates', `It ends (${ended}) before it begins (${started}).`)
  const kind = cells.kind ?? fixedCell('kind', mapping)
  say('kind', kind, kindOf(textOf(kind)))
  say('legal', cells.legal, wordOf(cells.legal, legalStatuses, 'legal status'))
  say('activity', cells.activity, wordOf(cells.activity, activities, 'activity'))
  // A tie between two places is called by its parties.
  if (mapping.record !== 'tie') say('title', cells.title, textOf(cells.title))
  for (const theme of textOf(cells.theme).split(/[|;]/)) say('theme', cells.theme, slug(theme))
  say('note', cells.note, textOf(cells.note))
  return said
}

const sameKinds: Record<string, string> = {
  'friendship-city': 'friendship',
  'friendship-cities': 'friendship',
  sister: 'sister-city',
  'sister-cities': 'sister-city',
  'twin-town': 'sister-city',
  'twin-city': 'sister-city',
  member: 'network-member',
}

function kindOf(text: string): string {
  const word = slug(text)
  return sameKinds[word] ?? word
}

function wordOf(cell: Cell | undefined, vocabulary: readonly string[], what: string): string {
  if (!cell) return ''
  const word = slug(textOf(cell))
  if (!vocabulary.includes(word))
    throw new Refusal(cell, 'unknown-value', `“${textOf(cell)}” is no ${what} we know: ${vocabulary.join(', ')}.`)
  return word
}
