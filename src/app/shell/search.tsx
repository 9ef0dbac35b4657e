import { z } from 'zod'
import { pageOf, routes } from '#kernel/access'
import { type Found, searchDocuments } from '#kernel/search'
import { Page, redirect } from '#platform/http'
import { plural } from '#platform/i18n'
import { Button, DateField, SearchBox } from '#ui'

const pageSize = 20

const searchQuery = z.object({
  q: z.string().max(300, 'Shorten the search to 300 characters').default(''),
  kind: z.string().max(40).optional(),
  page: z.coerce.number('page is a number, starting at 1').int().min(1).max(500).default(1),
  asOf: z.string().max(40).default(''),
  knownAt: z.string().max(40).default(''),
})

/** What each kind of record is called in a list of results. */
const kindNames: Record<string, [one: string, other: string]> = {
  country: ['country', 'countries'],
  government: ['government', 'governments'],
  network: ['network', 'networks'],
  engagement: ['engagement', 'engagements'],
  rule: ['rule', 'rules'],
  person: ['person', 'people'],
  page: ['page', 'pages'],
  'under way': ['under way', 'under way'],
}

/** Kinds of works name themselves: report, article, testimony, news. */
const pluralOf = (kind: string): string => (/s$/.test(kind) ? kind : kind.replace(/y$/, 'ie').concat('s'))
const nameOf = (kind: string, count: number): string => {
  const [one, other] = kindNames[kind] ?? [kind, pluralOf(kind)]
  return count === 1 ? one : other
}

/** One box over every kind of record. */
export const searchPages = routes({
  '/search': pageOf(searchQuery, async ({ db, viewer, query }) => {
    const asked = query.q.trim()
    if (query.asOf || query.knownAt) return redirect(atDates({ q: asked, asOf: query.asOf, knownAt: query.knownAt }))
    const offset = (query.page - 1) * pageSize
    const { total, kinds, found } = asked
      ? await searchDocuments(db, viewer, { query: asked, kind: query.kind, limit: pageSize, offset })
      : { total: 0, kinds: {}, found: [] }
    const link = (change: Record<string, string>) => {
      const next = new URLSearchParams({ q: asked, ...(query.kind ? { kind: query.kind } : {}), ...change })
      for (const [key, value] of [...next]) if (value === '') next.delete(key)
      return `/search?${next}`
    }
    return (
      <Page title={asked ? `Search: ${asked}` : 'Search'} robots="noindex">
        <div class="wrap page-reading">
          <h1>Search</h1>
          <SearchBox
            action="/search"
            label="Search everything"
            value={asked}
            placeholder="A place, country, network or rule"
          />
          {asked && (
            <p class="count-line" role="status">
              {plural('en', total, 'record', 'records')} for <strong>{asked}</strong>
            </p>
          )}
          {asked && total === 0 && (
            <p>
              Nothing matches. Try fewer or other words, or look through <a href="/governments">governments</a> and{' '}
              <a href="/countries">countries</a>.
            </p>
          )}
          {Object.keys(kinds).length > 1 && (
            <nav aria-label="Kinds of record" class="filter-links">
              <a href={link({ kind: '', page: '' })} aria-current={query.kind ? undefined : 'true'}>
                Everything
              </a>
              {Object.entries(kinds).map(([kind, count]) => (
                <a href={link({ kind, page: '' })} aria-current={query.kind === kind ? 'true' : undefined} key={kind}>
                  {plural('en', count, nameOf(kind, 1), nameOf(kind, 2))}
                </a>
              ))}
            </nav>
          )}
          {asked && <AtAnotherDate asked={asked} />}
          <ol class="result-list" start={offset + 1}>
            {found.map((each) => (
              <Result found={each} key={`${each.kind}:${each.recordId}`} />
            ))}
          </ol>
          {total > offset + found.length && (
            <p>
              <a class="button" href={link({ page: String(query.page + 1) })} rel="next">
                Next {Math.min(pageSize, total - offset - found.length)}
              </a>
            </p>
          )}
        </div>
      </Page>
    )
  }),
})

/** Only engagements have a past that can be searched: their table answers for any date, and reads the dates itself. */
function atDates(asked: Record<'q' | 'asOf' | 'knownAt', string>): string {
  const given = Object.entries(asked).filter(([, value]) => value !== '')
  return `/map?${new URLSearchParams([['view', 'table'], ...given])}`
}

function AtAnotherDate({ asked }: { asked: string }) {
  return (
    <details class="no-print">
      <summary>Search as of another date</summary>
      <p class="quiet">
        This search reads what is known today. Engagements can be searched as of any date, by their titles.
      </p>
      <form method="get" action="/search" class="filter-form">
        <input type="hidden" name="q" value={asked} />
        <DateField name="asOf" label="In force on" hint="What nobody dated stays" />
        <DateField name="knownAt" label="As known on" />
        <Button type="submit">Search engagements</Button>
      </form>
    </details>
  )
}

function Result({ found }: { found: Found }) {
  return (
    <li class="result">
      <p class="eyebrow">{nameOf(found.kind, 1)}</p>
      <h2 class="result-title">
        <a href={found.address}>{found.title}</a>
      </h2>
      {found.summary && <p class="result-summary">{found.summary}</p>}
    </li>
  )
}
