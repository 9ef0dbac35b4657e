import { Waterfall } from '#ui'
import { movesOf, percent } from '../matches/matching/probability.ts'
import type { Candidate } from './schema.ts'

/** From what is known before the name is read to the probability that it means this one. */
export const ReasonsWaterfall = ({ candidate }: { candidate: Candidate }) => (
  <Waterfall
    label={`Why ${candidate.name}`}
    total={percent(candidate.probability)}
    steps={movesOf(candidate.reasons).map(({ words, probability, by }, at) => ({
      what: words,
      moves: at === 0 ? percent(probability) : inPoints(by),
      from: probability - by,
      to: probability,
    }))}
  />
)

function inPoints(by: number): string {
  const points = Math.round(100 * Math.abs(by))
  if (points === 0) return 'under 1 point'
  return `${by > 0 ? '+' : '−'}${points} ${points === 1 ? 'point' : 'points'}`
}
