import type { Place } from './gazetteer.ts'
import type { Feature } from './scoring.ts'

export interface Candidate {
  readonly place: Place
  readonly score: number
  readonly features: readonly Feature[]
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

/** Enough for a machine to decide alone. Same name and same country, or a name that stands alone in the world. */
export const automaticScore = 60
/** A rival closer than this makes the machine abstain: homonyms are the commonest error of the field. */
export const automaticLead = 12
export const reviewScore = 35

export function decide(candidates: readonly Candidate[]): Match {
  const sorted = candidates.toSorted(
    (a, b) => b.score - a.score || b.place.population - a.place.population || (a.place.id < b.place.id ? -1 : 1),
  )
  const [best, second] = sorted
  if (!best || best.score < reviewScore)
    return { decision: 'none', reason: 'no candidate', words: 'No known place fits.', candidates: sorted }
  if (second && best.score - second.score < automaticLead) {
    const rivals = sorted.filter((one) => best.score - one.score < automaticLead).length
    const words = `${rivals} places fit equally well: ${best.place.name} could be any of them.`
    return { decision: 'review', reason: 'homonym', words, candidates: sorted }
  }
  if (onlySimilar(best)) {
    const words = `The name is only similar to ${best.place.name}, and no point confirms it.`
    return { decision: 'review', reason: 'weak evidence', words, candidates: sorted }
  }
  if (best.score < automaticScore) {
    const words = `${best.place.name} fits (${best.score} points), but ${automaticScore} are needed to decide alone.`
    return { decision: 'review', reason: 'weak evidence', words, candidates: sorted }
  }
  const words = `${best.place.name} fits with ${best.score} points.`
  return { decision: 'automatic', reason: 'clear', words, candidates: sorted }
}

// 26 points for equal names, so at least .87 alike: Esslingen and Wendlingen am Neckar are less, and near each other.
const sureSimilarity = 23

// Nishinomiya is not Ichinomiya and Memuro not Nemuro, though country, prefecture and nearly all letters agree.
function onlySimilar({ features }: Candidate): boolean {
  const similar = features.find((one) => one.feature === 'similar name')
  if (!similar) return false
  const near = features.some((one) => one.feature === 'distance' && one.weight > 0)
  return !near || similar.weight < sureSimilarity
}
