import type { Holding } from '#kernel/holdings'
import { conflict } from '#platform/problem'
import { JudgementGraph } from '../matches/matching/judgement-graph.ts'
import type { StandingJudgement, Verdict } from './schema.ts'

export const judgementHoldings: Holding[] = [
  {
    table: 'atlas.judgements',
    title: 'Names you judged, and notes on names that name you',
    about: { note: 'text' },
    by: { judged_by: 'actor' },
    fate: {
      is: 'kept',
      why: 'The public record must say how it came about; your name and numbers go.',
      until: 'as long as the record stands',
      cutOut: ['note'],
    },
    isToOthers: true,
  },
]

/** For so long nobody else is shown a name that somebody looks at. */
export const claimMinutes = 5

/** Two people at one name: who came second reads what the first one said, and nothing is overwritten. */
export function refuseUnseen(judgements: StandingJudgement[], seen: string | null, who: string): void {
  const [latest] = judgements
  if (!latest || latest.id === seen) return
  if (seen === null && !judgements.some(({ verdict }) => verdict === 'same' || verdict === 'none')) return
  throw conflict(
    'atlas.judgement.answered',
    `${who} ${inWords(latest)} while you were looking. Nothing of yours was kept; take theirs back if it is wrong.`,
  )
}

/** "said that “Harbur City” means Harbor City" */
export function inWords({ verdict, name, organizationName }: StandingJudgement): string {
  if (verdict === 'same') return `said that “${name}” means ${organizationName}`
  if (verdict === 'different') return `said that “${name}” is not ${organizationName}`
  return verdict === 'none' ? `said that “${name}” is none of those shown` : `was unsure about “${name}”`
}

export interface Stands {
  judgements: StandingJudgement[]
  /** Records that are one. */
  joined: { id: string; keptId: string; goneId: string }[]
  names: Map<string, string>
}

/**
 * Refuses what cannot be true together with what stands, over however many records that were made one, and says by which chain. Two
 * records of the spine that nobody made one are two, so that a name cannot mean both.
 */
export function refuseContradiction(
  wanted: { key: string; name: string; verdict: Verdict; organizationId: string | null; shown: string[] },
  { judgements, joined, names }: Stands,
): void {
  const mention = `“${wanted.name}”`
  // Chains are told in names; two records may share one, so the id stands beside it.
  const called = (id: string) => `${names.get(id) ?? 'A record'} (${id})`
  const graph = new JudgementGraph(
    joined.map(({ id, keptId, goneId }) => ({ id, one: called(keptId), other: called(goneId), verdict: 'same' })),
  )
  const add = (id: string, other: string, verdict: 'same' | 'different') => {
    const judgement = { id: `${id} ${other}`, one: mention, other: called(other), verdict }
    if (!graph.conflict(judgement)) graph.add(judgement)
  }
  for (const { id, verdict, organizationId, shown } of judgements) {
    if (organizationId && (verdict === 'same' || verdict === 'different')) add(id, organizationId, verdict)
    if (verdict === 'none') for (const other of shown) add(id, other, 'different')
  }
  const refuse = (words: string | undefined) => {
    if (words)
      throw conflict('atlas.judgement.contradiction', `${words} Take back the one that is wrong, then answer again.`)
  }
  if (wanted.verdict === 'same' && wanted.organizationId !== null) {
    const meant = called(wanted.organizationId)
    refuse(graph.conflict({ one: mention, other: meant, verdict: 'same' }))
    const before = judgements.find(({ verdict }) => verdict === 'same')
    const known = before?.organizationId ? called(before.organizationId) : meant
    if (!graph.cluster(known).has(meant))
      refuse(`${mention} = ${known} ≠ ${meant}: it has been judged to be ${known}, which is another record.`)
  }
  const apart = wanted.verdict === 'none' ? wanted.shown : wanted.verdict === 'different' ? [wanted.organizationId] : []
  for (const other of apart)
    if (other !== null) refuse(graph.conflict({ one: mention, other: called(other), verdict: 'different' }))
}
