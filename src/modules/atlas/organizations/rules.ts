import { assemble, type StatementView } from '#kernel/claims'
import { severalNames } from '../governments/rules.ts'
import type { HistoryLine } from './schema.ts'

/** What a record showed before and after each thing that was said of it or taken back, newest first. */
export function historyOf(statements: StatementView[]): HistoryLine[] {
  const lines: HistoryLine[] = []
  for (const [property, said] of Map.groupBy(statements, (each) => each.property)) {
    const moments = said.flatMap((each) => [
      { at: each.recordedAt, why: `${each.sourceTitle} (${each.sourcePublisher})` },
      ...(each.retractedAt ? [{ at: each.retractedAt, why: `Taken back: ${each.retractedReason}` }] : []),
    ])
    const shownAt = (knownAt: Date) => assemble(said, { knownAt }, severalNames)[0]?.values.join('; ') ?? ''
    for (const { at, why } of moments)
      lines.push({ at, property, before: shownAt(new Date(at.getTime() - 1)), after: shownAt(at), why })
  }
  return lines.sort((a, b) => b.at.getTime() - a.at.getTime() || (a.property < b.property ? -1 : 1))
}
