import { dayOf } from '#platform/clock'
import { formatDate, formatNumber } from '#platform/i18n'
import type { Answer } from './engine/answer.ts'
import type { Arc } from './engine/arcs.ts'
import { boxText } from './engine/cells.ts'
import type { Box } from './engine/question.ts'
import { type Question, yearOf } from './engine/question.ts'
import {
  type ExplorerQuery,
  type FacetName,
  type FacetView,
  facetNames,
  facetTitles,
  type Meta,
  type PlainQuestion,
} from './schema.ts'

/** 1970-01-01 is day 0. */
export const dayNumber = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000)

/** What the address asks, as the index understands it. */
export function toQuestion(
  asked: PlainQuestion,
  around: {
    bbox?: Box | undefined
    zoom?: number | undefined
    limit?: number
    after?: string | undefined
    arcs?: number
    within?: boolean
    abroad?: boolean
  } = {},
): Question {
  const facets = Object.fromEntries(facetNames.flatMap((name) => (asked[name]?.length ? [[name, asked[name]]] : [])))
  const brush = asked.from || asked.to
  return {
    facets,
    text: asked.q,
    starts: brush
      ? { from: asked.from ? dayNumber(asked.from) : undefined, to: asked.to ? dayNumber(asked.to) : undefined }
      : undefined,
    includeUndated: asked.undated === 'yes',
    asOf: asked.asOf ? dayNumber(asked.asOf) : undefined,
    knownAt: asked.knownAt ? Math.floor(asked.knownAt.getTime() / 1000) : undefined,
    usWithin: asked.usWithin,
    abroadWithin: asked.abroadWithin,
    viewport: around.bbox,
    withinViewport: around.within,
    zoom: around.zoom ?? 0,
    limit: around.limit ?? 20,
    after: around.after,
    arcs: around.arcs ?? 300,
    abroad: around.abroad,
  }
}

/** The question as an address again, in one order, so that equal questions have equal addresses. */
export function toParameters(asked: PlainQuestion): URLSearchParams {
  const parameters = new URLSearchParams()
  for (const name of facetNames) for (const value of [...(asked[name] ?? [])].sort()) parameters.append(name, value)
  const plain: Record<string, string | undefined> = {
    q: asked.q,
    from: shortYear(asked.from, '-01-01'),
    to: shortYear(asked.to, '-12-31'),
    undated: asked.undated,
    asOf: asked.asOf,
    knownAt: asked.knownAt?.toISOString(),
    usWithin: asked.usWithin && boxText(asked.usWithin),
    abroadWithin: asked.abroadWithin && boxText(asked.abroadWithin),
  }
  for (const [name, value] of Object.entries(plain)) if (value) parameters.set(name, value)
  return parameters
}

const shortYear = (day: string | undefined, edge: string) => (day?.endsWith(edge) ? day.slice(0, 4) : day)

/** Only the question of a page query: without what says how to show it. */
export function questionOf(query: ExplorerQuery): PlainQuestion {
  const { view, page, compare, coverage, ...question } = query
  return question
}

/** What is counted, of how many, as of when, as known when: stands above every view and in every list. */
export function metaOf(answer: Answer, asked: PlainQuestion, now: Date): Meta {
  const today = dayOf(now)
  const knownAt = (asked.knownAt ?? now).toISOString()
  const total = formatNumber('en', answer.total)
  const of = formatNumber('en', answer.of)
  const parts = [
    answer.total === answer.of ? `${total} engagements on record` : `${total} of ${of} engagements on record`,
    asked.asOf ? `not known to have begun later or ended before ${formatDate('en', asked.asOf)}` : '',
    `as known on ${formatDate('en', knownAt.slice(0, 10))}`,
  ].filter((part) => part !== '')
  const undated = answer.undated > 0 ? `; ${formatNumber('en', answer.undated)} without a date` : ''
  const unlocated =
    answer.unlocated > 0 ? `; ${formatNumber('en', answer.unlocated)} without a position on the map` : ''
  return {
    total: answer.total,
    of: answer.of,
    asOf: asked.asOf ?? today,
    knownAt,
    undated: answer.undated,
    unlocated: answer.unlocated,
    says: `${parts.join(', ')}${undated}${unlocated}.`,
  }
}

/** Facets with labels: the most frequent values and every chosen one, even at zero; "unknown" comes last. */
export function facetViews(
  answer: Answer,
  asked: PlainQuestion,
  labelOf: (facet: string, value: string) => string,
  most: number,
): FacetView[] {
  return facetNames.map((name) => {
    const { values = [], counts = new Uint32Array() } = answer.facets.find((facet) => facet.name === name) ?? {}
    const chosen = new Set(asked[name] ?? [])
    const { best: ranked, distinct } = commonest(values, counts, most)
    const listed = new Set(ranked.map(({ value }) => value))
    for (const value of [...chosen, 'unknown']) {
      const count = counts[values.indexOf(value)] ?? 0
      if (!listed.has(value) && (count > 0 || chosen.has(value))) ranked.push({ value, count })
      listed.add(value)
    }
    ranked.sort(byCount)
    return {
      name,
      title: facetTitles[name],
      of: distinct + ranked.filter(({ count }) => count === 0).length,
      values: ranked.map((each) => ({ ...each, label: labelOf(name, each.value), isChosen: chosen.has(each.value) })),
    }
  })
}

export interface CountedValue {
  value: string
  count: number
}

