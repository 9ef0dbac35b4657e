import { doubt } from './calibration.ts'
import type { Place } from './gazetteer.ts'
import { type Feature, type FeatureKind, featureKinds, totalOf } from './scoring.ts'

/** A place with all that speaks for and against it. */
export interface Scored {
  readonly place: Place
  readonly features: readonly Feature[]
}

/** One piece of evidence and how probable the candidate is once it is known. */
export interface Step {
  readonly kind: FeatureKind | 'prior'
  readonly words: string
  readonly probability: number
}

/**
 * How probable each candidate is: evidence is log-odds, and the candidates compete with each other and with *none of them* (a
 * multinomial logit, McFadden 1974), less the doubt that is left whatever they say. Three namesakes that fit equally well are a third each, however well they fit.
 */
export function probabilitiesOf(candidates: readonly Scored[]): number[] {
  return shares(candidates.map(({ features }) => totalOf(features)))
}

function shares(logits: readonly number[]): number[] {
  const odds = logits.map(Math.exp)
  const all = odds.reduce((sum, each) => sum + each, 1)
  return odds.map((each) => ((1 - doubt) * each) / all)
}

/**
 * From what is known before the name is read to the last piece of evidence. Each kind of evidence is told to all candidates at once, so a
 * candidate also moves by what speaks for its rivals.
 */
export function waterfall(candidates: readonly Scored[], at: number, { known }: { known: number }): Step[] {
  const own = candidates[at]
  if (!own) return []
  const steps: Step[] = [
    {
      kind: 'prior',
      words: `before its name is read: any of ${new Intl.NumberFormat('en').format(known)} known here`,
      probability: 1 / known,
    },
  ]
  const logits = candidates.map(() => 0)
  for (const kind of featureKinds) {
    const told = candidates.map(({ features }) => features.filter((each) => each.feature === kind))
    if (told.every((each) => each.length === 0)) continue
    told.forEach((each, index) => {
      logits[index] = (logits[index] ?? 0) + totalOf(each)
    })
    const words = (told[at] ?? []).flatMap((each) => each.words || []).join('; ')
    steps.push({ kind, words: words || silent[kind], probability: shares(logits)[at] ?? 0 })
  }
  return steps
}

/** How far each step moved the probability, up or down. */
export const movesOf = <Each extends { readonly probability: number }>(
  steps: readonly Each[],
): (Each & { readonly by: number })[] =>
  steps.map((step, at) => ({ ...step, by: step.probability - (steps[at - 1]?.probability ?? 0) }))

/** Never 0 % or 100 %: nothing here is impossible, and nothing certain. */
export function percent(probability: number): string {
  if (probability < 0.01) return 'under 1%'
  return probability > 0.99 ? 'over 99%' : `${Math.round(100 * probability)}%`
}

/** Of a candidate of which a kind of evidence says nothing, while it says something of its rivals. */
const silent: Readonly<Record<FeatureKind, string>> = {
  name: 'its name agrees less than that of others',
  'similar name': 'its name agrees better than that of others',
  country: 'another lies in the country that the source says',
  subdivision: 'its region is not known, that of others is',
  cells: 'other cells agree with others',
  level: 'others are more often what a plain name means',
  distance: 'its distance from the point of the source says nothing',
  ties: 'another has a tie on record with whom the source names beside it',
  size: 'another is larger',
}
