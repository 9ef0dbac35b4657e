import type { BodyView } from '#kernel/bodies'
import { dayOf } from '#platform/clock'
import { Page } from '#platform/http'
import { formatDate, formatLanguage, siteName } from '#platform/i18n'
import { Breadcrumbs, Citation, LinkButton, Notice, PageHeader, SectionHeading, Tag } from '#ui'
import { type ArchivedView, archivePath } from '../../archive/schema.ts'
import type { CorrectionView } from '../../corrections/schema.ts'
import { OccasionFacts } from '../../occasions/panels.tsx'
import { dateOf, teaserOf, typeOf } from '../../occasions/rules.ts'
import { Signed, type SignedShown } from '../../signatures/panels.tsx'
import { type FigureOf, PictureView, TextView } from '../../texts/pages/text.tsx'
import type { ShownText } from '../../texts/read.ts'
import { headingsOf } from '../../texts/rules.ts'
import type { TextDocument } from '../../texts/schema.ts'
import {
  type EditionView,
  type Listing,
  outputNames,
  pillars,
  referenceNames,
  topics,
  workKinds,
  workPath,
} from '../schema.ts'
import { describe, namesOf, signpostsOf } from './metadata.ts'
import { Authors, Day, Moved } from './parts.tsx'

export interface WorkShown {
  edition: EditionView
  /** Its text as this reader has it. */
  told: ShownText
  /** How many editions were ever public. */
  editions: number
  isLatest: boolean
  /** Where this page is kept for good. */
  archived: ArchivedView | undefined
  body: BodyView
  corrections: CorrectionView[]
  figureOf: FigureOf
  /** When sources were captured, by their address. */
  captured: Map<string, Date>
  related: Listing[]
  /** The day (ISO 8601) on which it is read. */
  today: string
  /** The instant: what is told of an event follows it. */
  now: Date
  origin: string
  mayWrite: boolean
  signed: SignedShown | undefined
}

/** A work as its readers have it. */
export function WorkPage({ shown }: { shown: WorkShown }) {
  const { edition, body, figureOf, isLatest, origin, told, now } = shown
  const [type, teaser] = [typeOf(edition, now), teaserOf(edition, now)]
  const path = isLatest ? workPath(edition.slug) : `${workPath(edition.slug)}/editions/${edition.number}`
  if (edition.state === 'gone') return <GonePage edition={edition} />
  return (
    <Page
      title={edition.title}
      description={teaser}
      canonical={path}
      {...(isLatest ? {} : { robots: 'noindex' as const })}
      linkedData={describe(edition, body, { url: `${origin}${path}`, now })}
      named={namesOf(edition, body, origin)}
      signposts={signpostsOf(edition, citedAt(shown))}
      isArticle
      card={teaser || type}
    >
      <article class="wrap" lang={edition.language} dir="auto">
        <Breadcrumbs items={[{ href: '/works', label: 'All work' }, { label: type }]} />
        {edition.isSample && (
          <Notice kind="sample" title="Sample">
            This text was written to show what a page like this looks like. Nobody has published it.
          </Notice>
        )}
        <Standing shown={shown} />
        <Moved edition={edition} today={shown.today} />
        <PageHeader
          eyebrow={edition.series ? `${type} · ${edition.series}` : type}
          title={edition.title}
          lede={teaser}
          meta={<Imprint shown={shown} />}
        />
        <OccasionFacts edition={edition} now={now} />
        {told.hero.content.map((node) => (
          <PictureView node={node} isFirst key="hero" />
        ))}
        <Contents text={told.text} />
        <TextView text={told.text} figureOf={figureOf} capturedOn={dayIn(shown.captured)} />
        {shown.signed && <Signed signed={shown.signed} />}
        <Corrections corrections={shown.corrections} />
        <About shown={shown} />
      </article>
    </Page>
  )
}

/** The address to cite: where the page never changes; of what is not kept yet, that of the edition. */
const citedAt = ({ edition, archived }: Pick<WorkShown, 'edition' | 'archived'>): string =>
  archived ? archivePath(archived.address) : `${workPath(edition.slug)}/editions/${edition.number}`

function Imprint({ shown: { edition, editions } }: { shown: WorkShown }) {
  const { firstPublishedAt, publishedAt } = edition
  return (
    <p class="card-meta">
      <Authors authors={edition.authors} />
      {firstPublishedAt && (
        <span>
          {edition.kind === 'event' && 'Published '}
          <Day at={firstPublishedAt} />
        </span>
      )}
      {editions > 1 && publishedAt && (
        <span>
          Edition {edition.number}, <Day at={publishedAt} />.{' '}
          <a href={`${workPath(edition.slug)}/editions`}>What changed</a>
        </span>
      )}
      {edition.language !== 'en' && <span>In {formatLanguage('en', edition.language)}</span>}
    </p>
  )
}

