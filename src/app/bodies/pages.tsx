import type { ComponentChildren } from 'preact'
import { z } from 'zod'
import { download, mayDo, page, routes, type Viewer } from '#kernel/access'
import { type BodyPageView, type BodyView, getBody, listBodies, listBodyPages, tokensOf } from '#kernel/bodies'
import { inOfficeOn, listHappenings, listTerms, shownOf, type TermView } from '#kernel/histories'
import { dayOf } from '#platform/clock'
import { Page, type Routes } from '#platform/http'
import { notFound } from '#platform/problem'
import { Notice, PageHeader, Prose, SectionHeading } from '#ui'

/** What each sister organization says about itself, under its own name, mark and color. */
export const bodyPages: Routes<Viewer> = routes({
  '/bodies/:id': page(async ({ db, viewer, params, clock }) => {
    const body = await getBody(db, params.id ?? '')
    const pages = await listBodyPages(db, body.id)
    const terms = shownOf(await listTerms(db, body.id))
    const happenings = shownOf(await listHappenings(db, body.id))
    return (
      <BodyPage
        body={body}
        pages={pages}
        inOffice={inOfficeOn(terms, dayOf(clock.now()))}
        hasLeaders={terms.length > 0}
        hasHistory={happenings.length > 0}
        mayConfigure={mayDo(viewer, 'bodies.body.configure', { bodyId: body.id })}
      />
    )
  }),

  '/bodies/:id/:slug': page(async ({ db, params }) => {
    const body = await getBody(db, params.id ?? '')
    const pages = await listBodyPages(db, body.id)
    const current = pages.find((each) => each.slug === params.slug)
    if (!current) throw notFound('bodies.page.unknown', 'There is no such page.')
    return (
      <BodyFrame body={body} title={`${current.title}, ${body.name}`}>
        <PageHeader title={current.title} eyebrow={<a href={`/bodies/${body.id}`}>{body.name}</a>} />
        <Paragraphs text={current.content} />
        <MorePages body={body} pages={pages.filter((each) => each !== current)} />
      </BodyFrame>
    )
  }),

  '/bodies.css': download(z.object({}), async ({ db }) => {
    const bodies = await listBodies(db)
    const sheet = `@layer tokens {\n${bodies.map(tokensOf).join('\n')}\n}\n`
    return new Response(sheet, { headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' } })
  }),
})

export function BodyFrame(props: { body: BodyView; title: string; children: ComponentChildren }) {
  return (
    <Page title={props.title} description={props.body.mission} styles={['/bodies.css']}>
      <div class="wrap page-reading deed" data-body={props.body.id}>
        {props.body.isSample && (
          <Notice kind="sample" title="Sample">
            <p>This body is invented. Whoever runs this installation has not named its own yet.</p>
          </Notice>
        )}
        {props.children}
      </div>
    </Page>
  )
}

interface BodyPageProps {
  body: BodyView
  pages: BodyPageView[]
  inOffice: TermView[]
  hasLeaders: boolean
  hasHistory: boolean
  mayConfigure: boolean
}

const firstNamed = 6

function BodyPage({ body, pages, inOffice, hasLeaders, hasHistory, mayConfigure }: BodyPageProps) {
  const at = `/bodies/${body.id}`
  return (
    <BodyFrame body={body} title={body.name}>
      <TextMark text={body.mark} />
      <PageHeader
        title={body.name}
        eyebrow={body.kind === 'charity' ? 'Charity' : 'Membership body'}
        lede={body.mission}
        actions={mayConfigure ? <a href={`/desk/setup/${body.id}`}>Change</a> : undefined}
      />
      {hasLeaders && (
        <section aria-labelledby="leadership">
          <SectionHeading
            title="Leadership"
            id="leadership"
            action={<a href={`${at}/leadership`}>All, and those before them</a>}
          />
          <ul class="plain-list">
            {inOffice.slice(0, firstNamed).map((each) => (
              <li key={each.id}>
                {each.name}, {each.office}
              </li>
            ))}
          </ul>
        </section>
      )}
      <ul class="entry-list">
        <li>
          <a href="/programs">What it is doing</a>
        </li>
        {hasHistory && (
          <li>
            <a href={`${at}/history`}>Its history</a>
          </li>
        )}
      </ul>
      <MorePages body={body} pages={pages} />
    </BodyFrame>
  )
}

function MorePages({ body, pages }: { body: BodyView; pages: BodyPageView[] }) {
  if (pages.length === 0) return null
  return (
    <ul class="entry-list">
      {pages.map((each) => (
        <li key={each.slug}>
          <a href={`/bodies/${body.id}/${each.slug}`}>{each.title}</a>
        </li>
      ))}
    </ul>
  )
}

/** The mark of a body: its letters on its color. */
export function TextMark({ text }: { text: string }) {
  return (
    <svg class="text-mark" viewBox="0 0 64 64" width="56" height="56" aria-hidden="true">
      <rect width="64" height="64" rx="8" />
      <text x="32" y="41" text-anchor="middle" font-size={text.length > 3 ? 18 : text.length > 2 ? 22 : 26}>
        {text}
      </text>
    </svg>
  )
}

/** Plain text as people type it: a blank line begins a paragraph. */
const Paragraphs = ({ text }: { text: string }) => (
  <Prose>
    {text.split(/\r?\n\s*\r?\n/).map((paragraph) => (
      <p key={paragraph}>{paragraph}</p>
    ))}
  </Prose>
)
