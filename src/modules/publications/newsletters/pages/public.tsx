import { z } from 'zod'
import { form, pageOf, routes, type Viewer } from '#kernel/access'
import { takeWork, WorkField, workIsland } from '#kernel/proofs'
import { Page, type Routes, redirect } from '#platform/http'
import { Breadcrumbs, Button, EmptyState, Notice, PageHeader, ProblemSummary, SectionHeading, TextField } from '#ui'
import { IssueList } from '../../issues/panels.tsx'
import { listPastIssues } from '../../issues/read.ts'
import { PreferenceFields } from '../../subscriptions/panels.tsx'
import { newSubscription, type Preferences } from '../../subscriptions/schema.ts'
import { askToSubscribe } from '../../subscriptions/write.ts'
import { getPublicNewsletter, listPublicNewsletters } from '../read.ts'
import { newsletterPath } from '../schema.ts'

/** What everybody can subscribe to and read. */
export const newsletterPages = (publicUrl: string): Routes<Viewer> =>
  routes({
    '/newsletters': pageOf(z.object({}), async ({ db }) => {
      const lists = await listPublicNewsletters(db)
      return (
        <Page
          title="Newsletters"
          description="What we send by mail, to read and to subscribe to."
          canonical="/newsletters"
        >
          <div class="wrap page-reading">
            <PageHeader title="Newsletters" lede="What we send by mail. Nobody counts what you open or click." />
            {lists.length === 0 && (
              <EmptyState title="None yet">
                New work stands under <a href="/works">all work</a>, which has feeds.
              </EmptyState>
            )}
            <ul class="entry-list">
              {lists.map((list) => (
                <li key={list.id}>
                  <h2>
                    <a href={newsletterPath(list.slug)}>{list.name}</a>
                  </h2>
                  {list.about && <p>{list.about}</p>}
                  <p class="quiet">
                    {list.bodyName}
                    {list.isSample && ', sample'}
                    {list.closedAt && '. Past issues only'}
                  </p>
                </li>
              ))}
            </ul>
          </div>
        </Page>
      )
    }),

    '/newsletters/:list': form(
      newSubscription,
      async ({ db, params, form: { values, problem } }) => {
        const list = await getPublicNewsletter(db, params.list ?? '')
        const chosen = {
          language: String(values.language ?? 'en'),
          topics: [values.topics ?? []].flat(),
          region: String(values.region ?? ''),
        } as Preferences // shown again as typed, whatever it was
        return (
          <Page
            title={list.name}
            description={list.about}
            canonical={newsletterPath(list.slug)}
            islands={list.closedAt ? [] : [workIsland]}
            alternates={[
              { type: 'application/atom+xml', href: `${newsletterPath(list.slug)}/feed.atom`, title: list.name },
            ]}
          >
            <div class="wrap page-reading">
              <Breadcrumbs items={[{ href: '/newsletters', label: 'Newsletters' }, { label: list.name }]} />
              {list.isSample && (
                <Notice kind="sample" title="Sample">
                  This newsletter is of an invented body.
                </Notice>
              )}
              <ProblemSummary problem={problem} />
              <PageHeader eyebrow={list.bodyName} title={list.name} lede={list.about || undefined} />
              {list.closedAt ? (
                <Notice kind="info" title="Closed">
                  It takes no more subscribers. What was sent stays here.
                </Notice>
              ) : (
                <form method="post" class="stack" aria-labelledby="subscribe">
                  <h2 id="subscribe">Subscribe</h2>
                  <WorkField />
                  <TextField
                    name="address"
                    type="email"
                    label="E-mail address"
                    hint="A link in a letter to it asks whether it was you. Each issue has a link by which you leave."
                    value={String(values.address ?? '')}
                    error={problem?.fields.address}
                    size="medium"
                    autoComplete="email"
                  />
                  <details open={chosen.topics.length > 0 || problem !== undefined}>
                    <summary>Only some topics, another language, your state</summary>
                    <div class="stack">
                      <PreferenceFields chosen={chosen} fields={problem?.fields ?? {}} />
                    </div>
                  </details>
                  <Button type="submit">Subscribe</Button>
                </form>
              )}
              <section class="text-end" aria-labelledby="issues">
                <SectionHeading
                  title="Past issues"
                  id="issues"
                  action={<a href={`${newsletterPath(list.slug)}/feed.atom`}>Feed</a>}
                />
                <IssueList list={list} issues={await listPastIssues(db, list)} />
              </section>
            </div>
          </Page>
        )
      },
      async ({ db, actor, params, input, clock }) => {
        const list = await getPublicNewsletter(db, params.list ?? '')
        await askToSubscribe(db, actor, { ...input, list, now: clock.now(), publicUrl })
        return redirect('/subscriptions/asked')
      },
      ({ database, clock, remote, input: { work } }) => takeWork(database, { work, remote, now: clock.now() }),
    ),
  })
