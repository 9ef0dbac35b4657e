import type { ComponentChildren } from 'preact'
import { z } from 'zod'
import { allow, form, mayDo, page, routes, type Viewer } from '#kernel/access'
import {
  type BodyView,
  bodyPage,
  getBody,
  listBodies,
  listBodyPages,
  newBody,
  recordBody,
  recordBodyPage,
  removeBodyPage,
} from '#kernel/bodies'
import { forgetHistory, listHappenings, listTerms } from '#kernel/histories'
import { Page, type Routes, redirect } from '#platform/http'
import { Button, Notice, PageHeader, RadioGroup, SectionHeading, StatusChip, TextArea, TextField } from '#ui'
import { DeedPage, typed } from '../account/parts.tsx'
import { HistoryOnDesk } from './history-desk.tsx'
import { TextMark } from './pages.tsx'

const settings = newBody.omit({ id: true, isSample: true })

/** What an installation is asked once, and may change any day: which bodies run it, and how each looks. */
export const setupPages: Routes<Viewer> = routes({
  '/desk/setup': page(async ({ db, viewer }) => {
    allow(viewer, 'bodies.body.configure')
    const bodies = await listBodies(db)
    const samples = bodies.filter((body) => body.isSample).length
    return (
      <Page title="Bodies" robots="noindex" styles={['/bodies.css']}>
        <div class="wrap page-reading">
          <PageHeader
            title="Whose site is this?"
            lede="Two sister organizations share one network: people sign in once, and a wall stands between their lists, consents and money."
          />
          {samples > 0 && (
            <Notice kind="sample" title="These are samples">
              <p>
                Everything works with them. Give each its own name when you are ready; until then it is marked as a
                sample.
              </p>
            </Notice>
          )}
          <ul class="entry-list">
            {bodies.map((body) => (
              <li key={body.id} data-body={body.id} class="body-line">
                <TextMark text={body.mark} />
                <div>
                  <h2>
                    <a href={`/bodies/${body.id}`}>{body.name}</a>
                  </h2>
                  <p>{body.mission || 'No mission yet.'}</p>
                  <p class="row">
                    <StatusChip tone={body.isSample ? 'sample' : 'positive'}>
                      {body.isSample ? 'Sample' : 'Set up'}
                    </StatusChip>
                    {mayDo(viewer, 'bodies.body.configure', { bodyId: body.id }) && (
                      <a href={`/desk/setup/${body.id}`}>{body.isSample ? 'Give it your name' : 'Change'}</a>
                    )}
                  </p>
                </div>
              </li>
            ))}
          </ul>
        </div>
      </Page>
    )
  }),

  '/desk/setup/:id': form(
    settings,
    async ({ db, viewer, params, form: { values, problem } }) => {
      allow(viewer, 'bodies.body.configure')
      const body = await getBody(db, params.id ?? '')
      allow(viewer, 'bodies.body.configure', { bodyId: body.id })
      return (
        <SetupPage body={body} pages={await listBodyPages(db, body.id)} values={values} problem={problem}>
          <HistoryOnDesk
            bodyId={body.id}
            terms={await listTerms(db, body.id)}
            happenings={await listHappenings(db, body.id)}
          />
        </SetupPage>
      )
    },
    async ({ db, actor, params, input }) => {
      allow(actor, 'bodies.body.configure')
      const body = await getBody(db, params.id ?? '')
      allow(actor, 'bodies.body.configure', { bodyId: body.id })
      // Those who led the sample led nobody.
      if (body.isSample) await forgetHistory(db, actor, body.id)
      const position = (await listBodies(db)).findIndex((each) => each.id === body.id)
      await recordBody(db, actor, { ...input, id: body.id, isSample: false, position })
      return redirect('/desk/setup')
    },
  ),

  '/desk/setup/:id/pages/:slug': form(
    bodyPage.partial().extend({ deed: z.enum(['save', 'remove']) }),
    async ({ db, viewer, params, form: { values, problem } }) => {
      allow(viewer, 'bodies.body.configure')
      const body = await getBody(db, params.id ?? '')
      allow(viewer, 'bodies.body.configure', { bodyId: body.id })
      const known = (await listBodyPages(db, body.id)).find((each) => each.slug === params.slug)
      return (
        <DeedPage title={known ? `Change “${known.title}”` : 'A new page'} lede={body.name} problem={problem}>
          <form method="post" class="stack">
            <TextField
              name="title"
              label="Title"
              value={typed(values, 'title', known?.title)}
              error={problem?.fields.title}
            />
            <TextArea
              name="content"
              label="Text"
              hint="A blank line begins a paragraph."
              value={typed(values, 'content', known?.content)}
              error={problem?.fields.content}
              rows={14}
            />
            <p class="row">
              <Button type="submit" name="deed" value="save">
                Save the page
              </Button>
              {known && (
                <Button type="submit" name="deed" value="remove" kind="danger">
                  Take the page away
                </Button>
              )}
            </p>
          </form>
        </DeedPage>
      )
    },
    async ({ db, actor, params, input }) => {
      allow(actor, 'bodies.body.configure')
      const { id: bodyId } = await getBody(db, params.id ?? '')
      allow(actor, 'bodies.body.configure', { bodyId })
      const slug = params.slug === 'new' ? undefined : params.slug
      if (input.deed === 'remove') await removeBodyPage(db, actor, { bodyId, slug: slug ?? '' })
      else await recordBodyPage(db, actor, { bodyId, slug, ...bodyPage.parse(input) })
      return redirect(`/desk/setup/${bodyId}`)
    },
  ),
})

