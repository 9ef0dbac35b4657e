import { parse } from 'csv-parse/sync'
import {
  emptyRecord,
  foldRecord,
  matchPeople,
  type PersonMatch,
  type PersonRecord,
  SAME_FROM,
} from '#kernel/duplicates'
import { secretHash } from '#platform/ids'
import { invalid } from '#platform/problem'
import { type Card, type CardField, cardFieldNames, cardFields, type KnownPerson, type Mapping } from './schema.ts'

export interface Decoded {
  text: string
  encoding: 'UTF-8' | 'UTF-16' | 'windows-1252'
}

/** Bytes to text. A mark at the beginning decides; then zero bytes speak for UTF-16, and what is no UTF-8 is windows-1252. */
export function decode(bytes: Uint8Array): Decoded {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return { text: read('utf-16le', bytes), encoding: 'UTF-16' }
  if (first === 0xfe && second === 0xff) return { text: read('utf-16be', bytes), encoding: 'UTF-16' }
  const head = bytes.subarray(0, 2000)
  const zeros = (from: number) => head.filter((byte, at) => at % 2 === from && byte === 0).length
  if (zeros(1) > head.length / 4) return { text: read('utf-16le', bytes), encoding: 'UTF-16' }
  if (zeros(0) > head.length / 4) return { text: read('utf-16be', bytes), encoding: 'UTF-16' }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' }
  } catch {
    // Not an accident but an answer: every sequence of bytes is windows-1252, so UTF-8 is tried before it.
    return { text: read('windows-1252', bytes), encoding: 'windows-1252' }
  }
}

const read = (encoding: string, bytes: Uint8Array) => new TextDecoder(encoding).decode(bytes)

const delimiters = ['\t', ';', ',', '|', ':', '^', '~']

/** The mark that stands most often in the heading, outside quotation marks; a comma for a file of one column. */
export function findDelimiter(text: string): string {
  const heading = (
    text
      .replaceAll(/"[^"]*"/g, '')
      .split(/\r?\n/)
      .find((line) => line.trim() !== '') ?? ''
  ).trimEnd()
  const counted = delimiters.map((mark) => ({ mark, times: heading.split(mark).length - 1 }))
  const best = counted.reduce((most, each) => (each.times > most.times ? each : most))
  return best.times > 0 ? best.mark : ','
}

export interface Sheet {
  columns: string[]
  /** Rows with something in them, numbered as a spreadsheet does: the heading is row 1. */
  rows: { number: number; cells: string[] }[]
}

export function readSheet(text: string, delimiter: string): Sheet {
  let records: string[][]
  try {
    records = parse(text, { delimiter, relax_column_count: true, relax_quotes: true, bom: true })
  } catch {
    throw invalid(
      'people.import.unreadable',
      'This is no table we can read: a quotation mark is opened and never closed.',
      {
        file: 'Save the list as CSV and send it again',
      },
    )
  }
  const numbered = records.map((cells, at) => ({ number: at + 1, cells: cells.map(clean) }))
  const [heading, ...rows] = numbered.filter(({ cells }) => cells.some((cell) => cell !== ''))
  if (!heading || rows.length === 0)
    throw invalid('people.import.empty', 'There are no rows in it.', {
      file: 'Send a list with a heading and at least one row',
    })
  if (heading.cells.length > 200)
    throw invalid('people.import.wide', 'It has more than 200 columns.', {
      file: 'Send only the columns that say something of people',
    })
  return { columns: heading.cells, rows }
}

