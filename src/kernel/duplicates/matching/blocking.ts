import type { PersonRecord } from './person-record.ts'

/** Larger groups say nothing of a person and would be compared for hours. */
const MOST_IN_GROUP = 100

const first = (text: string, letters: number) => (text.length >= Math.min(letters, 3) ? text.slice(0, letters) : '')
const last = (text: string, letters: number) => (text.length >= 3 ? text.slice(-letters) : '')
const joined = (...parts: string[]): string => (parts.includes('') ? '' : parts.join('|'))

/**
 * Keys of a record: two records that share none are taken to be two people. Each key leaves out some of the fields, so that errors
 * in any two of them leave another key whole.
 */
export function keysOf(person: PersonRecord): string[] {
  const { givenName: given, familyName: family, bornOn, postcode, street, streetNumber, locality, premises } = person
  const names = [given, family].sort()
  return [
    joined('e', person.email),
    joined('t', person.phone),
    joined('b', bornOn),
    joined('n', ...names.map((name) => first(name, 4))),
    joined('m', ...names.map((name) => last(name, 4))),
    joined('fp', first(family, 3), postcode),
    joined('gp', first(given, 3), postcode),
    joined('gl', first(given, 3), first(locality, 4)),
    joined('fl', first(family, 3), first(locality, 4)),
    joined('sn', first(street, 5), streetNumber),
    joined('sp', first(street, 5), postcode),
    joined('pl', first(premises, 6), first(locality, 4)),
    joined('pp', first(premises, 5), postcode),
    joined('fy', first(family, 3), bornOn.slice(0, 4)),
    joined('gd', first(given, 3), bornOn.slice(4)),
    joined('np', streetNumber, postcode),
    joined('nl', streetNumber, first(locality, 5)),
    joined('og', first(person.organization, 8), first(family, 3)),
  ].filter((key) => key !== '')
}

/** Every pair of numbers that shares a key, each once, as `smaller × size + larger`. */
export function candidatePairs(people: readonly PersonRecord[]): Float64Array {
  const groups = new Map<string, number[]>()
  people.forEach((person, number) => {
    for (const key of keysOf(person)) {
      const group = groups.get(key)
      if (group) group.push(number)
      else groups.set(key, [number])
    }
  })
  const pairs: number[] = []
  for (const group of groups.values()) {
    if (group.length > MOST_IN_GROUP) continue
    for (let one = 0; one < group.length; one++)
      for (let other = one + 1; other < group.length; other++)
        pairs.push((group[one] ?? 0) * people.length + (group[other] ?? 0))
  }
  const sorted = Float64Array.from(pairs).sort()
  return sorted.filter((pair, at) => pair !== sorted[at - 1])
}
