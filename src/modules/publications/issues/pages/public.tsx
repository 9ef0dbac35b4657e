import { Feed } from 'feed'
import { z } from 'zod'
import { download, page, routes, type Viewer } from '#kernel/access'
import { dayOf } from '#platform/clock'
import { Page, type Routes } from '#platform/http'
import { formatDate } from '#platform/i18n'
import { Breadcrumbs, CardList, Notice, PageHeader, SectionHeading } from '#ui'
import { WorkCard } from '../../lists/pages.tsx'
import type { Shelf } from '../../lists/service.ts'
import { getPublicNewsletter } from '../../newsletters/read.ts'
import { newsletterPath } from '../../newsletters/schema.ts'
import { wordsOf } from '../../nodes/rules.ts'
import { TextView } from '../../texts/pages/text.tsx'
import type { TextDocument } from '../../texts/schema.ts'
import { getPastIssue, listPastIssues } from '../read.ts'
import { issuePath } from '../schema.ts'

/** Past issues for everybody. They tell of works as those stand now: what was withdrawn or taken away since is left out. */
export const issuePages = (shelf: Shelf): Routes<Viewer> =>
  routes({
    '/newsletters/:list/feed.atom': download(z.object({}), async ({ db, params, url }) => {
      const list = await getPublicNewsletter(db, params.list ?? '')
      const issues = await listPastIssues(db, list)
      const at = `${url.origin}${newsletterPath(list.slug)}`
      const feed = new Feed({
        ...{ title: list.name, description: list.about, id: at, link: at, language: 'en', copyright: '' },
        feedLinks: { atom: `${at}/feed.atom` },
        updated: issues[0]?.preparedAt ?? new Date(0),
      })
      for (const { subject, number, preheader, preparedAt } of issues.slice(0, 50)) {
        const link = `${url.origin}${issuePath(list.slug, number ?? 0)}`
        feed.addItem({ title: subject, id: link, link, description: preheader, date: preparedAt ?? new Date(0) })
      }
      return new Response(feed.atom1(), { headers: { 'content-type': 'application/atom+xml; charset=utf-8' } })
    }),

    '/newsletters/:list/:issue': page(async ({ db, params, clock }) => {
      const list = await getPublicNewsletter(db, params.list ?? '')
      const issue = await getPastIssue(db, list, params.issue ?? '')
      const works = issue.workIds.flatMap((id) => shelf.all().find(({ workId }) => workId === id) ?? [])
      return (
        <Page
          title={issue.subject}
          description={issue.preheader}
          canonical={issuePath(list.slug, issue.number ?? 0)}
          isArticle
        >
          <article class="wrap page-reading" lang={issue.language} dir="auto">
            <Breadcrumbs
              items={[
                { href: '/newsletters', label: 'Newsletters' },
                { href: newsletterPath(list.slug), label: list.name },
                { label: issue.subject },
              ]}
            />
            {list.isSample && (
              <Notice kind="sample" title="Sample">
                Nobody was sent this.
              </Notice>
            )}
            <PageHeader
              eyebrow={`${list.name}, ${issue.preparedAt ? formatDate('en', dayOf(issue.preparedAt)) : ''}`}
              title={issue.subject}
              lede={issue.preheader || undefined}
            />
            <Words text={issue.introduction} />
            {works.length > 0 && (
              <>
                <SectionHeading title="In this issue" id="works" />
                <CardList>
                  {works.map((work) => (
                    <WorkCard work={work} now={clock.now()} key={work.workId} />
                  ))}
                </CardList>
              </>
            )}
            <Words text={issue.closing} />
            <p class="text-end no-print">
              <a href={newsletterPath(list.slug)}>Subscribe, and past issues</a>
            </p>
          </article>
        </Page>
      )
    }),
  })

const Words = ({ text }: { text: TextDocument }) =>
  wordsOf(text).trim() === '' ? null : <TextView text={text} figureOf={() => ({})} />
