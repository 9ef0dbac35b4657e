import { type Column, codesFor, type Dictionary, type FacetColumn } from './columns.ts'
import { UNKNOWN } from './engagement-row.ts'
import { createNumberList } from './growable.ts'
import { countUp, sortByCode } from './ordering.ts'

/** A column being made: a number per row, and what each number means in each facet (its set of values). */
export interface Draft {
  codes: Uint32Array
  size: number
  sets: Map<FacetValues, Uint32Array>
}

/** The values a facet has and the sets in which they occur together. */
export interface FacetValues {
  name: string
  values: string[]
  setStart: Uint32Array
  setValues: Uint32Array
}

export interface FacetCollector {
  /** Adds a row; the number of its set. */
  add: (values: readonly string[]) => number
  /** The same where another facet, whose set has the number `parent`, nearly always decides this one. */
  addDerived: (values: readonly string[], parent: number) => number
  finish: () => Draft
}

export function createFacetCollector(name: string): FacetCollector {
  const values: string[] = []
  const codeOf = new Map<string, number>()
  const single: number[] = []
  const several = new Map<string, number>()
  const sets: number[][] = []
  const rows = createNumberList()
  const codeFor = (value: string) => {
    const known = codeOf.get(value)
    if (known !== undefined) return known
    codeOf.set(value, values.length)
    return values.push(value) - 1
  }
  const setOfOne = (value: string) => {
    const code = codeFor(value)
    const known = single[code]
    if (known !== undefined) return known
    single[code] = sets.length
    return sets.push([code]) - 1
  }
  const setOf = (list: readonly string[]) => {
    const codes = [...new Set(list.map(codeFor))].sort((a, b) => a - b)
    if (codes.length === 1) return setOfOne(list[0] ?? UNKNOWN)
    const key = codes.join()
    const known = several.get(key)
    if (known !== undefined) return known
    several.set(key, sets.length)
    return sets.push(codes) - 1
  }
  const add = (list: readonly string[]) => {
    const set = list.length < 2 ? setOfOne(list[0] ?? UNKNOWN) : setOf(list)
    rows.push(set)
    return set
  }
  const usualValue: string[] = []
  const usualSet: number[] = []
  return {
    add,
    addDerived(list, parent) {
      const value = list[0] ?? UNKNOWN
      // Comparing with the value it had last time costs less than looking it up.
      if (list.length < 2 && usualValue[parent] === value) {
        const set = usualSet[parent] ?? 0
        rows.push(set)
        return set
      }
      const set = add(list)
      if (list.length < 2) {
        usualValue[parent] = value
        usualSet[parent] = set
      }
      return set
    },
    finish() {
      const setStart = new Uint32Array(sets.length + 1)
      sets.forEach((codes, at) => {
        setStart[at + 1] = (setStart[at] ?? 0) + codes.length
      })
      const facet = { name, values, setStart, setValues: Uint32Array.from(sets.flat()) }
      return { codes: rows.take(), size: sets.length, sets: new Map([[facet, Uint32Array.from(sets.keys())]]) }
    },
  }
}

export interface NumberedRows {
  codes: Uint32Array
  size: number
}

/** Numbers for the pairs that occur, in ascending order of first and then second. */
export interface Pairing {
  codes: Uint32Array
  first: Uint32Array
  second: Uint32Array
}

export function pair(a: NumberedRows, b: NumberedRows): Pairing {
  const keys = new Float64Array(a.codes.length)
  for (let row = 0; row < keys.length; row++) keys[row] = (a.codes[row] ?? 0) * b.size + (b.codes[row] ?? 0)
  const { distinct, codes } =
    a.size * b.size <= SMALL_TABLE ? numberByTable(keys, a.size * b.size) : numberBySorting(keys, a, b)
  return {
    codes,
    first: Uint32Array.from(distinct, (key) => Math.floor(key / b.size)),
    second: Uint32Array.from(distinct, (key) => key % b.size),
  }
}

/** Up to this many possible keys a table is the fastest way. */
const SMALL_TABLE = 2 ** 22

function numberByTable(keys: Float64Array, size: number) {
  const numberOf = new Uint32Array(size)
  for (let row = 0; row < keys.length; row++) numberOf[keys[row] ?? 0] = 1
  const distinct: number[] = []
  for (let key = 0; key < size; key++) if (numberOf[key] === 1) numberOf[key] = distinct.push(key) - 1
  const codes = new Uint32Array(keys.length)
  for (let row = 0; row < keys.length; row++) codes[row] = numberOf[keys[row] ?? 0] ?? 0
  return { distinct: Float64Array.from(distinct), codes }
}

/** Sorted by both numbers, equal pairs are neighbors. */
function numberBySorting(keys: Float64Array, a: NumberedRows, b: NumberedRows) {
  const order = sortByCode(sortByCode(countUp(keys.length), b.codes, b.size), a.codes, a.size)
  const codes = new Uint32Array(keys.length)
  const distinct = new Float64Array(keys.length)
  let found = 0
  for (let at = 0; at < order.length; at++) {
    const row = order[at] ?? 0
    const key = keys[row] ?? 0
    if (found === 0 || distinct[found - 1] !== key) distinct[found++] = key
    codes[row] = found - 1
  }
  return { distinct: distinct.slice(0, found), codes }
}

export function distinctSorted(keys: Float64Array): Float64Array {
  const sorted = keys.slice().sort()
  let length = 0
  for (let at = 0; at < sorted.length; at++) {
    if (at === 0 || sorted[at] !== sorted[at - 1]) sorted[length++] = sorted[at] ?? 0
  }
  return sorted.slice(0, length)
}

/** One column that says what both said. */
export function join(a: Draft, b: Draft): Draft {
  const pairs = pair(a, b)
  const sets = new Map<FacetValues, Uint32Array>()
  for (const [facet, setOf] of a.sets)
    sets.set(
      facet,
      pairs.first.map((code) => setOf[code] ?? 0),
    )
  for (const [facet, setOf] of b.sets)
    sets.set(
      facet,
      pairs.second.map((code) => setOf[code] ?? 0),
    )
  return { codes: pairs.codes, size: pairs.first.length, sets }
}

/** How many counters a joined column may need: few enough that they all stay in the nearest cache. */
const COMFORTABLE = 4096

/** Joins columns into as few as will stay comfortable: each one less is one pass less over the rows. */
export function joinProfiles(drafts: readonly Draft[]): Draft[] {
  const waiting = [...drafts].sort((a, b) => b.size - a.size)
  const done: Draft[] = []
  for (const draft of waiting) {
    const partner = done.findIndex((other) => other.size * draft.size <= COMFORTABLE)
    const joined = done[partner]
    if (joined) done[partner] = join(joined, draft)
    else done.push(draft)
  }
  return done
}

/** What the codes of a finished column mean. */
export function toDictionary(draft: Draft): Dictionary {
  const facets: FacetColumn[] = [...draft.sets].map(([facet, sets]) => {
    const setOf = codesFor(draft.size, facet.setStart.length)
    setOf.set(sets)
    const setValues = codesFor(facet.setValues.length, facet.values.length)
    setValues.set(facet.setValues)
    return { name: facet.name, values: facet.values, setOf, setStart: facet.setStart, setValues }
  })
  return { size: draft.size, facets }
}

export function toColumn(draft: Draft, codes: Uint32Array): Column {
  const own = codesFor(codes.length, draft.size)
  own.set(codes)
  return { codes: own, ...toDictionary(draft) }
}
