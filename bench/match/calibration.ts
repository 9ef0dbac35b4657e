import { type Evidence, fitted, weights } from '../../src/modules/atlas/matches/matching/calibration.ts'
import {
  bareKey,
  buildGazetteer,
  type Gazetteer,
  type Place,
} from '../../src/modules/atlas/matches/matching/gazetteer.ts'
import { isTwin, matchPlace } from '../../src/modules/atlas/matches/matching/match-place.ts'
import type { Feature, Mention } from '../../src/modules/atlas/matches/matching/scoring.ts'
import { createRandom } from '../../test/support/random.ts'
import * as samples from './samples.ts'

/** A labelled question with all its candidates; `right` is the place among them that is meant, -1 when none is. */
export interface Judged {
  readonly kind: string
  /** GeoNames id of what is meant: its parity says which half the question is in. */
  readonly gold: number
  readonly right: number
  readonly probability: number
  readonly candidates: readonly (readonly Feature[])[]
}

// So many places of a hundred are taken out of what is known, so that *none of them* is sometimes the right answer.
const unknownShare = 20
const isUnknown = (id: number): boolean => ((id * 2_654_435_761) >>> 0) % 100 < unknownShare

/**
 * Questions of the kinds that lists ask: names in many languages, US namesakes with and without their state, and the same with one
 * letter left out.
 */
export function judgeQuestions(): Judged[] {
  const { gazetteer, asked } = samples.gazetteerOf(samples.allNames().filter(({ id }) => !isUnknown(id)))
  const judged = samples
    .readPlaceQueries()
    .map((query) => judge(gazetteer, asked(query), { kind: 'names in many languages', gold: query.gold }))
  const us = buildGazetteer(samples.usPlaces().filter(({ id }) => !isUnknown(Number(id))))
  const random = createRandom(14)
  // The product takes a city and the seat of its municipality for one; so does the label.
  const twinsOf = twins(samples.usPlaces())
  for (const { text, gold, state } of samples.readHomonyms()) {
    const name = text.replace(/[,(].*$/, '').trim()
    const slip = 1 + Math.floor(random() * (name.length - 1))
    const mistyped = name.slice(0, slip) + name.slice(slip + 1)
    const there = { countries: ['US'], subdivisions: [state] }
    judged.push(
      judge(us, { name, ...there }, { kind: 'namesakes with their state', gold, twins: twinsOf(gold) }),
      judge(
        us,
        { name, ...there, subdivisions: [] },
        { kind: 'namesakes without their state', gold, twins: twinsOf(gold) },
      ),
      judge(us, { name: mistyped, ...there }, { kind: 'mistyped, with their state', gold, twins: twinsOf(gold) }),
    )
  }
  return judged
}

function twins(places: readonly Place[]): (id: number) => number[] {
  const byId = new Map(places.map((place) => [place.id, place]))
  const byName = Map.groupBy(places, ({ name, subdivision }) => `${bareKey(name)} ${subdivision}`)
  return (id) => {
    const place = byId.get(String(id))
    if (!place) return []
    const namesakes = byName.get(`${bareKey(place.name)} ${place.subdivision}`) ?? []
    return namesakes.filter((other) => isTwin(place, other)).map((other) => Number(other.id))
  }
}

function judge(
  gazetteer: Gazetteer,
  mention: Mention,
  { kind, gold, twins = [] }: { kind: string; gold: number; twins?: number[] },
): Judged {
  const { candidates } = matchPlace(gazetteer, mention)
  return {
    kind,
    gold,
    right: candidates.findIndex(({ place }) => Number(place.id) === gold || twins.includes(Number(place.id))),
    probability: candidates[0]?.probability ?? 0,
    candidates: candidates.map(({ features }) => features),
  }
}

export const isFitted = ({ gold }: Judged): boolean => gold % 2 === 0

/** Expected calibration error (Naeini, Cooper and Hauskrecht 2015): ten bins of equal width over the probability of the first candidate. */
export function calibrationError(judged: readonly Judged[]): number {
  let error = 0
  for (const [, bin] of Map.groupBy(judged, ({ probability }) => Math.min(9, Math.floor(10 * probability)))) {
    const said = bin.reduce((sum, { probability }) => sum + probability, 0)
    const right = bin.filter((one) => one.right === 0).length
    error += Math.abs(said - right)
  }
  return error / judged.length
}

/** What a machine is off by that gives every question the same probability: its error is 0 of all, and large where it matters. */
export function baseRateError(judged: readonly Judged[]): number {
  const byKind = Map.groupBy(judged, ({ kind }) => kind)
  const rate = judged.filter(({ right }) => right === 0).length / judged.length
  return [...byKind.values()].reduce((sum, one) => {
    const right = one.filter((each) => each.right === 0).length
    return sum + Math.abs(right - rate * one.length) / judged.length
  }, 0)
}

type Weights = Record<Evidence, number>
interface Fitted {
  weights: Weights
  doubt: number
  loss: number
}

const names = Object.keys(fitted) as (keyof typeof fitted)[] // the keys are those of the table
const doubts = [0.01, 0.015, 0.02, 0.025, 0.03, 0.04]

/** The weights and the doubt under which the right answers are most probable together. */
export const fit = (judged: readonly Judged[]): Fitted =>
  doubts.map((doubt) => fitWith(judged, doubt)).reduce((best, each) => (each.loss < best.loss ? each : best))

/** Descends along the slope of the loss (Adam, Kingma and Ba 2015). */
function fitWith(judged: readonly Judged[], doubt: number): Fitted {
  const found: Weights = { ...weights }
  const [mean, spread] = [new Map<string, number>(), new Map<string, number>()]
  let loss = 0
  for (let step = 1; step <= 500; step++) {
    const slope = slopeOf(judged, { weights: found, doubt })
    loss = slope.loss
    for (const name of names) {
      const by = (slope.by[name] ?? 0) + pull * (found[name] - weights[name])
      mean.set(name, 0.9 * (mean.get(name) ?? 0) + 0.1 * by)
      spread.set(name, 0.99 * (spread.get(name) ?? 0) + 0.01 * by * by)
      const moved = (mean.get(name) ?? 0) / (1 - 0.9 ** step)
      found[name] -= (0.1 * moved) / (Math.sqrt((spread.get(name) ?? 0) / (1 - 0.99 ** step)) + 1e-8)
    }
  }
  return { weights: found, doubt, loss }
}
// What no question tells stays where it is.
const pull = 1e-5

function slopeOf(
  judged: readonly Judged[],
  tried: { weights: Weights; doubt: number },
): { loss: number; by: Partial<Weights> } {
  const by: Partial<Weights> = {}
  let loss = 0
  for (const { candidates, right } of judged) {
    const odds = candidates.map((features) =>
      Math.exp(features.reduce((sum, { evidence, amount }) => sum + tried.weights[evidence] * amount, 0)),
    )
    const all = odds.reduce((sum, each) => sum + each, 1)
    const none = 1 / all + tried.doubt * (1 - 1 / all)
    loss -= Math.log(right < 0 ? none : ((1 - tried.doubt) * (odds[right] ?? 0)) / all) / judged.length
    candidates.forEach((features, at) => {
      const share = (odds[at] ?? 0) / all
      const over = right < 0 ? ((1 - tried.doubt) * share) / all / none : share - (at === right ? 1 : 0)
      for (const { evidence, amount } of features) by[evidence] = (by[evidence] ?? 0) + (over * amount) / judged.length
    })
  }
  return { loss, by }
}
