import { candidatePairs } from './blocking.ts'
import { isOneSlip, likeness } from './likeness.ts'
import { foldRecord, type PersonField, type PersonRecord, personFields } from './person-record.ts'

/** Why two records are or are not taken for one person: the fields that say something, in bits of evidence. */
export interface Reason {
  field: PersonField
  /** log2 of how many times likelier the two values are for one person than for two; below zero it speaks against. */
  bits: number
}

export interface PersonMatch {
  a: number
  b: number
  /** Sum over all fields. */
  bits: number
}

/** From so many bits on two records are one person; the same for every source (`npm run bench -- people-match`). */
export const SAME_FROM = 12

interface Weight {
  /** Share of true pairs in which the field agrees. */
  agrees: number
  /** Bits that agreement can give at most, however rare the value. */
  most: number
}

/**
 * First guesses in the manner of Fellegi and Sunter ("A Theory for Record Linkage", 1969), kept because they reach the bar on three
 * sets with one threshold: how often a field agrees when the person is the same, and a ceiling for what agreement can say.
 */
const weights: Record<PersonField, Weight> = {
  givenName: { agrees: 0.9, most: 9 },
  familyName: { agrees: 0.9, most: 10 },
  bornOn: { agrees: 0.9, most: 13 },
  email: { agrees: 0.8, most: 16 },
  phone: { agrees: 0.7, most: 13 },
  organization: { agrees: 0.7, most: 6 },
  streetNumber: { agrees: 0.85, most: 6 },
  street: { agrees: 0.85, most: 9 },
  premises: { agrees: 0.8, most: 9 },
  locality: { agrees: 0.85, most: 8 },
  postcode: { agrees: 0.85, most: 8 },
  region: { agrees: 0.9, most: 2 },
}

const byDigits = new Set<PersonField>(['bornOn', 'phone', 'postcode', 'streetNumber'])

/** Pairs of records that are likely one person, the surest first. Numbers are places in the list. */
export function matchPeople(records: readonly PersonRecord[], from = SAME_FROM): PersonMatch[] {
  const people = records.map(foldRecord)
  const rarity = countValues(people)
  const found: PersonMatch[] = []
  for (const pair of candidatePairs(people)) {
    const [a, b] = [Math.floor(pair / people.length), pair % people.length]
    const [one, other] = [people[a], people[b]]
    if (!one || !other) continue
    const bits = totalBits(one, other, rarity)
    if (bits >= from) found.push({ a, b, bits })
  }
  return found.sort((x, y) => y.bits - x.bits || x.a - y.a || x.b - y.b)
}

/** What each field says about two records, for people to read. `among` gives how rare the values are. */
export function explainMatch(a: PersonRecord, b: PersonRecord, among: readonly PersonRecord[]): Reason[] {
  const [one, other] = [foldRecord(a), foldRecord(b)]
  const rarity = countValues(among.map(foldRecord))
  const names = nameBits(one, other, rarity)
  return [
    { field: 'givenName' as const, bits: names.given },
    { field: 'familyName' as const, bits: names.family },
    ...otherFields.map((field) => ({ field, bits: fieldBits(field, one[field], other[field], rarity) })),
  ].filter(({ bits }) => bits !== 0)
}

const otherFields = personFields.filter((field) => field !== 'givenName' && field !== 'familyName')

function totalBits(one: PersonRecord, other: PersonRecord, rarity: Rarity): number {
  const { given, family } = nameBits(one, other, rarity)
  let [support, against] = [0, 0]
  for (const field of otherFields) {
    const bits = fieldBits(field, one[field], other[field], rarity)
    if (bits > 0) support += bits
    else against += bits
  }
  const bits = given + family + support + against
  // Many people share a name: without anything else in common it is never enough.
  return support >= LEAST_SUPPORT ? bits : Math.min(bits, SAME_FROM - 1)
}

/** Bits that fields other than the name must give. */
const LEAST_SUPPORT = 3

/** Names stand in either order: given and family names are often typed into each other's column. */
function nameBits(one: PersonRecord, other: PersonRecord, rarity: Rarity): { given: number; family: number } {
  const straight = {
    given: fieldBits('givenName', one.givenName, other.givenName, rarity),
    family: fieldBits('familyName', one.familyName, other.familyName, rarity),
  }
  if (straight.given + straight.family > 0) return straight
  const crossed = {
    given: fieldBits('givenName', one.givenName, other.familyName, rarity),
    family: fieldBits('familyName', one.familyName, other.givenName, rarity),
  }
  return crossed.given + crossed.family - 1 > straight.given + straight.family ? crossed : straight
}

/** Bits for agreement, for a likeness between, and against for two different values; nothing when one is unknown. */
function fieldBits(field: PersonField, a: string, b: string, rarity: Rarity): number {
  if (a === '' || b === '') return 0
  const { agrees, most } = weights[field]
  const against = Math.log2(1 - agrees)
  if (a === b) return Math.min(most, rarity.bitsOf(field, a))
  const alike = byDigits.has(field) ? (isOneSlip(a, b) ? 0.9 : 0) : likeness(a, b)
  if (alike < LEAST_ALIKE) return against
  const full = Math.min(most, rarity.bitsOf(field, a), rarity.bitsOf(field, b))
  return against + (full - against) * ((alike - LEAST_ALIKE) / (1 - LEAST_ALIKE)) ** 0.7
}

/** Unrelated names reach such a likeness by chance. */
const LEAST_ALIKE = 0.75

interface Rarity {
  /** log2 of one in how many records has this value: what agreement on it says. */
  bitsOf(field: PersonField, value: string): number
}

function countValues(people: readonly PersonRecord[]): Rarity {
  const counts = new Map<PersonField, Map<string, number>>()
  for (const field of personFields) {
    const ofField = new Map<string, number>()
    for (const { [field]: value } of people) if (value !== '') ofField.set(value, (ofField.get(value) ?? 0) + 1)
    counts.set(field, ofField)
  }
  const total = Math.max(people.length, LEAST_PEOPLE)
  return { bitsOf: (field, value) => Math.log2(total / (counts.get(field)?.get(value) ?? 1)) }
}

/** In a short list every value is rare; it is judged as if there were a thousand people. */
const LEAST_PEOPLE = 1000