function SetupPage(props: {
  body: BodyView
  pages: { slug: string; title: string }[]
  values: Record<string, string | string[]>
  problem: Parameters<typeof DeedPage>[0]['problem']
  children: ComponentChildren
}) {
  const { body, pages, values, problem, children } = props
  const error = (name: string) => problem?.fields[name]
  return (
    <DeedPage title={body.name} lede="Its name, mark and color, and what it says about itself." problem={problem}>
      <form method="post" class="stack">
        <TextField name="name" label="Name" value={typed(values, 'name', body.name)} error={error('name')} />
        <RadioGroup
          name="kind"
          label="What kind of body"
          value={typed(values, 'kind', body.kind)}
          error={error('kind')}
          options={[
            { value: 'charity', label: 'A charity: open to all, no lobbying beyond the law' },
            { value: 'membership', label: 'A membership body: it has members and speaks for them' },
          ]}
        />
        <TextArea
          name="mission"
          label="Mission, in a sentence or two"
          value={typed(values, 'mission', body.mission)}
          error={error('mission')}
          rows={3}
        />
        <TextField
          name="mark"
          label="Mark"
          hint="One to four letters."
          value={typed(values, 'mark', body.mark)}
          error={error('mark')}
          size="short"
        />
        <TextField
          name="accent"
          label="Color"
          hint="Six digits, as #14325c. It must be dark enough to be read; the one for dark screens is made from it."
          value={typed(values, 'accent', body.accent)}
          error={error('accent')}
          size="short"
        />
        <Button type="submit">{body.isSample ? 'This is our body: save' : 'Save'}</Button>
      </form>
      <section aria-labelledby="pages">
        <SectionHeading
          title="Pages"
          id="pages"
          action={<a href={`/desk/setup/${body.id}/pages/new`}>Write a page</a>}
        />
        {pages.length === 0 && <p class="quiet">No pages yet.</p>}
        <ul class="plain-list">
          {pages.map((each) => (
            <li key={each.slug}>
              <a href={`/desk/setup/${body.id}/pages/${each.slug}`}>{each.title}</a>
            </li>
          ))}
        </ul>
      </section>
      {children}
    </DeedPage>
  )
}