/** What a reader must know before the text: that it is not the latest, or no longer stands. */
function Standing({ shown: { edition, isLatest } }: { shown: WorkShown }) {
  if (edition.state === 'withdrawn')
    return (
      <Notice kind="warning" title={`Withdrawn on ${edition.endedAt ? formatDate('en', dayOf(edition.endedAt)) : ''}`}>
        <p>{edition.endReason}</p>
        <p>The text stays readable below, so that nobody who cited it is left without it.</p>
      </Notice>
    )
  if (!isLatest)
    return (
      <Notice kind="info" title={`This is edition ${edition.number}`}>
        A later one stands at <a href={workPath(edition.slug)}>{workPath(edition.slug)}</a>.
      </Notice>
    )
  return null
}

const dayIn = (captured: Map<string, Date>) => (href: string) => {
  const at = captured.get(href)
  return at && formatDate('en', dayOf(at))
}

function Contents({ text }: { text: TextDocument }) {
  const headings = headingsOf(text).filter(({ level }) => level < 4)
  if (headings.length < 3) return null
  return (
    <nav class="text-contents" aria-labelledby="contents">
      <h2 id="contents">Contents</h2>
      <ol>
        {headings.map(({ level, words, anchor }) => (
          <li key={anchor} class={level > 2 ? 'text-contents-deeper' : undefined}>
            <a href={`#${anchor}`}>{words}</a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function Corrections({ corrections }: { corrections: CorrectionView[] }) {
  if (corrections.length === 0) return null
  return (
    <section aria-labelledby="corrections" class="text-end">
      <SectionHeading title={corrections.length === 1 ? 'Correction' : 'Corrections'} id="corrections" />
      <ul class="entry-list">
        {corrections.map((correction) => (
          <li key={`${correction.number} ${correction.said}`}>
            <p>
              <time dateTime={correction.correctedOn}>{formatDate('en', correction.correctedOn)}</time>:{' '}
              {correction.reason}
            </p>
            <p>
              It said: <del>{correction.said}</del>
            </p>
            <p>
              {correction.says ? (
                <>
                  It now says: <ins>{correction.says}</ins>
                </>
              ) : (
                'The sentence was taken out.'
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function About({ shown: { edition, body, related, origin, mayWrite, archived, now } }: { shown: WorkShown }) {
  const day = edition.publishedAt ? dayOf(edition.publishedAt) : ''
  const by = edition.authors.map(({ name }) => name).join(', ')
  return (
    <footer class="text-end stack">
      <p>
        Published by <a href={`/bodies/${body.id}`}>{body.name}</a>.
      </p>
      <p class="row">
        {edition.topics.map((topic) => (
          <Tag href={`/topics/${topic}`} key={topic}>
            {topics[topic as keyof typeof topics]}
          </Tag>
        ))}
        {edition.pillars.map((pillar) => (
          <Tag href={`/works?pillar=${pillar}`} key={pillar}>
            {pillars[pillar as keyof typeof pillars]}
          </Tag>
        ))}
      </p>
      <p>
        Take it along:{' '}
        {Object.entries(outputNames).map(([name, label]) => (
          <span key={name}>
            <a href={`${workPath(edition.slug)}/${name}`}>{label}</a>{' '}
          </span>
        ))}
      </p>
      <Citation
        id="work-citation"
        text={`${by ? `${by}, ` : ''}“${edition.title},” ${body.name}, ${siteName}, ${formatDate('en', day)} (edition ${edition.number}). ${origin}${citedAt({ edition, archived })}`}
      />
      <p>
        For a reference manager:{' '}
        {Object.entries(referenceNames).map(([name, label]) => (
          <span key={name}>
            <a href={`${workPath(edition.slug)}/editions/${edition.number}/${name}`}>{label}</a>{' '}
          </span>
        ))}
      </p>
      {related.length > 0 && (
        <section aria-labelledby="related">
          <SectionHeading title="On the same subject" id="related" />
          <ul>
            {related.map((work) => (
              <li key={work.workId}>
                <a href={workPath(work.slug)}>{work.title}</a>{' '}
                <span class="quiet">
                  {typeOf(work, now)}, {dateOf(work, work.firstPublishedAt).words}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {mayWrite && (
        <p class="row no-print">
          <LinkButton href={`/desk/works/of/${edition.slug}`} kind="secondary">
            Work on the next edition
          </LinkButton>
          <LinkButton href={`/desk/works/of/${edition.slug}/corrections`} kind="secondary">
            Correct a sentence
          </LinkButton>
          <a href={`/desk/works/of/${edition.slug}/address`}>Give it another address</a>
        </p>
      )}
    </footer>
  )
}

/** What is gone leaves its name and the reason: whoever cited it learns that it was here. */
function GonePage({ edition }: { edition: EditionView }) {
  return (
    <Page title="No longer published" robots="noindex">
      <div class="wrap page-narrow">
        <PageHeader
          eyebrow={workKinds[edition.kind]}
          title="This is no longer published"
          lede={`Something was published at this address until ${edition.endedAt ? formatDate('en', dayOf(edition.endedAt)) : 'now'}.`}
        />
        <p>{edition.endReason}</p>
        <p>
          <a href="/works">All work</a>
        </p>
      </div>
    </Page>
  )
}
