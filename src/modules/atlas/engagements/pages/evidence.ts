import type { Shown, StatementView } from '#kernel/claims'
import { formatPartialDate } from '#platform/i18n'
import type { EvidenceSource, SourceClaim, SourcePassage, SourceReference, StatusTone } from '#ui'
import { cellPath, statementPath } from './paths.ts'

/** How a statement reads: what it speaks of, and what it says. */
export type Wording = (statement: StatementView) => { term: string; value: string }

export interface Evidence {
  sources: EvidenceSource[]
  /** The sources that speak of some properties, each leading to what it says of the first of them. */
  of(...properties: string[]): SourceReference[]
}

/**
 * Everything ever said about a record, told source by source: each is named once, with the list of what it says. Whoever may judge
 * statements finds the way from each.
 */
export function evidenceOf(shown: Shown[], wordingOf: Wording, mayJudge = false): Evidence {
  const statements = shown.flatMap(({ chosen, others }) => [...chosen, ...others]) as StatementView[] // assemble keeps the objects it was given
  const followed = new Set(shown.flatMap(({ chosen }) => chosen.map(({ id }) => id)))
  const sources = [...Map.groupBy(statements, (each) => each.sourceId).values()]
  return {
    sources: sources.map((said, at) => sourceOf(said, at + 1, { followed, wordingOf, mayJudge })),
    of: (...properties) =>
      sources.flatMap((said, at) => {
        const about = said.filter((each) => properties.includes(each.property))
        const [first] = about
        const isDisputed = about.some((each) => each.disputedBy !== null)
        return first ? [{ number: at + 1, href: `#${anchorOf(first)}`, isDisputed }] : []
      }),
  }
}

const anchorOf = (statement: StatementView): string => `claim-${statement.id}`

function sourceOf(
  said: StatementView[],
  number: number,
  { followed, wordingOf, mayJudge }: { followed: Set<string>; wordingOf: Wording; mayJudge: boolean },
): EvidenceSource {
  const standingOf = (each: StatementView) => confidenceOf(each, followed.has(each.id))
  const [first] = said
  if (!first) throw new Error('a group of statements is never empty')
  const shared = sharedBy(said, (each) => standingOf(each).words) === undefined ? undefined : standingOf(first)
  const passages = [...Map.groupBy(said, (each) => each.part).values()]
  return {
    number,
    title: first.sourceTitle,
    href: first.sourceAddress ?? undefined,
    line: [first.sourcePublisher, first.sourceLicence].filter(Boolean).join(' · '),
    seenOn: formatPartialDate('en', first.sourceRetrievedOn),
    confidence: shared,
    passages: passages.map((read) =>
      passageOf(read, { wordingOf, standingOf: (each) => (shared ? undefined : standingOf(each)), mayJudge }),
    ),
  }
}

/** Words that were quoted from a stored document, as documents/rules.ts cites them. */
const documentPart = /^documents\/(?<id>[^#]+)#page=(?<page>\d+)&quote=(?<quote>.+)$/

type Standing = { words: string; tone: StatusTone }

function passageOf(
  read: StatementView[],
  {
    wordingOf,
    standingOf,
    mayJudge,
  }: {
    wordingOf: Wording
    standingOf: (statement: StatementView) => Standing | undefined
    mayJudge: boolean
  },
): SourcePassage {
  const shared = sharedBy(read, quoteOf)
  const part = read[0]?.part ?? ''
  const document = documentPart.exec(part)?.groups
  return {
    part: document ? `Page ${document.page} of the document` : part,
    // Words of a document are marked there. Of one cell read again and again, what was recorded last: it is what stands, if anything does.
    partHref: document
      ? `/documents/${document.id}?quote=${document.quote}#quote-${document.quote}`
      : cellPath((read.findLast((each) => each.retractedAt === null) ?? read.at(-1))?.id ?? ''),
    quote: shared,
    claims: read.map((each): SourceClaim => {
      const { term, value } = wordingOf(each)
      const quote = quoteOf(each)
      return {
        id: anchorOf(each),
        term,
        value,
        quote: shared === undefined && quote !== value && quote !== each.value ? quote : undefined,
        confidence: standingOf(each),
        dispute: each.disputedBy ? `Disputed by ${each.disputedBy}` : undefined,
        isTakenBack: each.retractedAt !== null,
        action: mayJudge
          ? { href: statementPath(each.id), label: each.retractedAt ? 'See what became of it' : 'Take back or rank' }
          : undefined,
      }
    }),
  }
}

/** The words as they stood in the source. */
const quoteOf = (statement: StatementView): string => statement.quote ?? statement.originalValue

/** What several statements have in common; one alone keeps what it has beside its value. */
function sharedBy(said: StatementView[], ask: (statement: StatementView) => string): string | undefined {
  const different = new Set(said.map(ask))
  return said.length > 1 && different.size === 1 ? [...different][0] : undefined
}

function confidenceOf(statement: StatementView, isFollowed: boolean): Standing {
  if (statement.retractedAt) return { words: `Retracted: ${statement.retractedReason}`, tone: 'ended' }
  if (statement.rank === 'deprecated')
    return { words: `Deprecated: ${statement.rankReason ?? 'no reason given'}`, tone: 'negative' }
  if (!isFollowed) return { words: 'Not followed: another claim outranks it', tone: 'ended' }
  if (statement.confidence === 'checked') return { words: 'Checked', tone: 'positive' }
  if (statement.confidence === 'doubtful') return { words: 'Doubtful', tone: 'negative' }
  return { words: 'As reported', tone: 'pending' }
}
