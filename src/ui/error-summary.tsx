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
