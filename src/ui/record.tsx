import type { ComponentChildren } from 'preact'
import { type SourceReference, SourceReferences } from './evidence.tsx'

/** A reference entry: term, value, and beneath the value the sources that speak of it. */
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
  references?: SourceReference[] | undefined
  /** Who says that the value is wrong, in a line beside it. */
  dispute?: string | undefined
  /** Where a reader can send what they know better. */
  correctionHref?: string | undefined
}

export function RecordEntry({ term, children, note, references = [], dispute, correctionHref }: RecordEntryProps) {
  const isUnknown = children === undefined || children === null || children === ''
  return (
    <div class="record-entry">
      <dt class="record-term">{term}</dt>
      <dd class="record-value">
        {isUnknown ? <UnknownValue correctionHref={correctionHref} /> : children}
        {dispute && (
          <p class="source-dispute">
            <a href="#disputes">{dispute}</a>
          </p>
        )}
        {note && <p class="record-note">{note}</p>}
        {references.length > 0 && <SourceReferences references={references} />}
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
