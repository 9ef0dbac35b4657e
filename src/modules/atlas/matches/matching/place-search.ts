import { withoutGenericSigns } from './generic-signs.ts'
import { withoutGenericWords } from './generic-words.ts'
import { buildGramIndex, type GramIndex } from './gram-index.ts'
import { letterCost } from './letter-cost.ts'
import { nameKey } from './normal-names.ts'
import { romanize, type Script, scriptOf, skeletonOf, soundOfSigns } from './romanize.ts'

/** A place as a search needs it; `names` are its main name first and then those in other languages. */
export interface NamedPlace {
  readonly names: readonly string[]
  /** What it lies in, in any language: a state, a country. Read only when a question adds such a word after a comma. */
  readonly within?: readonly string[]
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  readonly population: number
}

export interface PlaceFound<Place> {
  readonly place: Place
  /** How alike the best of its names is, between 0 and 1. */
  readonly likeness: number
  /** What names say: the likeness in points, agreement of several names, what follows a comma. */
  readonly nearness: number
  /** The name that was found. */
  readonly name: string
}

export interface PlaceSearch<Place> {
  /** Places that a name in any language or script may mean, best first. A country that is named is a wall. */
  find(name: string, asked?: PlaceAsked<Place>): PlaceFound<Place>[]
}

export interface PlaceAsked<Place> {
  readonly countries?: readonly string[]
  readonly limit?: number
  /** Names that may answer, by their place among the names of a place. Without it, all may. */
  readonly mayAnswer?: (place: Place, order: number) => boolean
}

/** `places` is the whole of what can be found: a search never answers with anything else. */
export function buildPlaceSearch<Place extends NamedPlace>(places: readonly Place[]): PlaceSearch<Place> {
  const byCountry = Map.groupBy(places, (place) => place.country)
  const shelves = new Map<string, Shelf<Place>>()
  // Built when a country is first asked for: a hundred times fewer names make better and faster answers.
  const shelfOf = (country: string): Shelf<Place> => {
    const shelf = shelves.get(country) ?? buildShelf(country === world ? places : (byCountry.get(country) ?? []))
    shelves.set(country, shelf)
    return shelf
  }
  return {
    find(name, { countries = [], limit = 10, mayAnswer = () => true } = {}) {
      const found = new Map<Place, PlaceFound<Place>>()
      for (const country of countries.length === 0 ? [world] : countries)
        collect(shelfOf(country), { name, mayAnswer }, found)
      return [...found.values()].sort((a, b) => scoreOf(b) - scoreOf(a)).slice(0, limit)
    },
  }
}

const world = 'world'

interface Bearer<Place> {
  readonly place: Place
  readonly name: string
  readonly order: number
}

interface Shelf<Place> {
  readonly spellings: readonly Spelling[]
  /** Who bears each spelling. */
  readonly bearers: readonly Bearer<Place>[][]
  readonly byLetters: GramIndex
  readonly bySkeleton: ReadonlyMap<string, readonly number[]>
  readonly skeletons: readonly string[]
  readonly likeSkeletons: GramIndex
}

function buildShelf<Place extends NamedPlace>(places: readonly Place[]): Shelf<Place> {
  const numbers = new Map<string, number>()
  const keys: string[] = []
  const scripts: Script[] = []
  const bearers: Bearer<Place>[][] = []
  for (const place of places)
    place.names.forEach((name, order) => {
      const script = scriptOf(name)
      for (const key of spellingsOf(name)) {
        const number = numbers.get(`${script} ${key}`) ?? keys.push(key) - 1
        numbers.set(`${script} ${key}`, number)
        scripts[number] = script
        const borne = bearers[number] ?? []
        bearers[number] = borne
        borne.push({ place, name, order })
      }
    })
  const spellings = keys.map((key, number) => ({ key, skeleton: skeletonOf(key), script: scripts[number] ?? 'latin' }))
  const bySkeleton = new Map<string, number[]>()
  spellings.forEach(({ skeleton }, number) => {
    const known = bySkeleton.get(skeleton)
    if (known) known.push(number)
    else bySkeleton.set(skeleton, [number])
  })
  const likeSkeletons = buildGramIndex([...bySkeleton.keys()])
  return {
    spellings,
    bearers,
    byLetters: buildGramIndex(keys),
    bySkeleton,
    skeletons: [...bySkeleton.keys()],
    likeSkeletons,
  }
}

