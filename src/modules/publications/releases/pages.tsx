import { z } from 'zod'
import { page, pageOf, routes, type Viewer } from '#kernel/access'
import { Page, type Routes } from '#platform/http'
import { formatInstant } from '#platform/i18n'
import { CardList, EmptyState, LoadMore, PageHeader, SectionHeading } from '#ui'
import { WorkCard } from '../lists/pages.tsx'
import { listsWhile, type Shelf } from '../lists/service.ts'
import { type WorkKind, workKinds } from '../works/schema.ts'
import { listComing } from './read.ts'

/** What is written to be quoted at once. */
const newsKinds: readonly WorkKind[] = ['statement', 'news', 'letter', 'testimony']
const atOnce = 24
const latest = 10

export const releasePages = (shelf: Shelf): Routes<Viewer> =>
  routes({
    '/newsroom': pageOf(
      z.object({ shown: z.coerce.number().int().min(1).max(500).catch(atOnce) }),
      async ({ query, clock }) => {
        const works = shelf.all().filter(({ kind }) => newsKinds.includes(kind))
        const shown = works.slice(0, query.shown)
        return (
          <Page title="Newsroom" description="Statements, letters, testimony and news." canonical="/newsroom">
            <div class="wrap">
              <PageHeader
                title="Newsroom"
                lede="Statements, letters, testimony and news, newest first."
                actions={
                  <>
                    <a href="/releases">What is coming</a> <a href="/newsletters">By mail</a>
                  </>
                }
              />
              {works.length === 0 ? (
                <EmptyState title="Nothing yet">
                  What is published stands under <a href="/works">all work</a>.
                </EmptyState>
              ) : (
                <>
                  <SectionHeading title="Latest" id="latest" />
                  <CardList view="cards">
                    {shown.map((work, at) => (
                      <div id={`entry-${at + 1}`} key={work.workId}>
                        <WorkCard work={work} now={clock.now()} />
                      </div>
                    ))}
                  </CardList>
                </>
              )}
              <LoadMore
                shown={shown.length}
                total={works.length}
                noun="entries"
                href={
                  shown.length < works.length
                    ? `/newsroom?shown=${Math.min(500, query.shown + atOnce)}#entry-${shown.length + 1}`
                    : undefined
                }
              />
            </div>
          </Page>
        )
      },
      listsWhile(shelf),
    ),
    '/releases': page(async ({ db, clock }) => {
      const coming = await listComing(db)
      return (
        <Page title="Release calendar" description="What is published next, and when." canonical="/releases">
          <div class="wrap page-reading">
            <PageHeader
              title="Release calendar"
              lede="What is published next, to the minute, and what was published last."
            />
            <SectionHeading title="Coming" id="coming" />
            {coming.length === 0 ? (
              <p>Nothing is announced just now.</p>
            ) : (
              <ol class="entry-list">
                {coming.map(({ id, kind, title, bodyName, isSample, publishAt }) => (
                  <li key={id}>
                    <p>
                      <time dateTime={publishAt.toISOString()}>{formatInstant('en', publishAt)}</time>
                    </p>
                    <h3>{title}</h3>
                    <p class="quiet">
                      {workKinds[kind]}, {bodyName}
                      {isSample && ', sample'}
                    </p>
                  </li>
                ))}
              </ol>
            )}
            <SectionHeading title="Published last" id="latest" />
            <CardList view="compact">
              {shelf
                .all()
                .slice(0, latest)
                .map((work) => (
                  <WorkCard work={work} now={clock.now()} key={work.workId} />
                ))}
            </CardList>
            <p>
              <a href="/works">All work</a>
            </p>
          </div>
        </Page>
      )
    }),
  })
