import type { Evidence } from './calibration.ts'
import { decide, type Match } from './decision.ts'
import { kilometersBetween } from './distance.ts'
import { type Bearer, bareKey, type Gazetteer, type Place } from './gazetteer.ts'
import { withoutGenericWords } from './generic-words.ts'
import { foldName, nameKey } from './normal-names.ts'
import { agreed, nearnessOf, sizeBefore } from './place-search.ts'
import type { Scored } from './probability.ts'
import { type Feature, isTown, type Mention, type NameAgreement, scoreCandidate, totalOf } from './scoring.ts'

/** Which place of the gazetteer a source means, with how probable each is and why; it abstains whenever two fit. */
export function matchPlace(gazetteer: Gazetteer, mention: Mention): Match {
  const named = placesNamed(gazetteer, mention)
  const agreements = named.size === 1 || isPlaced(mention, named) ? named : placesAlike(gazetteer, mention, named)
  const scored = [...agreements].map(([place, name]) => ({
    place,
    name,
    features: scoreCandidate(mention, place, name),
  }))
  return decide(withSize(mention, withoutTwins(besideOthers(mention, scored))), { known: gazetteer.places.length })
}

/** What speaks against a place only because another one fits better: Boulder City where Boulder is known, a township beside its town. */
function besideOthers(mention: Mention, scored: readonly (Scored & { name: NameAgreement })[]): Scored[] {
  const isWhole = scored.some(({ name }) => name.how === 'same')
  const towns = new Set(scored.flatMap(({ place }) => (isTown(place.level) ? [place.subdivision] : [])))
  return scored.map(({ place, name, features }) => ({
    place,
    features: [
      ...features,
      ...(isWhole && name.how !== 'same' ? [besideWhole] : []),
      ...(!mention.level && !isTown(place.level) && towns.has(place.subdivision) ? [besideTown] : []),
    ],
  }))
}

const beside = (feature: 'name' | 'level', evidence: Evidence, words: string): Feature => ({
  feature,
  evidence,
  amount: 1,
  words,
})
const besideWhole = beside('name', 'bareBesideWhole', 'others bear the whole name')
const besideTown = beside('level', 'besideTown', 'a city or town of this name lies there, too')

/** A country the source states is a wall, not a point of evidence: nothing outside can be meant. */
const allows = ({ countries, allows: wall, mayAnswer }: Mention, place: Place, order: number): boolean =>
  (countries.length === 0 || countries.includes(place.country)) &&
  (wall?.(place) ?? true) &&
  (mayAnswer?.(place, order) ?? true)

function placesNamed(gazetteer: Gazetteer, mention: Mention): Map<Place, NameAgreement> {
  const names = [mention.name, ...(mention.otherNames ?? [])]
  const whole = names.flatMap((name) => bearersOf(mention, name, gazetteer.byName(nameKey(name)), 'same'))
  const bare = names.flatMap((name) =>
    bearersOf(mention, name, gazetteer.byBareName(bareKey(name)), 'same without generic words'),
  )
  const found = new Map<Place, NameAgreement>()
  // Whole names come last and win.
  for (const bearers of [bare, whole])
    for (const [place, all] of Map.groupBy(bearers, ({ place }) => place))
      found.set(place, agreed(all.map(({ agreement }) => agreement)))
  return found
}

function bearersOf(
  mention: Mention,
  written: string,
  bearers: readonly Bearer[],
  how: NameAgreement['how'],
): { place: Place; agreement: NameAgreement }[] {
  return bearers
    .filter(({ place, order }) => allows(mention, place, order))
    .map(({ place, name, order }) => {
      const isExact =
        asWritten(name) === asWritten(written) ||
        (how !== 'same' && foldName(name) === withoutGenericWords(written).bare)
      return { place, agreement: { how, name, likeness: 1, nearness: nearnessOf(1, isExact, order === 0) } }
    })
}

