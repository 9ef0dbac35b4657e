import { kilometersBetween, type Point } from './distance.ts'
import type { Place } from './gazetteer.ts'
import type { Level } from './generic-words.ts'

/** What a source says about a place, as far as it says anything. */
export interface Mention {
  readonly name: string
  readonly otherNames?: readonly string[]
  /** Countries the source allows, with the words for it. Empty: the source is silent. */
  readonly countries: readonly string[]
  readonly countryBecause?: string
  /** Subdivision codes in the gazetteer's scheme. */
  readonly subdivisions: readonly string[]
  /** A subdivision is named that the gazetteer cannot place: then no candidate can be confirmed by it. */
  readonly unreadSubdivision?: string
  readonly level?: Level
  readonly point?: Point
  /** The source is a list of twin towns, network members or missions, where a bare name means the large city. */
  readonly listsLargeCities?: boolean
}

/** One reason for or against a candidate, in words a reviewer can read. */
export interface Feature {
  readonly feature: 'name' | 'similar name' | 'country' | 'subdivision' | 'level' | 'distance' | 'size'
  readonly weight: number
  readonly words: string
}

export interface NameAgreement {
  readonly how: 'same' | 'same without generic words' | 'alike'
  readonly likeness: number
}

/** The weights are read as points of evidence: `decision.ts` says how many are enough. */
const points = {
  sameName: 40,
  // Boulder City is not Boulder: a lead by itself, unless everything else speaks for it.
  bareName: 28,
  alike: 26,
  country: 25,
  subdivision: 25,
  otherSubdivision: -40,
  unreadSubdivision: -20,
  near: 25,
  far: -18,
  level: 8,
  otherLevel: -25,
  townBeforeTownship: 13,
} as const

// A tie's coordinates are those of a town center; two centers of one municipality are rarely farther apart than this.
const nearKilometers = 25
// One US endpoint in six lies farther off than this in the twin-town file: such a point speaks against a place, but not
// louder than a name and a country together, because often it is the point that is wrong.
const farKilometers = 60

export function scoreCandidate(mention: Mention, place: Place, name: NameAgreement): Feature[] {
  return [nameFeature(place, name), ...countryFeatures(mention, place), ...subdivisionFeatures(mention, place)]
    .concat(levelFeatures(mention, place))
    .concat(distanceFeatures(mention, place))
}

export const totalOf = (features: readonly Feature[]): number =>
  features.reduce((sum, feature) => sum + feature.weight, 0)

function nameFeature(place: Place, { how, likeness }: NameAgreement): Feature {
  if (how === 'same') return { feature: 'name', weight: points.sameName, words: `same name as ${place.name}` }
  if (how === 'same without generic words')
    return { feature: 'name', weight: points.bareName, words: `same name as ${place.name} without generic words` }
  const weight = Math.round(points.alike * likeness)
  return { feature: 'similar name', weight, words: `name like ${place.name} (${likeness.toFixed(2)})` }
}

function countryFeatures({ countries, countryBecause }: Mention, place: Place): Feature[] {
  if (!countries.includes(place.country)) return []
  return [{ feature: 'country', weight: points.country, words: countryBecause ?? `the source says ${place.country}` }]
}

function subdivisionFeatures({ subdivisions, unreadSubdivision }: Mention, place: Place): Feature[] {
  if (unreadSubdivision) {
    const words = `the source says ${unreadSubdivision}, which this gazetteer does not know`
    return [{ feature: 'subdivision', weight: points.unreadSubdivision, words }]
  }
  if (subdivisions.length === 0) return []
  return subdivisions.includes(place.subdivision)
    ? [
        {
          feature: 'subdivision',
          weight: points.subdivision,
          words: `lies in ${place.subdivision}, as the source says`,
        },
      ]
    : [{ feature: 'subdivision', weight: points.otherSubdivision, words: `lies in ${place.subdivision} instead` }]
}

function levelFeatures({ level }: Mention, place: Place): Feature[] {
  if (!level)
    return place.level === 'city' || place.level === 'town'
      ? [{ feature: 'level', weight: points.townBeforeTownship, words: 'a city or town, as plain names mean' }]
      : []
  const same = level === place.level || (isTown(level) && isTown(place.level))
  return same
    ? [{ feature: 'level', weight: points.level + (isTown(level) ? 5 : 0), words: `is a ${place.level}` }]
    : [{ feature: 'level', weight: points.otherLevel, words: `is a ${place.level}, the source means a ${level}` }]
}

const isTown = (level: Level) => level === 'city' || level === 'town'

function distanceFeatures({ point }: Mention, place: Place): Feature[] {
  if (!point || !place.point) return []
  const kilometers = kilometersBetween(point, place.point)
  const words = `${Math.round(kilometers)} km from the point the source gives`
  if (kilometers <= nearKilometers) return [{ feature: 'distance', weight: points.near, words }]
  return kilometers > farKilometers ? [{ feature: 'distance', weight: points.far, words }] : []
}
