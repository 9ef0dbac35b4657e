import type { ComponentChildren } from 'preact'
import { StatusChip, type StatusTone } from './tag.tsx'

/** One thing that a source says of a record. */
export type SourceClaim = {
  /** Where a value of the record leads. */
  id: string
  term: ComponentChildren
  value: ComponentChildren
  quote?: string | undefined
  confidence?: { words: string; tone: StatusTone } | undefined
  dispute?: ComponentChildren
  /** It is no longer said: shown struck through, with the reason beside it. */
  isTakenBack?: boolean | undefined
  /** What the viewer may do about it. */
  action?: { href: string; label: string } | undefined
}

/** One place in a source and all that is taken from it. What its claims share is said once, with the place. */
export type SourcePassage = {
  part?: string | undefined
  /** Where that place is shown as it stands in the source. */
  partHref?: string | undefined
  quote?: string | undefined
  claims: SourceClaim[]
}

export type EvidenceSource = {
  number: number
  title: ComponentChildren
  href?: string | undefined
  /** Publisher and license. */
  line?: ComponentChildren
  seenOn?: ComponentChildren
  confidence?: { words: string; tone: StatusTone } | undefined
  passages: SourcePassage[]
}

export type SourceReference = { number: number; href: string; isDisputed?: boolean | undefined }

/** Every source of a record once, with all that it says: nothing folded away, so that paper has it too. */
export function SourceList({ sources }: { sources: EvidenceSource[] }) {
  return (
    <ol class="sources">
      {sources.map((source) => (
        <li class="source" value={source.number} key={source.number}>
          <p class="source-title">
            {source.number}. {source.href ? <a href={source.href}>{source.title}</a> : source.title}
          </p>
          <p class="source-line">
            {source.line && <span>{source.line}</span>}
            {source.seenOn && <span>Seen {source.seenOn}</span>}
            {source.confidence && <StatusChip tone={source.confidence.tone}>{source.confidence.words}</StatusChip>}
          </p>
          {source.passages.map((passage, at) => (
            <Passage passage={passage} key={at} />
          ))}
        </li>
      ))}
    </ol>
  )
}

function Passage({ passage }: { passage: SourcePassage }) {
  return (
    <div class="source-passage">
      {passage.quote && <Quote words={passage.quote} />}
      {passage.part && (
        <p class="source-line">{passage.partHref ? <a href={passage.partHref}>{passage.part}</a> : passage.part}</p>
      )}
      <dl class="source-claims">
        {passage.claims.map((claim) => (
          <div class="source-claim" id={claim.id} key={claim.id}>
            <dt>{claim.term}</dt>
            <dd>
              <p dir="auto">{claim.isTakenBack ? <del>{claim.value}</del> : claim.value}</p>
              {claim.quote && <Quote words={claim.quote} />}
              {claim.confidence && <StatusChip tone={claim.confidence.tone}>{claim.confidence.words}</StatusChip>}
              {claim.dispute && <p class="source-dispute">{claim.dispute}</p>}
              {claim.action && (
                <p class="source-line no-print">
                  <a href={claim.action.href}>{claim.action.label}</a>
                </p>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function Quote({ words }: { words: string }) {
  return (
    <blockquote class="source-quote" dir="auto">
      “{words}”
    </blockquote>
  )
}

/** Beneath a value: the numbers of the sources that say something of it, each leading to what it says. */
export function SourceReferences({ references }: { references: SourceReference[] }) {
  return (
    <p class="source-references">
      {references.length === 1 ? 'Source ' : 'Sources '}
      {references.map(({ number, href }, at) => (
        <>
          {at > 0 && ', '}
          <a href={href} aria-label={`Source ${number}`} key={href}>
            {number}
          </a>
        </>
      ))}
      {references.some(({ isDisputed }) => isDisputed) && (
        <>
          {' '}
          <StatusChip tone="new">Disputed</StatusChip>
        </>
      )}
    </p>
  )
}