/** Capitals and the sort of an apostrophe or a dash are no evidence; accents are. */
const asWritten = (name: string): string => name.toLowerCase().replaceAll(/[’‘`ʻ'–-]/g, ' ')

/** Whether what the source says beside the name tells namesakes apart already. */
const isPlaced = ({ subdivisions, point }: Mention, named: ReadonlyMap<Place, NameAgreement>): boolean =>
  named.size > 0 && (subdivisions.length > 0 || point !== undefined)

/** Places of similar names where nobody bears the very name; of namesakes, how near all their names are to the one that is written. */
function placesAlike(
  gazetteer: Gazetteer,
  mention: Mention,
  named: ReadonlyMap<Place, NameAgreement>,
): Map<Place, NameAgreement> {
  const asked = {
    countries: mention.countries,
    allows: (place: Place, order: number) => allows(mention, place, order) && (named.size === 0 || named.has(place)),
  }
  const found = new Map<Place, NameAgreement>(named)
  for (const {
    place: { place },
    ...alike
  } of gazetteer.alike(mention.name, asked)) {
    const how = named.get(place)?.how ?? 'alike'
    found.set(place, { ...alike, how })
  }
  return found
}

const twinKilometers = 20

/**
 * GeoNames keeps a city and the seat of its municipality as two entries of one name (natural-earth #214 calls it the
 * "municipality vs city problem"). The larger stands for both, so that they do not look like homonyms.
 */
function withoutTwins(candidates: readonly Scored[]): Scored[] {
  const kept: Scored[] = []
  const larger = candidates.toSorted(
    (a, b) => totalOf(b.features) - totalOf(a.features) || b.place.population - a.place.population,
  )
  for (const one of larger) {
    const index = kept.findIndex((other) => isTwin(other.place, one.place))
    const twin = kept[index]
    if (!twin) kept.push(one)
    // The evidence of the better-named entry, the identity of the larger: else two spellings become two cities.
    else if (one.place.population > twin.place.population) kept[index] = { ...twin, place: one.place }
  }
  return kept
}

export function isTwin(a: Place, b: Place): boolean {
  if (a.country !== b.country || a.level !== b.level || bareKey(a.name) !== bareKey(b.name)) return false
  return !!a.point && !!b.point && kilometersBetween(a.point, b.point) <= twinKilometers
}

const bigCity = { inCountry: 50_000, anywhere: 100_000 }
// In anybody's list a namesake eight times smaller is meant about as often as the city: of US homonyms written without a
// state, size alone was right in one of five. A source that lists large cities means the large one.
const timesLarger = { anyList: 32, largeCities: { inCountry: 8, anywhere: 10 } }
const size = (evidence: Evidence, words: string): Feature => ({ feature: 'size', evidence, amount: 1, words })
const alone = {
  there: size('aloneThere', 'the only place of this name there'),
  anywhere: size('aloneAnywhere', 'the only place of this name anywhere'),
}
const dwarfing = {
  there: size('dwarfsThere', 'many times larger than any namesake there'),
  anywhere: size('dwarfsAnywhere', 'many times larger than any namesake'),
}
const large = {
  there: size('large', 'the large city of this name there, as such lists mean'),
  anywhere: size('largeAnywhere', 'the large city of this name, as such lists mean'),
}

/**
 * Of two namesakes the better known is meant a little more often; a bare name means the one place that bears it, or the one city that
 * dwarfs its namesakes. Where a region is given, size says nothing more.
 */
function withSize(mention: Mention, candidates: readonly Scored[]): Scored[] {
  if (mention.subdivisions.length > 0 || mention.unreadSubdivision) return [...candidates]
  const whole = candidates.filter((one) => has(one, 'sameName'))
  const named = whole.length > 0 ? whole : candidates.filter((one) => has(one, 'bareName'))
  const [first, ...others] = named.toSorted((a, b) => b.place.population - a.place.population)
  const reach = mention.countries.length > 0 ? 'there' : 'anywhere'
  const isKnownTown = reach === 'there' || (first?.place.population ?? 0) > 0
  const told = (): Feature[] => {
    if (others.length === 0) return isKnownTown && first && !has(first, 'otherLevel') ? [alone[reach]] : []
    if (!first || !dwarfs(mention, first, others)) return []
    return [mention.listsLargeCities ? large[reach] : dwarfing[reach]]
  }
  return candidates.map((one) => ({
    ...one,
    features: [...one.features, ...sizeFeatures(one, reach), ...(one === first ? told() : [])],
  }))
}

const people = new Intl.NumberFormat('en')

const has = ({ features }: Scored, wanted: Evidence): boolean => features.some(({ evidence }) => evidence === wanted)

const sizeFeatures = ({ place: { population } }: Scored, reach: 'there' | 'anywhere'): Feature[] => {
  const evidence = reach === 'there' ? 'sizeThere' : 'sizeAnywhere'
  return population > 0
    ? [{ feature: 'size', evidence, amount: sizeBefore(population), words: `has ${people.format(population)} people` }]
    : []
}

function dwarfs(mention: Mention, first: Scored, others: readonly Scored[]): boolean {
  const known = mention.countries.length > 0
  const next = Math.max(0, ...others.map((one) => one.place.population))
  const { inCountry, anywhere } = timesLarger.largeCities
  const times = !mention.listsLargeCities ? timesLarger.anyList : known ? inCountry : anywhere
  const least = known ? bigCity.inCountry : bigCity.anywhere
  return first.place.population >= least && first.place.population >= times * next
}
