import { percent, probabilitiesOf, type Scored, type Step, waterfall } from './probability.ts'
import { totalOf } from './scoring.ts'

export interface Candidate extends Scored {
  /** The logarithm of its odds by itself; what follows from it beside its rivals is `probability`. */
  readonly score: number
  readonly probability: number
  readonly steps: readonly Step[]
}

export type Decision = 'automatic' | 'review' | 'none'
export type Reason = 'clear' | 'homonym' | 'weak evidence' | 'no candidate' | 'already taken'

export interface Match {
  readonly decision: Decision
  readonly reason: Reason
  readonly words: string
  /** Best first; the first is what was chosen when the decision is automatic. */
  readonly candidates: readonly Candidate[]
}

/** Enough for a machine to decide alone; pages show it. */
export const automaticProbability = 0.95
/** With less than this for all candidates together, none is meant. */
export const reviewProbability = 0.1
/** A rival with this share of the best one's probability is a namesake nobody can tell apart: the commonest error of the field. */
export const rivalShare = 0.05

export function decide(scored: readonly Scored[], { known }: { known: number }): Match {
  const sorted = scored.toSorted(
    (a, b) =>
      totalOf(b.features) - totalOf(a.features) ||
      b.place.population - a.place.population ||
      (a.place.id < b.place.id ? -1 : 1),
  )
  const probabilities = probabilitiesOf(sorted)
  const candidates = sorted.map(
    (one, at): Candidate => ({
      ...one,
      score: totalOf(one.features),
      probability: probabilities[at] ?? 0,
      steps: at < mostExplained ? waterfall(sorted, at, { known }) : [],
    }),
  )
  const [best] = candidates
  const together = probabilities.reduce((sum, each) => sum + each, 0)
  if (!best || together < reviewProbability)
    return { decision: 'none', reason: 'no candidate', words: 'No known place fits.', candidates }
  if (best.probability >= automaticProbability && !isOnlySimilar(best)) {
    const words = `${best.place.name} is meant with a probability of ${percent(best.probability)}.`
    return { decision: 'automatic', reason: 'clear', words, candidates }
  }
  const rivals = candidates.filter(({ probability }) => probability >= rivalShare * best.probability).length
  if (rivals > 1) {
    const words = `${rivals} places fit nearly as well: ${best.place.name} could be any of them.`
    return { decision: 'review', reason: 'homonym', words, candidates }
  }
  const needed = isOnlySimilar(best)
    ? 'but its name is only similar, and nothing confirms it.'
    : `and ${percent(automaticProbability)} decide alone.`
  const words = `${best.place.name} is meant with a probability of ${percent(best.probability)}, ${needed}`
  return { decision: 'review', reason: 'weak evidence', words, candidates }
}

// Nishinomiya is not Ichinomiya and Memuro not Nemuro, though country, prefecture and nearly all letters agree; and Taipei lies beside
// New Taipei. A name decides alone when it is a slip of the hand away from ours and the point of the source lies there.
const isOnlySimilar = ({ features }: Candidate): boolean => {
  const farness = features.find(({ evidence }) => evidence === 'farness')
  return (
    farness !== undefined && (farness.amount < farthest || !features.some(({ evidence }) => evidence === 'nearSimilar'))
  )
}
const farthest = -2

// Whoever judges sees no more, and most questions are asked by the thousand.
export const mostExplained = 8
