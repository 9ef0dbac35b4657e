import type { TieRow, TitleCountry } from '../../src/modules/atlas/imports/readers/read-sister-cities.ts'
import type { KnownTown, TwinRow } from '../../src/modules/atlas/imports/readers/read-twin-cities.ts'
import { countryName, findCountry } from '../../src/modules/atlas/matches/matching/country-names.ts'
import type { Match } from '../../src/modules/atlas/matches/matching/decision.ts'
import type { Point } from '../../src/modules/atlas/matches/matching/distance.ts'
import type { Gazetteer, Place } from '../../src/modules/atlas/matches/matching/gazetteer.ts'
import { withoutGenericWords } from '../../src/modules/atlas/matches/matching/generic-words.ts'
import { matchPlace } from '../../src/modules/atlas/matches/matching/match-place.ts'
import { nameKey } from '../../src/modules/atlas/matches/matching/normal-names.ts'
import type { Mention } from '../../src/modules/atlas/matches/matching/scoring.ts'
import { findSubdivisions } from '../../src/modules/atlas/matches/matching/subdivision-names.ts'
import { titleParts } from '../../src/modules/atlas/matches/matching/title-parts.ts'

/** What other rows teach about a title: countries by exact title, points and countries by pair. */
export interface Evidence {
  readonly gazetteer: Gazetteer
  /** Page title → country; a title that stands on two countries' lists teaches nothing. */
  readonly titles: ReadonlyMap<string, string>
  /** "US name, partner name" → what the twin-town list says of the partner. */
  readonly pairs: ReadonlyMap<string, readonly TwinRow[]>
  /** The same pairs as the other list titles them. */
  readonly listedPairs: ReadonlyMap<string, readonly TieRow[]>
  /** Name → countries in which the twin-town list has a town of that name. */
  readonly towns: ReadonlyMap<string, ReadonlySet<string>>
  /** Names that places in the United States bear. */
  readonly usNames: ReadonlySet<string>
  /** "country, subdivision name" → subdivision codes of the gazetteer. */
  readonly subdivisions: ReadonlyMap<string, readonly string[]>
}

export interface PartnerAsked {
  readonly title: string
  readonly usName: string
  readonly country?: string
  readonly point?: Point
}

export interface Gathered {
  readonly gazetteer: Gazetteer
  readonly dictionary: readonly TitleCountry[]
  readonly twins: readonly TwinRow[]
  readonly towns: readonly KnownTown[]
  readonly listed: readonly TieRow[]
  readonly usNames: readonly string[]
}

export function gatherEvidence({ gazetteer, dictionary, twins, towns, listed, usNames }: Gathered): Evidence {
  const titles = new Map<string, string>()
  for (const [title, uses] of Map.groupBy(dictionary, (one) => one.title)) {
    const countries = new Set(uses.map((one) => one.country))
    const [only] = countries
    if (countries.size === 1 && only) titles.set(title, only)
  }
  const named = new Map<string, Set<string>>()
  for (const { name, country } of towns) named.set(nameKey(name), (named.get(nameKey(name)) ?? new Set()).add(country))
  const subdivisions = learnSubdivisions(gazetteer, [...titles, ...titlesWithin(listed.map((row) => row.partnerTitle))])
  return {
    gazetteer,
    titles,
    pairs: Map.groupBy(twins, (one) => pairKey(one.usName, one.partnerName)),
    listedPairs: Map.groupBy(listed, (one) => pairKey(titleParts(one.usTitle).name, titleParts(one.partnerTitle).name)),
    towns: named,
    usNames: new Set(usNames.map(nameKey)),
    subdivisions,
  }
}

const pairKey = (usName: string, partnerName: string) => `${nameKey(usName)} ${nameKey(partnerName)}`

/** The fuller title another list gives the same pair: "The Dalles – Miyoshi" is Miyoshi, Tokushima. */
export function fullerTitle(evidence: Evidence, usName: string, partnerName: string): string {
  const titles = new Set((evidence.listedPairs.get(pairKey(usName, partnerName)) ?? []).map((row) => row.partnerTitle))
  const [only] = titles
  return titles.size === 1 && only && titleParts(only).within.length > 0 ? only : partnerName
}

/** Titles whose subdivision exists in one country only: "Oneida, Aomori" can be nowhere but in Japan. */
function titlesWithin(titles: readonly string[]): [string, string][] {
  return titles.flatMap((title) => {
    const countries = [...new Set(findSubdivisions(titleParts(title).within.at(-1) ?? '').map((one) => one.country))]
    const [only] = countries
    return countries.length === 1 && only && only !== 'US' ? [[title, only] as [string, string]] : []
  })
}

/** A gazetteer names its subdivisions by number. Towns that stand alone in their country tell which number a name has. */
function learnSubdivisions(
  gazetteer: Gazetteer,
  titles: readonly (readonly [title: string, country: string])[],
): ReadonlyMap<string, readonly string[]> {
  const votes = new Map<string, Set<string>[]>()
  for (const [title, country] of titles) {
    const { name, within } = titleParts(title)
    const last = within.at(-1)
    const places = gazetteer
      .byName(nameKey(name))
      .map(({ place }) => place)
      .filter((one) => one.country === country && one.level === 'city')
    if (!last || findCountry(last) || places.length === 0) continue
    const ballot = votes.get(subdivisionKey(country, last)) ?? []
    ballot.push(new Set(places.map((one) => one.subdivision)))
    votes.set(subdivisionKey(country, last), ballot)
  }
  const learned = new Map<string, readonly string[]>()
  for (const [key, ballot] of votes) {
    const winner = winnerOf(ballot)
    if (winner) learned.set(key, [winner])
  }
  return learned
}

