import { pageOf, routes, type Viewer } from '#kernel/access'
import { Page, type Routes } from '#platform/http'
import { formatLanguage, formatNumber } from '#platform/i18n'
import { Button, Card, CardList, LoadMore, PageHeader, SectionHeading, SelectField, TextField, ViewSwitch } from '#ui'
import { listFeatured } from '../features/read.ts'
import { bylineOf, dateOf, teaserOf, typeOf } from '../occasions/rules.ts'
import { type Listing, pillars, regions, topics, workKinds, workPath } from '../works/schema.ts'
import { listPath, type Selection, select } from './rules.ts'
import { atOnce, type FilterName, type WorkAsked, workAsked } from './schema.ts'
import { listsWhile, type Shelf } from './service.ts'

export const listPages = (shelf: Shelf): Routes<Viewer> =>
  routes({
    '/works': pageOf(
      workAsked,
      async ({ db, query, clock }) => {
        const isPlain = listPath({ ...query, view: '', shown: atOnce }) === '/works'
        const first = isPlain ? await listFeatured(db, '', clock.now()) : []
        const selection = select(shelf.all(), query)
        return (
          <Page
            title="All work"
            description="Reports, statements, articles, briefs and events."
            canonical={listPath({ ...query, view: '', shown: atOnce })}
            alternates={feedsOf(query)}
          >
            <div class="wrap">
              <PageHeader
                title="All work"
                lede="Reports, statements, articles, briefs and events, newest first."
                actions={
                  <p class="row">
                    <a href="/programs">Programs</a>
                    <a href="/topics">Topics</a>
                    <a href="/newsroom">Newsroom</a>
                    <a href="/releases">Release calendar</a>
                  </p>
                }
              />
              <Filters asked={query} selection={selection} />
              <Entries asked={query} path="/works" selection={selection} first={first} now={clock.now()} />
            </div>
          </Page>
        )
      },
      listsWhile(shelf),
    ),
  })

export const feedsOf = (asked: Partial<WorkAsked>) => [
  { type: 'application/atom+xml', href: listPath({ ...asked, view: '' }, '/works.atom'), title: 'This list (Atom)' },
  { type: 'application/rss+xml', href: listPath({ ...asked, view: '' }, '/works.rss'), title: 'This list (RSS)' },
  {
    type: 'application/feed+json',
    href: listPath({ ...asked, view: '' }, '/works.json'),
    title: 'This list (JSON Feed)',
  },
]

const labels: Record<FilterName, (value: string) => string> = {
  topic: (value) => (topics as Record<string, string>)[value] ?? value, // looked up by data
  pillar: (value) => (pillars as Record<string, string>)[value] ?? value, // likewise
  region: (value) => (regions as Record<string, string>)[value] ?? value, // likewise
  kind: (value) => (workKinds as Record<string, string>)[value] ?? value, // likewise
  year: (value) => value,
  author: (value) => value,
  language: (value) => formatLanguage('en', value),
}

const filterWords: [Exclude<FilterName, 'author'>, string, string][] = [
  ['topic', 'Topic', 'Any topic'],
  ['kind', 'Type', 'Any type'],
  ['year', 'Year', 'Any year'],
  ['region', 'Region', 'Any region'],
  ['language', 'Language', 'Any language'],
  ['pillar', 'Area of work', 'Any area'],
]

function Filters({ asked, selection }: { asked: WorkAsked; selection: Selection }) {
  return (
    <form method="get" action="/works" class="filter-form" role="search" aria-label="Narrow the list">
      {filterWords.map(([name, label, placeholder]) => (
        <SelectField
          key={name}
          name={name}
          label={label}
          value={asked[name]}
          placeholder={placeholder}
          options={selection.counts[name].map(({ value, count }) => ({
            value,
            label: `${labels[name](value)} (${formatNumber('en', count)})`,
          }))}
        />
      ))}
      <TextField name="author" label="Author" value={asked.author} size="medium" />
      {asked.view && <input type="hidden" name="view" value={asked.view} />}
      <Button type="submit">Show</Button>
      <a href="/works">Clear</a>
    </form>
  )
}

interface EntriesShown {
  asked: WorkAsked
  path: string
  selection: Selection
  /** Works that stand first, in their order. */
  first: string[]
  /** The filter that the path says already. */
  inPath?: FilterName
  now: Date
}

export function Entries({ asked, path, selection, first, inPath, now }: EntriesShown) {
  const own = (more: Partial<WorkAsked>) => listPath({ ...asked, ...more, ...(inPath ? { [inPath]: '' } : {}) }, path)
  const featured = first.flatMap((id) => selection.works.find(({ workId }) => workId === id) ?? [])
  const rest = featured.length === 0 ? selection.works : selection.works.filter((work) => !featured.includes(work))
  const view = asked.view === 'compact' ? 'compact' : 'cards'
  const shown = rest.slice(0, asked.shown)
  if (selection.works.length === 0)
    return (
      <p>
        {inPath ? 'Nothing is published on this yet.' : 'Nothing answers all of these. Take one away, or clear them.'}
      </p>
    )
  return (
    <>
      <ViewSwitch
        label="How the list is shown"
        options={[
          { href: own({ view: '' }), label: 'Cards', isCurrent: view === 'cards' },
          { href: own({ view: 'compact' }), label: 'Compact view', isCurrent: view === 'compact' },
        ]}
      />
      {featured.length > 0 && (
        <section aria-labelledby="featured">
          <SectionHeading title="Featured work" id="featured" />
          <CardList view={view === 'compact' ? 'compact' : 'lead'}>
            {featured.map((work) => (
              <WorkCard work={work} now={now} key={work.workId} />
            ))}
          </CardList>
        </section>
      )}
      <section aria-labelledby="latest">
        <SectionHeading title="Latest" id="latest" />
        <CardList view={view}>
          {shown.map((work, at) => (
            <div id={`entry-${at + 1}`} key={work.workId}>
              <WorkCard work={work} now={now} />
            </div>
          ))}
        </CardList>
        <LoadMore
          shown={shown.length}
          total={rest.length}
          noun="works"
          href={
            shown.length < rest.length
              ? `${own({ shown: Math.min(500, asked.shown + atOnce) })}#entry-${shown.length + 1}`
              : undefined
          }
        />
      </section>
    </>
  )
}

/** A work as it is told of at an instant: an event says when and where it is, everything else when it was published and by whom. */
export function WorkCard({ work, now }: { work: Listing; now: Date }) {
  const type = typeOf(work, now)
  return (
    <Card
      href={workPath(work.slug)}
      title={work.title}
      type={work.isSample ? `${type} · sample` : type}
      date={dateOf(work, work.firstPublishedAt)}
      by={bylineOf(work) || undefined}
      teaser={teaserOf(work, now)}
    />
  )
}
