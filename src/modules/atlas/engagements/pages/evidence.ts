import type { Shown, StatementView } from '#kernel/claims'
import { formatPartialDate } from '#platform/i18n'
import type { EvidenceClaim, StatusTone } from '#ui'

/** Every statement behind a value: source, the words as they stood, where, when it was read, and who disputes it. */
export function evidenceOf(shown: Shown): EvidenceClaim[] {
  const said = [...shown.chosen, ...shown.others] as StatementView[] // assemble keeps the objects it was given
  return said.map((statement) => ({
    source: `${statement.sourceTitle} (${statement.sourcePublisher}), ${statement.part}`,
    href: statement.sourceAddress ?? undefined,
    quote: statement.quote ?? statement.originalValue,
    seenOn: formatPartialDate('en', statement.sourceRetrievedOn),
    confidence: confidenceOf(statement),
    dispute: statement.disputedBy ? `Disputed by ${statement.disputedBy}` : undefined,
  }))
}

function confidenceOf(statement: StatementView): { words: string; tone: StatusTone } {
  if (statement.retractedAt) return { words: `Retracted: ${statement.retractedReason}`, tone: 'ended' }
  if (statement.rank === 'deprecated')
    return { words: `Deprecated: ${statement.rankReason ?? 'no reason given'}`, tone: 'negative' }
  if (statement.confidence === 'checked') return { words: 'Checked', tone: 'positive' }
  if (statement.confidence === 'doubtful') return { words: 'Doubtful', tone: 'negative' }
  return { words: 'As reported', tone: 'pending' }
}
