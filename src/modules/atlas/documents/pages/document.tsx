import { Page } from '#platform/http'
import { formatInstant, formatNumber, formatPartialDate } from '#platform/i18n'
import { Breadcrumbs, LinkButton, Notice, PageHeader, RecordEntry, RecordList, SectionHeading, StatusChip } from '#ui'
import { RedactedCopy, Redactions } from '../../redactions/panels.tsx'
import type { MadeView, RedactionView } from '../../redactions/schema.ts'
import { marked } from '../rules.ts'
import { type DocumentView, documentKinds, type PageText, type QuoteView } from '../schema.ts'

interface DocumentPageProps {
  document: DocumentView
  pages: PageText[]
  quotes: QuoteView[]
  subject: { title: string; href: string }
  chosen: string
  /** How it was made, where it is a redacted copy. */
  made: MadeView | undefined
  redactions: RedactionView[]
  mayQuote: boolean
  mayRedact: boolean
}

export function DocumentPage(props: DocumentPageProps) {
  const { document, pages, quotes, subject, chosen, made, mayQuote } = props
  const isPicture = document.mediaType.startsWith('image/')
  return (
    <Page title={document.title} {...(document.visibility === 'private' ? { robots: 'noindex' as const } : {})}>
      <div class="wrap page-reading">
        <Breadcrumbs items={[{ href: subject.href, label: subject.title }, { label: 'Document' }]} />
        <PageHeader
          eyebrow={documentKinds[document.kind]}
          title={document.title}
          meta={document.visibility === 'private' && <StatusChip tone="pending">For staff only</StatusChip>}
        />
        <div class="document-notices">
          {made && <RedactedCopy made={made} />}
          <Redactions redactions={props.redactions} />
        </div>
        <About document={document} />
        <p class="document-actions no-print">
          <LinkButton href={`/documents/${document.id}/file`} kind="secondary">
            Download the file
          </LinkButton>
          {mayQuote && !isPicture && document.state !== 'reading' && (
            <LinkButton href={`/documents/${document.id}/readings/new`} kind="quiet">
              Read it again
            </LinkButton>
          )}
          {props.mayRedact && (
            <LinkButton href={`/documents/${document.id}/redactions/new`} kind="quiet">
              Take words out
            </LinkButton>
          )}
        </p>
        <Reading document={document} isPicture={isPicture} />
        {isPicture && (
          <figure>
            <img class="document-picture" src={`/documents/${document.id}/file`} alt={document.alternative} />
          </figure>
        )}
        <Quotes document={document} quotes={quotes} />
        {(document.hasText || (mayQuote && pages.length > 0)) && (
          <section aria-labelledby="text">
            <SectionHeading
              title={isPicture ? 'What is written in it' : 'Text'}
              id="text"
              note={
                isPicture
                  ? 'As somebody typed it from the picture.'
                  : 'As read from the file by a program; the file itself counts.'
              }
            />
            {pages.map((page) => (
              <PageSection
                key={page.number}
                page={page}
                quotes={quotes.filter((each) => each.page === page.number)}
                chosen={chosen}
                deedsAt={mayQuote ? `/documents/${document.id}` : undefined}
              />
            ))}
          </section>
        )}
      </div>
    </Page>
  )
}

function About({ document }: { document: DocumentView }) {
  return (
    <RecordList label="About this document">
      <RecordEntry term="From">{document.publisher}</RecordEntry>
      <RecordEntry term="Date">{document.dated ? formatPartialDate('en', document.dated) : 'Not known'}</RecordEntry>
      {document.language && <RecordEntry term="Language">{document.language}</RecordEntry>}
      <RecordEntry term="License">{document.licence}</RecordEntry>
      {document.address && (
        <RecordEntry term="Found at">
          <a href={document.address}>{document.address}</a>
        </RecordEntry>
      )}
      {document.privateReason && <RecordEntry term="Why only staff">{document.privateReason}</RecordEntry>}
      <RecordEntry term="File" note={`SHA-256 ${document.fileHash}`}>
        {document.fileName}, {document.mediaType}, {formatNumber('en', document.size)} bytes
      </RecordEntry>
      <RecordEntry term="Added">{formatInstant('en', document.sentAt)}</RecordEntry>
    </RecordList>
  )
}

function Reading({ document, isPicture }: { document: DocumentView; isPicture: boolean }) {
  if (document.state === 'reading')
    return (
      <Notice kind="info" title="The text is being read">
        Reload this page in a moment.
      </Notice>
    )
  if (document.problem) return <Notice kind="danger" title={document.problem} />
  if (document.hasText || isPicture) return null
  return (
    <Notice kind="info" title="This file holds no text">
      It is probably a scan: its pages are pictures, which nobody finds or quotes until somebody types what they say.
    </Notice>
  )
}

function Quotes({ document, quotes }: { document: DocumentView; quotes: QuoteView[] }) {
  if (quotes.length === 0) return null
  return (
    <section aria-labelledby="quotes">
      <SectionHeading title="Quoted words" id="quotes" />
      <ul class="document-list">
        {quotes.map((quote) => (
          <li key={quote.id}>
            <blockquote class="source-quote" dir="auto">
              “{quote.words}”
            </blockquote>
            {quote.isFound && quote.sha256 === document.fileHash ? (
              <a href={`/documents/${document.id}?quote=${quote.id}#quote-${quote.id}`}>Page {quote.page}</a>
            ) : (
              <StatusChip tone="negative">No longer found on page {quote.page}</StatusChip>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

interface PageSectionProps {
  page: PageText
  quotes: QuoteView[]
  chosen: string
  /** Where its deeds begin, for whoever may quote and type. */
  deedsAt: string | undefined
}

function PageSection({ page, quotes, chosen, deedsAt }: PageSectionProps) {
  const seen = new Set<string>()
  return (
    <section class="stack" aria-labelledby={`page-${page.number}`}>
      <h3 id={`page-${page.number}`}>Page {page.number}</h3>
      {page.isTyped && <p class="quiet">Typed by a person from the picture of the page.</p>}
      <p class="document-text" dir="auto">
        {page.text === ''
          ? 'No text on this page.'
          : marked(page.text, quotes).map((piece, at) => {
              if (!piece.quoteId) return piece.text
              const id = seen.has(piece.quoteId) ? undefined : `quote-${piece.quoteId}`
              seen.add(piece.quoteId)
              return (
                <mark key={at} id={id} aria-current={piece.quoteId === chosen ? 'true' : undefined}>
                  {piece.text}
                </mark>
              )
            })}
      </p>
      {deedsAt && (
        <p class="no-print">
          {page.text !== '' && <a href={`${deedsAt}/quotes/new?page=${page.number}`}>Quote from page {page.number}</a>}{' '}
          <a href={`${deedsAt}/pages/${page.number}`}>
            {page.text === '' ? 'Type' : 'Correct'} the text of page {page.number}
          </a>
        </p>
      )}
    </section>
  )
}
