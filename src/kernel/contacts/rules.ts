import {
  emptyRecord,
  foldRecord,
  matchPeople,
  type PersonMatch,
  type PersonRecord,
  SAME_FROM,
} from '#kernel/duplicates'
import { type Field, fields } from '#kernel/profiles'
import { secretHash } from '#platform/ids'
import type { Sheet } from './readers/read-sheet.ts'
import { type Card, type CardField, cardFieldNames, cardFields, type KnownPerson, type Mapping } from './schema.ts'

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

/** Fields of a person, on the card and in their own words, whose opening is noted and shown to them. */
export const sensitiveOf = ({ card, own }: KnownPerson): string[] => [
  ...new Set([
    ...cardFieldNames.filter((field) => card[field] !== undefined && cardFields[field].isSensitive),
    ...Object.keys(own).filter((field) => fields[field as Field].isSensitive), // only what profiles know is written there
  ]),
]
