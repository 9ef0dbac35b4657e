import { type Candidate, decide, type Match } from './decision.ts'
import { kilometersBetween } from './distance.ts'
import { bareKey, bareKeyOf, type Gazetteer, type Keyed, type Place } from './gazetteer.ts'
import { lettersOf, likeness, mayBeAlike } from './likeness.ts'
import { nameKey } from './normal-names.ts'
import { type Feature, type Mention, type NameAgreement, scoreCandidate, totalOf } from './scoring.ts'

/** Which place of the gazetteer a source means, with reasons; it abstains whenever two fit. */
export function matchPlace(gazetteer: Gazetteer, mention: Mention): Match {
  const named = placesNamed(gazetteer, mention)
  const agreements = named.size > 0 ? named : placesAlike(gazetteer, mention)
  const allowed = [...agreements].filter(([place]) => allows(mention, place))
  const scored = allowed.map(([place, name]) => candidate(place, scoreCandidate(mention, place, name)))
  return decide(withSize(mention, withoutTwins(scored)))
}

const candidate = (place: Place, features: readonly Feature[]): Candidate => ({
  place,
  features,
  score: totalOf(features),
})

/** A country the source states is a wall, not a point of evidence: nothing outside can be meant. */
const allows = ({ countries }: Mention, place: Place) => countries.length === 0 || countries.includes(place.country)

function placesNamed(gazetteer: Gazetteer, mention: Mention): Map<Place, NameAgreement> {
  const found = new Map<Place, NameAgreement>()
  const names = [mention.name, ...(mention.otherNames ?? [])]
  for (const name of names)
    for (const place of gazetteer.byName(nameKey(name))) found.set(place, { how: 'same', likeness: 1 })
  for (const name of names)
    for (const place of gazetteer.byBareName(bareKey(name)))
      if (!found.has(place)) found.set(place, { how: 'same without generic words', likeness: 1 })
  return found
}

// Below this likeness two town names are more often two towns than two spellings.
const leastLikeness = 0.8

/** Only inside a known country: over the whole world something is always alike. */
function placesAlike(gazetteer: Gazetteer, mention: Mention): Map<Place, NameAgreement> {
  const found = new Map<Place, NameAgreement>()
  const key = bareKey(mention.name)
  const asked = { key, letters: lettersOf(key) }
  const shortest = Math.ceil(key.length * leastLikeness - 1e-9)
  const longest = Math.floor(key.length / leastLikeness + 1e-9)
  for (const country of mention.countries) {
    const alike: (Keyed & { likeness: number })[] = []
    for (let length = shortest; length <= longest; length++)
      for (const other of gazetteer.ofLength(country, length)) {
        if (!mayBeAlike(asked, other, leastLikeness)) continue
        const measured = likeness(key, other.key)
        if (measured >= leastLikeness) alike.push({ ...other, likeness: measured })
      }
    for (const { place, likeness } of alike.sort((a, b) => a.at - b.at)) found.set(place, { how: 'alike', likeness })
  }
  return found
}

const twinKilometers = 20

/**
 * GeoNames keeps a city and the seat of its municipality as two entries of one name (natural-earth #214 calls it the
 * "municipality vs city problem"). The larger stands for both, so that they do not look like homonyms.
 */
function withoutTwins(candidates: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = []
  const larger = candidates.toSorted((a, b) => b.score - a.score || b.place.population - a.place.population)
  for (const one of larger) {
    const index = kept.findIndex((other) => isTwin(other.place, one.place))
    const twin = kept[index]
    if (!twin) kept.push(one)
    // The evidence of the better-named entry, the identity of the larger: else two spellings become two cities.
    else if (one.place.population > twin.place.population) kept[index] = { ...twin, place: one.place }
  }
  return kept
}

function isTwin(a: Place, b: Place): boolean {
  if (a.country !== b.country || a.level !== b.level || bareKeyOf(a) !== bareKeyOf(b)) return false
  return !!a.point && !!b.point && kilometersBetween(a.point, b.point) <= twinKilometers
}

const bigCity = { inCountry: 50_000, anywhere: 100_000 }
// In anybody's list a namesake eight times smaller is meant about as often as the city: of US homonyms written without a
// state, size alone was right in one of five. A source that lists large cities means the large one.
const timesLarger = { anyList: 32, largeCities: { inCountry: 8, anywhere: 10 } }
const sizePoints = { alone: 15, aloneInTheWorld: 20, dominant: 12, dominantInTheWorld: 20 }

/** A bare name means the one place that bears it, or the one city that dwarfs its namesakes; else nobody knows. */
function withSize(mention: Mention, candidates: readonly Candidate[]): Candidate[] {
  const [first, ...others] = candidates.toSorted((a, b) => b.place.population - a.place.population)
  if (!first || mention.subdivisions.length > 0 || mention.unreadSubdivision) return [...candidates]
  const known = mention.countries.length > 0
  const next = Math.max(0, ...others.map((one) => one.place.population))
  const least = known ? bigCity.inCountry : bigCity.anywhere
  const { inCountry, anywhere } = timesLarger.largeCities
  const times = !mention.listsLargeCities ? timesLarger.anyList : known ? inCountry : anywhere
  const exact = first.features.some((one) => one.feature === 'name' && one.words.startsWith('same name'))
  const size = (weight: number, words: string) => {
    const features: Feature[] = [...first.features, { feature: 'size', weight, words }]
    return candidates.map((one) => (one === first ? candidate(first.place, features) : one))
  }
  const isKnownTown = known || first.place.population > 0
  if (others.length === 0 && exact && isKnownTown)
    return size(
      known ? sizePoints.alone : sizePoints.aloneInTheWorld,
      known ? 'the only place of this name there' : 'the only place of this name anywhere',
    )
  if (first.place.population >= least && first.place.population >= times * next)
    return size(
      known ? sizePoints.dominant : sizePoints.dominantInTheWorld,
      `at least ${times} times larger than any namesake`,
    )
  return [...candidates]
}
