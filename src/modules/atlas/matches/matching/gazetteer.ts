import type { Point } from './distance.ts'
import { type Level, withoutGenericWords } from './generic-words.ts'
import { lettersOf } from './likeness.ts'
import { nameKey } from './normal-names.ts'

/** One government or place of the closed spine. A mention can only ever become one of these, never a new one. */
export interface Place {
  readonly id: string
  readonly name: string
  readonly otherNames?: readonly string[]
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  /** Code of the first-level subdivision in the gazetteer's own scheme (postal code in the US, GeoNames admin1 abroad). */
  readonly subdivision: string
  readonly level: Level
  readonly population: number
  /** Seat of a government: a capital of anything. */
  readonly seat: boolean
  readonly point?: Point
}

export interface Keyed {
  readonly place: Place
  readonly key: string
  readonly letters: number
  /** Where it stands in the gazetteer: of equals, the first is named first. */
  readonly at: number
}

export interface Gazetteer {
  readonly places: readonly Place[]
  /** Places whose whole name has this key. */
  byName(key: string): readonly Place[]
  /** Places whose name has this key after generic words are taken away. */
  byBareName(key: string): readonly Place[]
  /** Places of a country whose bare main name has so many letters, each with the key of that. */
  ofLength(country: string, letters: number): readonly Keyed[]
}

export function buildGazetteer(places: readonly Place[]): Gazetteer {
  const whole = new Map<string, Place[]>()
  const bare = new Map<string, Place[]>()
  const lengths = new Map<string, Keyed[]>()
  for (const [at, place] of places.entries()) {
    const key = bareKeyOf(place)
    add(lengths, `${place.country} ${key.length}`, { place, key, letters: lettersOf(key), at })
    const names = [place.name, ...(place.otherNames ?? [])]
    for (const key of new Set(names.map(nameKey))) add(whole, key, place)
    for (const key of new Set(names.map(bareKey))) add(bare, key, place)
  }
  return {
    places,
    byName: (key) => whole.get(key) ?? [],
    byBareName: (key) => bare.get(key) ?? [],
    ofLength: (country, letters) => lengths.get(`${country} ${letters}`) ?? [],
  }
}

const bareKeys = new WeakMap<Place, string>()

/** The key of the bare main name of a place, worked out once. */
export function bareKeyOf(place: Place): string {
  const known = bareKeys.get(place)
  if (known !== undefined) return known
  const key = bareKey(place.name)
  bareKeys.set(place, key)
  return key
}

export const bareKey = (name: string): string => nameKey(withoutGenericWords(name).bare)

function add<Entry>(map: Map<string, Entry[]>, key: string, entry: Entry): void {
  const known = map.get(key)
  if (known) known.push(entry)
  else map.set(key, [entry])
}
