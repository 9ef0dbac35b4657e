import { type Evidence, weights } from './calibration.ts'
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
  /** Places that have a tie on record with whom the source names beside this one. */
  readonly tied?: ReadonlySet<string>
  /** Cells that the source gives beside the name, and whether those of a place agree. */
  readonly cells?: (place: Place) => readonly { readonly agrees: boolean; readonly words: string }[]
  /** Walls beside the country: what cannot be meant whatever its name. */
  readonly allows?: (place: Place) => boolean
  /** Names that may answer, by their place among the names of a place, its main name first. Without it, all may. */
  readonly mayAnswer?: (place: Place, order: number) => boolean
}

/** Kinds of evidence in the order in which they are told. */
export const featureKinds = [
  'name',
  'similar name',
  'country',
  'subdivision',
  'cells',
  'level',
  'distance',
  'ties',
  'size',
] as const
export type FeatureKind = (typeof featureKinds)[number]

/** One reason for or against a candidate, in words a reviewer can read. */
export interface Feature {
  readonly feature: FeatureKind
  readonly evidence: Evidence
  /** How much of this evidence there is; mostly there is it or not. */
  readonly amount: number
  readonly words: string
}

export const weightOf = ({ evidence, amount }: Feature): number => weights[evidence] * amount

export interface NameAgreement {
  readonly how: 'same' | 'same without generic words' | 'alike'
  /** The name of the place that agrees. */
  readonly name: string
  readonly likeness: number
  /** How near the two names are, in the units of `place-search.ts`: 0 for equal names, less for what differs. */
  readonly nearness: number
}

// A tie's coordinates are those of a town center; two centers of one municipality are rarely farther apart than this.
const nearKilometers = 25
// One US endpoint in six lies farther off than this in the twin-town file: such a point speaks against a place, but not
// louder than a name and a country together, because often it is the point that is wrong.
const farKilometers = 60

export function scoreCandidate(mention: Mention, place: Place, name: NameAgreement): Feature[] {
  return [...nameFeatures(place, name), ...countryFeatures(mention, place), ...subdivisionFeatures(mention, place)]
    .concat(cellFeatures(mention, place))
    .concat(levelFeatures(mention, place))
    .concat(distanceFeatures(mention, place, name))
    .concat(tieFeatures(mention, place))
}

export const totalOf = (features: readonly Feature[]): number =>
  features.reduce((sum, feature) => sum + weightOf(feature), 0)

const one = (feature: FeatureKind, evidence: Evidence, words: string): Feature => ({
  feature,
  evidence,
  amount: 1,
  words,
})

function nameFeatures(place: Place, { how, name, likeness, nearness }: NameAgreement): Feature[] {
  const called = name === place.name ? name : `${name}, another name of ${place.name}`
  if (how !== 'alike')
    return [agreement(how, called, likeness), { feature: 'name', evidence: 'spelling', amount: nearness, words: '' }]
  const further = (evidence: Evidence, amount: number): Feature => ({
    feature: 'similar name',
    evidence,
    amount,
    words: '',
  })
  return [
    agreement(how, called, likeness),
    further('nearness', Math.max(slip, nearness)),
    further('farness', Math.min(0, nearness - slip)),
  ]
}
// So near are names that differ by a slip of the hand or by a way of transliterating; from there on each further step tells less.
const slip = -3

function agreement(how: NameAgreement['how'], called: string, likeness: number): Feature {
  if (how === 'same') return one('name', 'sameName', `same name as ${called}`)
  if (how === 'alike') return one('similar name', 'similarName', `name like ${called} (${likeness.toFixed(2)})`)
  // Boulder City is not Boulder: a lead by itself, unless everything else speaks for it.
  return one('name', 'bareName', `same name as ${called} without generic words`)
}

function countryFeatures({ countries, countryBecause }: Mention, place: Place): Feature[] {
  if (!countries.includes(place.country)) return []
  return [one('country', 'country', countryBecause ?? `the source says ${place.country}`)]
}

function subdivisionFeatures({ subdivisions, unreadSubdivision }: Mention, place: Place): Feature[] {
  if (unreadSubdivision) {
    const words = `the source says ${unreadSubdivision}, which is not known here`
    return [one('subdivision', 'unreadSubdivision', words)]
  }
  if (subdivisions.length === 0) return []
  return subdivisions.includes(place.subdivision)
    ? [one('subdivision', 'subdivision', `lies in ${place.subdivision}, as the source says`)]
    : [one('subdivision', 'otherSubdivision', `lies in ${place.subdivision || 'no such region'} instead`)]
}

const cellFeatures = ({ cells }: Mention, place: Place): Feature[] =>
  (cells?.(place) ?? []).map(({ agrees, words }) => one('cells', agrees ? 'cell' : 'otherCell', words))

function levelFeatures({ level }: Mention, place: Place): Feature[] {
  if (!level)
    return isTown(place.level)
      ? []
      : [one('level', 'otherThanPlain', `is a ${place.level}, and plain names mean cities and towns`)]
  return level === place.level || (isTown(level) && isTown(place.level))
    ? [one('level', 'level', `is a ${place.level}`)]
    : [one('level', 'otherLevel', `is a ${place.level}, the source means a ${level}`)]
}

export const isTown = (level: Level) => level === 'city' || level === 'town'

const tieFeatures = ({ tied }: Mention, place: Place): Feature[] =>
  tied?.has(place.id) ? [one('ties', 'tie', 'has a tie on record with whom the source names beside it')] : []

function distanceFeatures({ point }: Mention, place: Place, { how }: NameAgreement): Feature[] {
  if (!point || !place.point) return []
  const kilometers = kilometersBetween(point, place.point)
  const words = `${Math.round(kilometers)} km from the point the source gives`
  // Around a city lies much that is called a little like it.
  if (kilometers <= nearKilometers) return [one('distance', how === 'alike' ? 'nearSimilar' : 'near', words)]
  return kilometers > farKilometers ? [one('distance', 'far', words)] : []
}