/** Values of a facet that occur in an answer, the most frequent first, what is unknown last. */
export function countedValues(answer: Answer, name: string): CountedValue[] {
  const facet = answer.facets.find((each) => each.name === name)
  return (facet?.values ?? [])
    .map((value, at) => ({ value, count: facet?.counts[at] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort(byCount)
}

/** The same without what is unknown: who or what is named at least once. */
export const namedValues = (answer: Answer, name: string): CountedValue[] =>
  countedValues(answer, name).filter((each) => !isUnknown(each))

/** The `most` of them that count most, where the rest is not needed. */
export function commonNamed(answer: Answer, name: string, most: number): CountedValue[] {
  const { values = [], counts = new Uint32Array() } = answer.facets.find((facet) => facet.name === name) ?? {}
  return commonest(values, counts, most).best
}

const isUnknown = ({ value }: CountedValue) => value === 'unknown'
/** Most first, what is unknown last, then by the alphabet of the values. */
export const byCount = (a: CountedValue, b: CountedValue): number =>
  Number(isUnknown(a)) - Number(isUnknown(b)) || b.count - a.count || (a.value < b.value ? -1 : 1)

/** The `most` known values that count most, without ordering the tens of thousands that no page shows; and how many count at all. */
function commonest(values: readonly string[], counts: Uint32Array, most: number) {
  const best: CountedValue[] = []
  let distinct = 0
  for (let at = 0; at < values.length; at++) {
    const [value = '', count = 0] = [values[at], counts[at]]
    const last = best.length < most ? undefined : best.at(-1)
    if (count > 0) distinct += 1
    if (count === 0 || (last && count < last.count)) continue
    const each = { value, count }
    if (isUnknown(each) || (last && byCount(each, last) > 0)) continue
    best.splice(placeIn(best, each), 0, each)
    best.length = Math.min(best.length, most)
  }
  return { best, distinct }
}

function placeIn(best: CountedValue[], each: CountedValue): number {
  let [low, high] = [0, best.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const other = best[middle]
    if (other && byCount(other, each) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** Bars of the timeline as years without holes, from the first to the last that any record has. */
export function yearBars(answer: Answer): { year: number; count: number }[] {
  return Array.from(answer.years.counts, (count, at) => ({ year: answer.years.first + at, count }))
}

/** Hue of the categorical scale for each form: the same on map, legend and table. */
export const formHues: Record<string, number> = {
  'standing-tie': 1,
  membership: 2,
  presence: 3,
  instrument: 4,
  event: 5,
  transfer: 6,
  position: 6,
  'adverse-act': 6,
}

/** What a map draws of an answer: circles of both sides, and lines with the names of their ends. */
export const drawnOf = ({ clusters, abroad, arcs }: Answer, labelOf: (facet: string, value: string) => string) => ({
  clusters: clusters.map((cluster) => ({ ...cluster, ...rounded(cluster) })),
  abroad: abroad.map((cluster) => ({ ...cluster, ...rounded(cluster) })),
  arcs: arcs.map((arc) => ({
    ...arc,
    ...{ fromPoint: rounded(arc.fromPoint), toPoint: rounded(arc.toPoint) },
    label: arcWords(arc, labelOf),
  })),
})

/** Seven decimals tell any two positions of the grid apart (`boxText`); more are only sent. */
const rounded = ({ lon, lat }: { lon: number; lat: number }) => ({
  lon: Math.round(lon * 1e7) / 1e7,
  lat: Math.round(lat * 1e7) / 1e7,
})

/** Who is at either end of a line. */
export const arcWords = ({ from, to }: Arc, labelOf: (facet: string, value: string) => string): string =>
  `${from.map((id) => labelOf('place', id)).join(', ')} – ${to.map((id) => labelOf('partner', id)).join(', ')}`

/** The chosen filters in words, each with the address of the question without it. */
export function chosenFilters(
  asked: PlainQuestion,
  labelOf: (facet: string, value: string) => string,
): { title: string; label: string; without: PlainQuestion }[] {
  const facets = facetNames.flatMap((name: FacetName) =>
    (asked[name] ?? []).map((value) => ({
      title: facetTitles[name],
      label: labelOf(name, value),
      without: { ...asked, [name]: (asked[name] ?? []).filter((each) => each !== value) },
    })),
  )
  const plain = [
    ...(asked.q ? [{ title: 'Words', label: asked.q, without: { ...asked, q: undefined } }] : []),
    ...(asked.from || asked.to
      ? [
          {
            title: 'Begun',
            label: `${asked.from ? yearOf(dayNumber(asked.from)) : '…'}–${asked.to ? yearOf(dayNumber(asked.to)) : '…'}`,
            without: { ...asked, from: undefined, to: undefined },
          },
        ]
      : []),
    ...(asked.asOf
      ? [{ title: 'In force on', label: formatDate('en', asked.asOf), without: { ...asked, asOf: undefined } }]
      : []),
    ...(asked.knownAt
      ? [
          {
            title: 'As known on',
            label: formatDate('en', dayOf(asked.knownAt)),
            without: { ...asked, knownAt: undefined },
          },
        ]
      : []),
    ...(asked.usWithin
      ? [{ title: 'US side', label: areaWords(asked.usWithin), without: { ...asked, usWithin: undefined } }]
      : []),
    ...(asked.abroadWithin
      ? [{ title: 'Counterpart', label: areaWords(asked.abroadWithin), without: { ...asked, abroadWithin: undefined } }]
      : []),
  ]
  return [...facets, ...plain]
}

/** A part of the map in words, as the names of what lies in it would not fit. */
function areaWords({ west, south, east, north }: Box): string {
  const latitude = (value: number) => `${Math.abs(value).toFixed(1)}° ${value < 0 ? 'S' : 'N'}`
  const longitude = (value: number) => `${Math.abs(value).toFixed(1)}° ${value < 0 ? 'W' : 'E'}`
  const sides = [
    [latitude(south), latitude(north)],
    [longitude(west), longitude(east)],
  ]
  return `at ${sides.map(([first, last]) => (first === last ? first : `${first} to ${last}`)).join(', ')}`
}