function collect<Place extends NamedPlace>(
  shelf: Shelf<Place>,
  { name, mayAnswer }: { name: string; mayAnswer: (place: Place, order: number) => boolean },
  found: Map<Place, PlaceFound<Place>>,
): void {
  const script = scriptOf(name)
  const { keys, tail } = readQuestion(name)
  const alike = new Map<Place, Map<number, PlaceFound<Place>>>()
  for (const { key, share } of keys) {
    const asked = { key, skeleton: skeletonOf(key), script }
    for (const number of nearby(shelf, asked)) {
      const spelling = shelf.spellings[number]
      const likeness = spelling ? share * likenessOf(asked, spelling) : 0
      if (likeness < leastLikeness) continue
      for (const bearer of shelf.bearers[number] ?? []) {
        const { place, order } = bearer
        if (!mayAnswer(place, order)) continue
        const nearness = nearnessOf(likeness, bearer.name === name, order === 0)
        const names = alike.get(place) ?? new Map<number, PlaceFound<Place>>()
        if ((names.get(order)?.nearness ?? Number.NEGATIVE_INFINITY) < nearness)
          alike.set(place, names.set(order, { place, likeness, nearness, name: bearer.name }))
      }
    }
  }
  for (const [place, names] of alike) found.set(place, agreed([...names.values()]))
  if (tail !== '') sayWhere(found, tail)
}

/** A place that many languages call much the same is meant before one that a single name resembles by chance. */
export function agreed<Found extends { readonly nearness: number }>(names: readonly Found[]): Found {
  const best = names.reduce((a, b) => (b.nearness > a.nearness ? b : a))
  const support = names.reduce((sum, one) => sum + Math.exp((one.nearness - best.nearness) / supportSpread), -1)
  return { ...best, nearness: best.nearness + perSupport * Math.log1p(support) }
}
// With perKnown chosen on the place queries of bench/match with even ids, and judged on the others.
const [perSupport, supportSpread] = [0.6, 5]

/** Spellings that may be meant: those that share letters, and those that share consonants in their order. */
function nearby(shelf: Shelf<unknown>, { key, skeleton }: Spelling): Set<number> {
  const near = new Set(shelf.byLetters.nearest(key, 40))
  const alike = shelf.likeSkeletons.nearest(skeleton, 6).map((number) => shelf.skeletons[number] ?? '')
  for (const other of new Set([skeleton, ...alike]))
    for (const number of shelf.bySkeleton.get(other) ?? []) {
      const length = shelf.spellings[number]?.key.length ?? 0
      if (near.size < mostNearby && Math.abs(length - key.length) <= 3) near.add(number)
    }
  return near
}
const mostNearby = 400

/** "Springfield, Illinois" in any language: whoever lies in what the tail says is meant before its namesakes. */
function sayWhere<Place extends NamedPlace>(found: Map<Place, PlaceFound<Place>>, tail: string): void {
  const asked: Spelling = { key: tail, skeleton: skeletonOf(tail), script: 'vowelless' }
  for (const one of found.values()) {
    const lies = (one.place.within ?? []).some((name) => {
      const key = nameKey(romanize(name))
      return likenessOf(asked, { key, skeleton: skeletonOf(key), script: 'latin' }) > tailLikeness
    })
    if (lies) found.set(one.place, { ...one, nearness: one.nearness + liesThere })
  }
}
const [liesThere, tailLikeness] = [4, 0.5]
const leastLikeness = 0.2

/** Under which spellings a name of ours is found: also without what follows it, "Chiclana de la Frontera". */
function spellingsOf(name: string): Set<string> {
  const [, before] = whereWords.exec(name.replaceAll('-', ' ')) ?? []
  return before && before.length > 4 ? new Set([...keysOf(name), ...keysOf(before)]) : keysOf(name)
}

/** A name as it stands, and without the words that only say what it is. */
function keysOf(name: string): Set<string> {
  return new Set(name.split(eitherName).flatMap((one) => (one === '' ? [] : [...keysOfOne(one)])))
}
// "Derry / Londonderry", "Marsella - Marseille": either will do.
const eitherName = /\s*\/\s*|\s+[-–]\s+/

