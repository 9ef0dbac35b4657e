import type { ComponentChildren } from 'preact'
import { Evidence, type EvidenceClaim } from './evidence.tsx'

/** A reference entry: term, value, and the evidence that opens beneath the value. */
export function RecordList({ children, label }: { children: ComponentChildren; label?: string | undefined }) {
  return (
    <dl class="record" aria-label={label}>
      {children}
    </dl>
  )
}

export type RecordEntryProps = {
  term: ComponentChildren
  /** Leave out what is unknown: the entry then says so. */
  children?: ComponentChildren
  note?: ComponentChildren
  claims?: EvidenceClaim[] | undefined
  /** Where a reader can send what they know better. */
  correctionHref?: string | undefined
}

export function RecordEntry({ term, children, note, claims = [], correctionHref }: RecordEntryProps) {
  const isUnknown = children === undefined || children === null || children === ''
  return (
    <div class="record-entry">
      <dt class="record-term">{term}</dt>
      <dd class="record-value">
        {isUnknown ? <UnknownValue correctionHref={correctionHref} /> : children}
        {note && <p class="record-note">{note}</p>}
        {claims.length > 0 && <Evidence claims={claims} />}
      </dd>
    </div>
  )
}

function UnknownValue({ correctionHref }: { correctionHref: string | undefined }) {
  return (
    <span class="record-unknown">
      Unknown
      {correctionHref && (
        <>
          {' '}
          <a class="no-print" href={correctionHref}>
            Tell us what you know
          </a>
        </>
      )}
    </span>
  )
}
