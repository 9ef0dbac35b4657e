import { z } from 'zod'
import { allow, pageOf, routes, type Viewer } from '#kernel/access'
import { listPeople } from '#kernel/profiles'
import { searchDocuments } from '#kernel/search'
import { keepingAddress } from '#kernel/views'
import { Page, type Routes } from '#platform/http'
import { formatNumber } from '#platform/i18n'
import { PageHeader, SearchBox, SectionHeading } from '#ui'

const shown = 10
export const searchQuery = z.object({ q: z.string().trim().max(300).default('') })

/** One box over what staff work with: the people their body knows, and every record of the site. */
export const deskSearchPages: Routes<Viewer> = routes({
  '/desk/search': pageOf(searchQuery, async ({ db, viewer, query }) => {
    allow(viewer, 'people.person.read')
    const { q } = query
    const people = q ? await listPeople(db, { text: q, limit: shown + 1 }) : []
    const { total, found } = q ? await searchDocuments(db, viewer, { query: q, limit: shown }) : { total: 0, found: [] }
    return (
      <Page title={q ? `Search: ${q}` : 'Search the desk'} robots="noindex">
        <div class="wrap page-reading deed">
          <PageHeader title="Search the desk" />
          <SearchBox
            action="/desk/search"
            label="Search people and records"
            value={q}
            placeholder="A name, a place, a rule"
          />
          {q && (
            <>
              <p>
                <a href={keepingAddress('search', new URLSearchParams({ q }))}>Keep this view</a>
              </p>
              <SectionHeading title="People your body knows" />
              {people.length === 0 ? (
                <p class="quiet">Nobody whom your body knows is called so.</p>
              ) : (
                <ul>
                  {people.slice(0, shown).map((person) => (
                    <li key={person.personId}>
                      <a href={`/desk/people/${person.personId}`}>{person.name}</a>{' '}
                      <span class="quiet">{person.bodyNames.join(', ')}</span>
                    </li>
                  ))}
                </ul>
              )}
              {people.length > shown && <a href={`/desk/people?${new URLSearchParams({ q })}`}>All people called so</a>}
              <SectionHeading title="Records" />
              {found.length === 0 ? (
                <p class="quiet">No record matches.</p>
              ) : (
                <ul>
                  {found.map((each) => (
                    <li key={each.address}>
                      <a href={each.address}>{each.title}</a> <span class="quiet">{each.summary}</span>
                    </li>
                  ))}
                </ul>
              )}
              {total > shown && (
                <a href={`/search?${new URLSearchParams({ q })}`}>{`All ${formatNumber('en', total)} records`}</a>
              )}
            </>
          )}
        </div>
      </Page>
    )
  }),
})
