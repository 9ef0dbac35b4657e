import type { Problem } from '#platform/problem'
import { ErrorSummary, Notice } from '#ui'

/** What stood in the way of a deed: the fields to mend, or the sentence that says why it cannot be done. */
export function ProblemLine({ problem }: { problem: Problem | undefined }) {
  if (!problem) return null
  const errors = Object.entries(problem.fields).map(([field, message]) => ({ field, message }))
  return errors.length > 0 ? (
    <ErrorSummary errors={errors} title={problem.message} />
  ) : (
    <Notice kind="danger" title={problem.message} isLive />
  )
}
