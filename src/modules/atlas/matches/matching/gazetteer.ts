import type { Point } from './distance.ts'
import { type Level, withoutGenericWords } from './generic-words.ts'
import { nameKey } from './normal-names.ts'
import { buildPlaceSearch, type PlaceFound } from './place-search.ts'

/** One government or place of the closed spine. A mention can only ever become one of these, never a new one. */
export interface Place {
  readonly id: string
  readonly name: string
  readonly otherNames?: readonly string[]
  /** What it lies in, in any language: read only when a name adds such a word after a comma. */
  readonly within?: readonly string[]
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

/** A place by one of its names. */
export interface Bearer {
  readonly place: Place
  readonly name: string
  /** Which of its names, the main one being 0. */
  readonly order: number
}

export interface AlikeAsked {
  readonly countries: readonly string[]
  readonly allows: (place: Place, order: number) => boolean
}

export interface Gazetteer {
  readonly places: readonly Place[]
  /** Places whose whole name has this key. */
  byName(key: string): readonly Bearer[]
  /** Places whose name has this key after generic words are taken away. */
  byBareName(key: string): readonly Bearer[]
  /** Places of these countries, or of the world, with a name like this one in any script. */
  alike(name: string, asked: AlikeAsked): readonly PlaceFound<Sought>[]
}

interface Sought {
  readonly place: Place
  readonly names: readonly string[]
  readonly within: readonly string[]
  readonly country: string
  readonly population: number
}

export function buildGazetteer(places: readonly Place[]): Gazetteer {
  const whole = new Map<string, Bearer[]>()
  const bare = new Map<string, Bearer[]>()
  for (const place of places)
    for (const [order, name] of namesOf(place).entries()) {
      add(whole, nameKey(name), { place, name, order })
      add(bare, bareKey(name), { place, name, order })
    }
  const search = buildPlaceSearch<Sought>(
    places.map((place) => {
      const { within = [], country, population } = place
      return { place, names: namesOf(place), within, country, population }
    }),
  )
  return {
    places,
    byName: (key) => whole.get(key) ?? [],
    byBareName: (key) => bare.get(key) ?? [],
    alike: (name, { countries, allows }) =>
      search.find(name, { countries, limit: mostAlike, mayAnswer: ({ place }, order) => allows(place, order) }),
  }
}
const mostAlike = 12

const namesOf = ({ name, otherNames = [] }: Place): string[] => [name, ...otherNames]

export const bareKey = (name: string): string => nameKey(withoutGenericWords(name).bare)

function add<Entry>(map: Map<string, Entry[]>, key: string, entry: Entry): void {
  const known = map.get(key)
  if (known) known.push(entry)
  else map.set(key, [entry])
}