/** Without white space around, and without the apostrophe that keeps a spreadsheet from running a cell as a formula. */
const clean = (cell: string): string => cell.trim().replace(/^'(?=[=+\-@])/, '')

const folded = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const heardAs = new Map<string, CardField>(
  cardFieldNames.flatMap((field) =>
    [field, cardFields[field].label, ...cardFields[field].heard].map((word) => [folded(word), field] as const),
  ),
)

/** Each field is suggested once, for the first column that is called so. */
export function suggestMapping(columns: string[]): Mapping {
  const taken = new Set<CardField>()
  return columns.map((column) => {
    const field = heardAs.get(folded(column))
    if (!field || taken.has(field)) return undefined
    taken.add(field)
    return field
  })
}

export interface Row {
  number: number
  name: string
  card: Card
  hash: string
}
export interface Reject {
  rowNumber: number
  column: string
  value: string
  reason: string
}

/** Every row of the sheet is accepted or turned away with a reason; none is dropped. */
export function readRows(sheet: Sheet, mapping: Mapping): { rows: Row[]; rejects: Reject[] } {
  const rows: Row[] = []
  const rejects: Reject[] = []
  for (const { number, cells } of sheet.rows) {
    const fault = faultOf(sheet, mapping, cells)
    if (fault) rejects.push({ rowNumber: number, ...fault })
    else rows.push(rowOf(number, mapping, cells))
  }
  return { rows, rejects }
}

function faultOf(sheet: Sheet, mapping: Mapping, cells: string[]): Omit<Reject, 'rowNumber'> | undefined {
  const beyond = cells.findIndex((cell, at) => at >= sheet.columns.length && cell !== '')
  if (beyond >= 0)
    return {
      column: `column ${beyond + 1}`,
      value: cells[beyond] ?? '',
      reason: 'The row has more cells than the heading',
    }
  for (const [at, field] of mapping.entries()) {
    const value = cells[at] ?? ''
    const reason = field && value !== '' ? wrongWith(field, value) : undefined
    if (reason) return { column: sheet.columns[at] ?? '', value: value.slice(0, 200), reason }
  }
  if (nameOf(cardOf(mapping, cells)) === '')
    return { column: 'Name', value: '', reason: 'There is no name, so nobody would know who this is' }
  return undefined
}

function wrongWith(field: CardField, value: string): string | undefined {
  if (value.includes('\0') || value.includes('\uFFFD'))
    return 'A character could not be read; check how the file was saved'
  if (field !== 'note' && value.length > 200) return 'Longer than 200 characters'
  if (value.length > 4000) return 'Longer than 4,000 characters'
  if (field === 'email' && !/^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+$/.test(value)) return 'This is no e-mail address'
  if (field === 'phone' && value.replace(/\D/g, '').length < 5) return 'This is no phone number'
  return undefined
}

function rowOf(number: number, mapping: Mapping, cells: string[]): Row {
  const { name: _, ...card } = cardOf(mapping, cells)
  const name = nameOf(cardOf(mapping, cells))
  // What the row says, not where it stands: the same row in another file, in other columns, is the same.
  const said = cardFieldNames.map((field) => (field === 'name' ? name : (card[field] ?? '')))
  return { number, name, card, hash: secretHash(said.join('\n')) }
}

const cardOf = (mapping: Mapping, cells: string[]): Card =>
  Object.fromEntries(mapping.flatMap((field, at) => (field && cells[at] ? [[field, cells[at]]] : [])))

const nameOf = (card: Card): string =>
  card.name ?? [card.givenName, card.familyName].filter((part) => part !== undefined).join(' ')

/** A known person or a row, as the matcher reads it. A name in one piece ends with the family name, unless a comma says otherwise. */
export function recordOf(person: Pick<KnownPerson, 'name' | 'card'> & { own?: Record<string, string> }): PersonRecord {
  const { card, own = {} } = person
  const [family, given] = person.name.includes(',')
    ? person.name.split(/,\s*/, 2)
    : [/\S+$/.exec(person.name)?.[0], person.name.replace(/\s*\S+$/, '')]
  return {
    ...emptyRecord,
    givenName: card.givenName ?? given ?? '',
    familyName: card.familyName ?? family ?? '',
    email: card.email ?? own.email ?? '',
    phone: card.phone ?? own.phone ?? '',
    organization: card.organization ?? own.employer ?? '',
    locality: card.city ?? '',
    postcode: card.postcode ?? '',
    region: card.region ?? own.region ?? '',
  }
}

/**
 * Sure enough to act without asking: the evidence is there, both names agree to the letter (in either order), and so does something that
 * is one person's own. People who share a desk or a household share much, but not both names.
 */
export function isSure(a: PersonRecord, b: PersonRecord): boolean {
  const [one, other] = [foldRecord(a), foldRecord(b)]
  const straight = one.givenName === other.givenName && one.familyName === other.familyName
  const crossed = one.givenName === other.familyName && one.familyName === other.givenName
  const agrees = (field: 'email' | 'phone') => one[field] !== '' && one[field] === other[field]
  const differs = one.email !== '' && other.email !== '' && one.email !== other.email
  return (straight || crossed) && (agrees('email') || (agrees('phone') && !differs))
}

export interface Plan {
  /** People nobody here knew. */
  people: { personId: string; name: string }[]
  changes: { personId: string; field: CardField; before: string | null; after: string }[]
  outcomes: { number: number; hash: string; outcome: 'added' | 'updated' | 'unchanged'; personId: string | null }[]
  pairs: { one: string; other: string; bits: number }[]
}

/** Fewer bits than these are chance; between them and certainty somebody must look. */
export const ASK_FROM = 8

/** Decides what becomes of each row: one sure partner and it is theirs, several or none and it is somebody new. */
export function planImport(input: {
  rows: Row[]
  known: KnownPerson[]
  seen: ReadonlySet<string>
  newId: () => string
}): Plan {
  const seen = new Set(input.seen)
  const plan: Plan = { people: [], changes: [], outcomes: [], pairs: [] }
  const fresh: Row[] = []
  for (const row of input.rows) {
    if (seen.has(row.hash))
      plan.outcomes.push({ number: row.number, hash: row.hash, outcome: 'unchanged', personId: null })
    else fresh.push(row)
    seen.add(row.hash)
  }
  const records = [...input.known, ...fresh].map(recordOf)
  const cards = new Map(input.known.map((person) => [person.personId, { ...person.card }]))
  const ids: string[] = input.known.map((person) => person.personId)
  const matches = fresh.length > 0 ? matchPeople(records, ASK_FROM) : []
  const changed = new Map<string, Plan['changes'][number]>()
  const before = new Map<number, number[]>()
  for (const { a, b, bits } of matches) {
    const [earlier, later] = a < b ? [a, b] : [b, a]
    if (later < input.known.length || bits < SAME_FROM) continue
    if (isSure(records[a] ?? emptyRecord, records[b] ?? emptyRecord))
      before.set(later, [...(before.get(later) ?? []), earlier])
  }
  fresh.forEach((row, at) => {
    const place = input.known.length + at
    const sure = [...new Set((before.get(place) ?? []).map((earlier) => ids[earlier]))]
    const [only] = sure
    const personId = sure.length === 1 && only !== undefined ? only : input.newId()
    const isKnown = cards.has(personId)
    if (!isKnown) plan.people.push({ personId, name: row.name })
    ids[place] = personId
    const differs = changeCard(plan, cards, changed, { personId, said: row.card })
    const outcome = !isKnown ? 'added' : differs ? 'updated' : 'unchanged'
    plan.outcomes.push({ number: row.number, hash: row.hash, outcome, personId })
  })
  plan.pairs = distinctPairs(matches, ids)
  return plan
}

/** What the file says is newer than what is on the card; what it leaves empty stays. */
function changeCard(
  plan: Plan,
  cards: Map<string, Card>,
  changed: Map<string, Plan['changes'][number]>,
  { personId, said }: { personId: string; said: Card },
): boolean {
  const card = cards.get(personId) ?? {}
  cards.set(personId, card)
  let differs = false
  for (const field of cardFieldNames) {
    const after = said[field]
    if (after === undefined || after === card[field]) continue
    const earlier = changed.get(`${personId} ${field}`)
    // Two rows of one person: the later one holds, and what was before the import is what comes back.
    if (earlier) earlier.after = after
    else {
      const change = { personId, field, before: card[field] ?? null, after }
      plan.changes.push(change)
      changed.set(`${personId} ${field}`, change)
    }
    card[field] = after
    differs = true
  }
  return differs
}

/** Pairs of people, each once with its strongest evidence. */
export function distinctPairs(matches: readonly PersonMatch[], ids: readonly string[]): Plan['pairs'] {
  const pairs = new Map<string, Plan['pairs'][number]>()
  for (const { a, b, bits } of matches) {
    const [one = '', other = ''] = [ids[a] ?? '', ids[b] ?? ''].sort()
    if (one === other) continue
    const key = `${one} ${other}`
    if ((pairs.get(key)?.bits ?? 0) < bits) pairs.set(key, { one, other, bits })
  }
  return [...pairs.values()]
}