/** Homonyms vote for all their subdivisions; the right one is in nearly every ballot, the others in one each. */
function winnerOf(ballot: readonly ReadonlySet<string>[]): string | undefined {
  const counts = new Map<string, number>()
  for (const vote of ballot) for (const code of vote) counts.set(code, (counts.get(code) ?? 0) + 1)
  const [first, second] = [...counts].toSorted((a, b) => b[1] - a[1])
  if (!first || first[1] < 0.7 * ballot.length) return undefined
  return !second || first[1] > second[1] ? first[0] : undefined
}

const subdivisionKey = (country: string, name: string) => `${country} ${withoutGenericWords(name).bare}`

export function matchPartner(evidence: Evidence, asked: PartnerAsked): Match {
  const mention = partnerMention(evidence, asked)
  const match = matchPlace(evidence.gazetteer, mention)
  const place = match.decision === 'automatic' ? match.candidates[0]?.place : undefined
  if (!place || mention.point) return match
  // "Waikiki" as a partner of a town in Oklahoma is Hawaii's, not the suburb of Perth that alone bears the name abroad.
  if (mention.countries.length === 0 && evidence.usNames.has(nameKey(mention.name)))
    return abstained(match, 'No country is given, and a place in the United States bears the name, too.')
  // That a list has a Jalalabad in Kyrgyzstan does not say that the one in Afghanistan is not meant.
  if (mention.countryBecause === townBecause && hasRivalElsewhere(evidence, mention, place))
    return abstained(match, 'The country is only likely, and a town of the name in another country is as large.')
  return match
}

const abstained = (match: Match, words: string): Match => ({ ...match, decision: 'review', reason: 'homonym', words })

const townBecause = 'the twin-town list has a town of this name there'

function hasRivalElsewhere(evidence: Evidence, mention: Mention, place: Place): boolean {
  const { candidates } = matchPlace(evidence.gazetteer, { ...mention, countries: [] })
  const abroad = candidates.filter((one) => one.place.country !== place.country)
  return abroad.some((one) => one.place.population * 3 >= place.population)
}

function partnerMention(evidence: Evidence, asked: PartnerAsked): Mention {
  const { name, within, qualifier } = titleParts(asked.title)
  const pair = evidence.pairs.get(pairKey(asked.usName, name)) ?? []
  const last = within.at(-1) ?? qualifier
  const { countries, because } = countriesOf(evidence, asked, last, pair)
  const namesCountry = last !== undefined && findCountry(last) !== undefined
  const subdivisions =
    last && !namesCountry
      ? countries.flatMap((country) => evidence.subdivisions.get(subdivisionKey(country, last)) ?? [])
      : []
  const point = asked.point ?? pair.find((one) => countries.includes(one.partnerCountry))?.partnerPoint
  const level = withoutGenericWords(name).levels[0]
  return {
    name,
    countries,
    ...(because ? { countryBecause: because } : {}),
    subdivisions,
    listsLargeCities: true,
    ...(last && subdivisions.length === 0 && !namesCountry ? { unreadSubdivision: last } : {}),
    ...(point ? { point } : {}),
    ...(level ? { level } : {}),
  }
}

interface Countries {
  readonly countries: readonly string[]
  readonly because?: string
}

/** From the surest to the weakest: the list the row stands on, the title itself, the pair, the dictionary of titles. */
function countriesOf(
  evidence: Evidence,
  asked: PartnerAsked,
  last: string | undefined,
  pair: readonly TwinRow[],
): Countries {
  if (asked.country)
    return { countries: [asked.country], because: `stands on the list of ${countryName(asked.country)}` }
  const named = last === undefined ? undefined : findCountry(last)
  if (named && named.alpha2 !== 'US') return { countries: [named.alpha2], because: `the title says ${last}` }
  const paired = [...new Set(pair.map((one) => one.partnerCountry))]
  const listed = evidence.titles.get(asked.title)
  const within = last === undefined ? [] : [...new Set(findSubdivisions(last).map((one) => one.country))]
  const abroad = within.filter((country) => country !== 'US')
  const sure = listed ? [listed] : paired
  const both = abroad.filter((country) => sure.includes(country))
  if (both.length > 0) return { countries: both, because: `${last} is there, and another list agrees` }
  if (listed && paired.length > 0 && !paired.includes(listed))
    return { countries: [listed, ...paired], because: 'two lists name two countries' }
  if (listed) return { countries: [listed], because: `the same title stands on the list of ${countryName(listed)}` }
  if (paired.length > 0) return { countries: paired, because: 'the twin-town list has this pair there' }
  if (abroad.length > 0) return { countries: abroad, because: `${last} is there` }
  const towns = [...(evidence.towns.get(nameKey(titleParts(asked.title).name)) ?? [])]
  return towns.length > 0 ? { countries: towns, because: townBecause } : { countries: [] }
}
