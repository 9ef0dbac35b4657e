import type { Statement } from '#kernel/claims'
import { conflict } from '#platform/problem'
import type { Judgement, Verdict } from './schema.ts'

/** What can become of a statement as it stands; nothing of one whose words stand again elsewhere in the ledger. */
export function verdictsOn(said: Statement, isSaidAgain: boolean): Verdict[] {
  if (said.retractedAt) return isSaidAgain ? [] : ['restored']
  return (['retracted', 'preferred', 'normal', 'deprecated'] as const).filter((verdict) => verdict !== said.rank)
}

/** Refuses a judgement that changes nothing, as when two people judge the same statement at once. */
export function refuseIdle(said: Statement, { verdict }: Judgement, isSaidAgain: boolean): void {
  if (!verdictsOn(said, isSaidAgain).includes(verdict))
    throw conflict(
      'atlas.statement.judged',
      'That is so already, or somebody else has judged this statement in the meantime. Reload to see what stands.',
    )
}
