import type { ComponentChildren } from 'preact'
import { Notice } from './notice.tsx'

/** Stands first on a form that came back: each line leads to its field. The page moves focus here (`autofocus`). */
export function ErrorSummary({
  title = 'There is something to put right',
  errors,
}: {
  title?: string
  errors: { field?: string | undefined; message: string }[]
}) {
  if (errors.length === 0) return null
  return (
    <div class="error-summary" role="alert" aria-labelledby="error-summary-title" tabIndex={-1} autofocus>
      <h2 id="error-summary-title" class="error-summary-title">
        {title}
      </h2>
      <ul class="error-summary-list">
        {errors.map(({ field, message }) => (
          <li key={message}>{field ? <a href={`#field-${field}`}>{message}</a> : message}</li>
        ))}
      </ul>
    </div>
  )
}

/**
 * What stood in the way of a deed, whatever kind it is: the fields to mend, or the sentence that says why it cannot be done. `children` stand
 * beside that sentence: what was typed, where its field is gone.
 */
export function ProblemSummary({
  problem,
  children,
}: {
  problem: { message: string; fields: Record<string, string> } | undefined
  children?: ComponentChildren
}) {
  if (!problem) return null
  const errors = Object.entries(problem.fields).map(([field, message]) => ({ field, message }))
  return errors.length > 0 ? (
    <ErrorSummary errors={errors} title={problem.message} />
  ) : (
    <Notice kind="danger" title={problem.message} isLive>
      {children}
    </Notice>
  )
}
