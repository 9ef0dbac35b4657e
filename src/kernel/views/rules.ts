import { allow, mayDo, type Viewer } from '#kernel/access'
import { invalid } from '#platform/problem'
import type { ViewPlace } from './schema.ts'

const known = new Map<string, ViewPlace>()

/** Lists declare once, at start, that their questions can be kept. */
export function registerPlaces(places: ViewPlace[]): void {
  for (const place of places) known.set(place.name, place)
}

export const placesOf = (viewer: Viewer): ViewPlace[] => [...known.values()].filter(({ needs }) => mayDo(viewer, needs))

export const placeOf = (viewer: Viewer, name: string): ViewPlace | undefined =>
  placesOf(viewer).find((place) => place.name === name)

/** Whoever has a list may keep questions to it, however narrow the right is by which they have it. */
export const mayKeep = (viewer: Viewer): boolean =>
  mayDo(viewer, 'views.view.save') || (viewer.accountId !== undefined && placesOf(viewer).length > 0)

export function allowKeeping(viewer: Viewer): void {
  if (!mayKeep(viewer)) allow(viewer, 'views.view.save')
}

/** Where a page begins is no part of a question. */
const paging = new Set(['after', 'before', 'id'])

/** A question in one spelling: what its list may ask, without empty parts and pages, in order of name. */
export function questionOf(place: ViewPlace, text: string): string {
  const asked = askedIn(text)
  const parsed = place.asks.safeParse(asked)
  if (!parsed.success)
    throw invalid('views.view.question', 'This list cannot be asked so. Open it, narrow it, and keep it from there.')
  const said = Object.keys(parsed.data).filter((name) => asked[name] && !paging.has(name))
  return new URLSearchParams(said.sort().map((name) => [name, asked[name] ?? ''])).toString()
}

export const askedIn = (question: string): Record<string, string> => Object.fromEntries(new URLSearchParams(question))

export const addressOf = (place: ViewPlace, question: string): string =>
  question === '' ? place.path : `${place.path}?${question}`

/** Where a list lets its reader keep what they have asked of it. */
export const keepingAddress = (place: string, question: URLSearchParams | string): string =>
  `/desk/views/new?${new URLSearchParams({ place, question: String(question) })}`
