import type { ComponentChildren } from 'preact'
import { StatusChip, type StatusTone } from './tag.tsx'

export type EvidenceClaim = {
  source: ComponentChildren
  href?: string | undefined
  quote?: string | undefined
  /** Language of the quote, if it is not the page's (WCAG 3.1.2). */
  quoteLanguage?: string | undefined
  seenOn?: ComponentChildren
  confidence?: { words: string; tone: StatusTone } | undefined
  dispute?: ComponentChildren
}

/** The claims behind one value, folded under a line that says how many there are. */
export function Evidence({
  claims,
  label,
  isOpen,
}: {
  claims: EvidenceClaim[]
  label?: string | undefined
  isOpen?: boolean | undefined
}) {
  const isDisputed = claims.some((claim) => claim.dispute)
  return (
    <details class="evidence" open={isOpen}>
      <summary>
        {label ?? (claims.length === 1 ? '1 source' : `${claims.length} sources`)}
        {isDisputed && <StatusChip tone="new">Disputed</StatusChip>}
      </summary>
      <ol class="evidence-list">
        {claims.map((claim, index) => (
          <li key={index}>
            {claim.quote && (
              <blockquote class="evidence-quote" lang={claim.quoteLanguage} dir="auto">
                “{claim.quote}”
              </blockquote>
            )}
            <p class="evidence-source">{claim.href ? <a href={claim.href}>{claim.source}</a> : claim.source}</p>
            <p class="evidence-line">
              {claim.confidence && <StatusChip tone={claim.confidence.tone}>{claim.confidence.words}</StatusChip>}
              {claim.seenOn && <span>Seen {claim.seenOn}</span>}
            </p>
            {claim.dispute && <p class="evidence-dispute">{claim.dispute}</p>}
          </li>
        ))}
      </ol>
    </details>
  )
}