function keysOfOne(name: string): Set<string> {
  const [head = ''] = name.split(afterName)
  const bare = withoutGenericSigns(head.trim() === '' ? name : head)
  const latin = romanize(bare)
  const sound = soundOfSigns(bare)
  const keys = [nameKey(latin), nameKey(withoutGenericWords(latin).bare), ...(sound ? [nameKey(sound)] : [])]
  return new Set(keys.filter((key) => key !== ''))
}
const afterName = /[,;،、(（]/

interface Question {
  /** Spellings to look for, each with how much of the question it answers. */
  readonly keys: readonly { readonly key: string; readonly share: number }[]
  readonly tail: string
}

/** "Hamilton på New Zealand", "Naumburg an der Saale": what follows such a word says where, and may not be in our name. */
function readQuestion(name: string): Question {
  // Of "Seoul – Gangnam" either half may be another name of the whole, or say what it lies in.
  const share = eitherName.test(name.trim()) ? half : 1
  const keys = [...keysOf(name)].map((key) => ({ key, share }))
  const [, before, after] = whereWords.exec(name) ?? []
  if (before) for (const key of keysOf(before)) keys.push({ key, share: shortened })
  for (const { key } of keys.slice()) {
    const stem = key.replace(inflection, '')
    if (stem.length >= leastStem && stem !== key) keys.push({ key: stem, share: inflected })
  }
  const tail = name.split(afterName)[1] ?? after ?? ''
  return { keys, tail: nameKey(romanize(tail)) }
}
const whereWords = /^(.{3,}?) (?:an der|an dem|am|im|in|i|på|bei|sur|ob|upon|on|nad|pod|de) (.+)$/iu
const [half, shortened] = [0.7, 0.8]
// Baltic languages and Esperanto decline the cities of others: Arlingtonas, Serova, Kordovo.
const inflection = /(?:[aeiou]s|[aeio])$/
const [leastStem, inflected] = [4, 0.9]

interface Spelling {
  readonly key: string
  readonly skeleton: string
  readonly script: Script
}

function likenessOf(a: Spelling, b: Spelling): number {
  // Chinese readings of Japanese signs say nothing to whoever writes letters.
  if (b.script === 'signs' && (a.script === 'vowelless' || a.script === 'other alphabet')) return 0
  if (a.key === b.key) return 1
  const { letters, consonants } = weights[a.script]
  const most = 0.7 * Math.max(a.key.length, b.key.length)
  const whole = Math.min(letterCost(a.key, b.key, most), most)
  const bones = consonants === 0 ? 0 : letterCost(a.skeleton, b.skeleton, 9)
  const cost = letters * whole + consonants * bones
  const allowed = leastSlips + slipsPerLetter * Math.max(a.key.length, b.key.length)
  return 1 / (1 + (cost / allowed) ** 2)
}

const [leastSlips, slipsPerLetter] = [0.6, 0.14]

/** How much letters and consonants count when the question is in a script that writes them all, some, or only sounds. */
const weights: Readonly<Record<Script, { letters: number; consonants: number }>> = {
  latin: { letters: 1, consonants: 0 },
  'other alphabet': { letters: 0.8, consonants: 0.2 },
  vowelless: { letters: 0.35, consonants: 0.9 },
  syllables: { letters: 0.6, consonants: 0.6 },
  signs: { letters: 0.45, consonants: 0.8 },
}

/** 0 for the very name, less for others. An accent that agrees is a small hint. */
export const nearnessOf = (likeness: number, exact: boolean, isMain: boolean): number =>
  perDoubling * Math.log2(likeness) - (exact ? 0 : 1) - (isMain ? 0 : 0.3)

/** What a list is ordered by: how near the name is, and what is known of a place before its name is read. */
const scoreOf = ({ nearness, place }: PlaceFound<NamedPlace>): number => nearness + sizeBefore(place.population)

/** Who names no country means the better known of two places. */
export const sizeBefore = (population: number): number =>
  perKnown * Math.log(Math.max(leastPeople, population) / leastPeople)
const [perDoubling, perKnown, leastPeople] = [12, 0.2, 500]
