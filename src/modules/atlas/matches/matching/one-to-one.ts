import type { Match } from './decision.ts'

/** A mention of one source inside one group: for ties, the list of partners of one US place. */
export interface Claim {
  readonly group: string
  readonly mention: string
  readonly match: Match
}

/**
 * Within one list a place is named once. When two different mentions claim it, the stronger keeps it and the weaker goes
 * to review; when they are equal the machine cannot tell a second spelling from a second town, so both stay: merging two
 * spellings loses nothing, and the engagement is the same.
 */
export function keepOneToOne(claims: readonly Claim[]): Claim[] {
  const best = new Map<string, number>()
  for (const claim of claims) {
    const key = takenKey(claim)
    if (key) best.set(key, Math.max(best.get(key) ?? 0, scoreOf(claim)))
  }
  return claims.map((claim) => {
    const key = takenKey(claim)
    if (!key || scoreOf(claim) >= (best.get(key) ?? 0)) return claim
    const words = 'Another name in the same list fits this place better.'
    return { ...claim, match: { ...claim.match, decision: 'review', reason: 'already taken', words } }
  })
}

/** Whoever bears the whole name goes before whoever bears it without generic words, however much else speaks for both. */
function scoreOf({ match }: Claim): number {
  const [best] = match.candidates
  if (!best) return 0
  return best.score + (best.features.some(({ evidence }) => evidence === 'sameName') ? wholeName : 0)
}
const wholeName = 100

function takenKey({ group, match }: Claim): string | undefined {
  const place = match.decision === 'automatic' ? match.candidates[0]?.place : undefined
  return place && `${group} ${place.id}`
}
