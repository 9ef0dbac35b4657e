import { formatDate, formatInstant } from '#platform/i18n'
import { Button, DateField, Notice } from '#ui'
import type { ClocksAsked } from '../schema.ts'

/** The two dates as an address carries them; empty for now. */
export function clockParameters({ asOf, knownAt }: ClocksAsked): URLSearchParams {
  return new URLSearchParams({
    ...(asOf ? { asOf } : {}),
    ...(knownAt ? { knownAt: isEndOfDay(knownAt) ? knownAt.toISOString().slice(0, 10) : knownAt.toISOString() } : {}),
  })
}

/** An address at the same dates as the page it stands on. */
export function atClocks(path: string, asked: ClocksAsked): string {
  const parameters = clockParameters(asked).toString()
  return parameters === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${parameters}`
}

const isEndOfDay = (at: Date): boolean => at.toISOString().endsWith('T23:59:59.999Z')

/** A line on every page that shows another date than today; nothing on the others. */
export function ClockLine({
  asked: { asOf, knownAt },
  now,
  leftOut,
}: {
  asked: ClocksAsked
  /** The same page now. */
  now: string
  /** What the page has only as known now. */
  leftOut?: string | undefined
}) {
  if (!asOf && !knownAt) return null
  const words = [
    knownAt
      ? `As known on ${isEndOfDay(knownAt) ? formatDate('en', knownAt.toISOString().slice(0, 10)) : formatInstant('en', knownAt)}`
      : '',
    asOf ? `${knownAt ? 'in' : 'In'} force on ${formatDate('en', asOf)}, or without a date` : '',
  ].filter((part) => part !== '')
  return (
    <Notice kind="info" title={words.join(', ')}>
      {leftOut && `${leftOut} `}
      <a href={now}>Back to now</a>
    </Notice>
  )
}

/** Asks for the same page at another date. */
export function ClockForm({
  asked: { asOf, knownAt },
  path,
  keep = {},
}: {
  asked: ClocksAsked
  path: string
  /** What else the address holds. */
  keep?: Record<string, string | undefined>
}) {
  return (
    <details class="no-print">
      <summary>See this as of another date</summary>
      <form method="get" action={path} class="filter-form">
        {Object.entries(keep).map(
          ([name, value]) => value && <input type="hidden" name={name} value={value} key={name} />,
        )}
        <DateField name="asOf" label="In force on" value={asOf ?? ''} hint="What nobody dated stays" />
        <DateField name="knownAt" label="As known on" value={knownAt?.toISOString().slice(0, 10) ?? ''} />
        <Button type="submit">Show</Button>
      </form>
    </details>
  )
}
