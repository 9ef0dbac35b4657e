import { z } from 'zod'
import { allow, anonymous, form, mayDo, page, pageOf, routes, type Viewer } from '#kernel/access'
import { type BodyView, listBodies } from '#kernel/bodies'
import { listEmbedKinds } from '#kernel/embeds'
import { dayOf } from '#platform/clock'
import type { Reader } from '#platform/db'
import { type FormState, Page, type Routes, redirect } from '#platform/http'
import { formatInstant } from '#platform/i18n'
import { forbidden } from '#platform/problem'
import {
  Button,
  DataTable,
  Diff,
  EmptyState,
  LinkButton,
  PageHeader,
  SectionHeading,
  SelectField,
  TextField,
} from '#ui'
import { nameActors } from '../../comments/read.ts'
import { compareTexts } from '../../editions/rules.ts'
import { listEmptyEmbeds } from '../../embeds/read.ts'
import { FieldChanges } from '../../fields/panels.tsx'
import { formOf } from '../../fields/rules.ts'
import { choicesFor } from '../../pictures/panels.tsx'
import { listPictures } from '../../pictures/read.ts'
import { TextView } from '../../texts/pages/text.tsx'
import { shownText, wholeOf } from '../../texts/read.ts'
import { markdownOf } from '../../texts/rules.ts'
import { findLaidOver } from '../../writing/read.ts'
import { restWriting, saveForm } from '../../writing/write.ts'
import { getDraft, getLive, listDeskWorks, listRevisions } from '../read.ts'
import {
  draftInput,
  draftPath,
  type EditionView,
  editionStates,
  kindNames,
  newWork,
  workKinds,
  workPath,
} from '../schema.ts'
import { beginEdition, beginWork, restoreRevision } from '../write.ts'
import { besideOf } from './beside.tsx'
import { DraftPage, FormPage } from './draft.tsx'
import { figuresOf } from './parts.tsx'

const deskAsked = z.object({
  state: z.string().max(20).default(''),
  kind: z.string().max(20).default(''),
  q: z.string().trim().max(200).default(''),
})

const kindOptions = kindNames.map((value) => ({ value, label: workKinds[value] }))

export const workDeskPages: Routes<Viewer> = routes({
  '/desk/works': pageOf(deskAsked, async ({ db, viewer, query }) => {
    allow(viewer, 'publications.work.read')
    const works = await listDeskWorks(db, viewer, query)
    return (
      <Page title="Works" robots="noindex">
        <div class="wrap">
          <PageHeader
            title="Works"
            lede="Everything written, reviewed, scheduled and published; what was touched last stands first."
            actions={<LinkButton href="/desk/works/new">Begin a work</LinkButton>}
          />
          <form method="get" class="filter-form">
            <SelectField
              name="state"
              label="State"
              value={query.state}
              placeholder="Any"
              options={Object.entries(editionStates).map(([value, label]) => ({ value, label }))}
            />
            <SelectField name="kind" label="Type" value={query.kind} placeholder="Any" options={kindOptions} />
            <TextField name="q" label="Words of the title" value={query.q} size="medium" />
            <Button type="submit">Show</Button>
          </form>
          {works.length === 0 ? (
            <EmptyState title="No works here" action={<LinkButton href="/desk/works/new">Begin a work</LinkButton>}>
              Nothing answers this, or nothing has been written yet.
            </EmptyState>
          ) : (
            <DataTable
              caption="Works"
              isCaptionHidden
              columns={[
                { key: 'title', label: 'Title', cell: (work) => <a href={draftPath(work.id)}>{work.title}</a> },
                { key: 'kind', label: 'Type', cell: (work) => workKinds[work.kind] },
                { key: 'number', label: 'Edition', isNumber: true, cell: (work) => work.number },
                {
                  key: 'state',
                  label: 'State',
                  cell: (work) =>
                    work.publishAt ? `Scheduled for ${formatInstant('en', work.publishAt)}` : editionStates[work.state],
                },
                { key: 'saved', label: 'Saved', cell: (work) => formatInstant('en', work.savedAt) },
              ]}
              rows={works}
              keyOf={(work) => work.id}
            />
          )}
        </div>
      </Page>
    )
  }),

  '/desk/works/new': form(
    newWork,
    async ({ db, viewer, form: { values, problem } }) => {
      const bodies = await bodiesWritten(db, viewer)
      return (
        <FormPage title="Begin a work" lede="Nobody but your body sees it until it is published." problem={problem}>
          <form method="post" class="stack">
            <SelectField
              name="kind"
              label="Type"
              value={String(values.kind ?? '')}
              error={problem?.fields.kind}
              placeholder="Choose one"
              options={kindOptions}
            />
            <SelectField
              name="bodyId"
              label="Published by"
              value={String(values.bodyId ?? bodies[0]?.id ?? '')}
              error={problem?.fields.bodyId}
              options={bodies.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <TextField name="title" label="Title" value={String(values.title ?? '')} error={problem?.fields.title} />
            <TextField
              name="slug"
              label="End of its address"
              isRequired={false}
              value={String(values.slug ?? '')}
              error={problem?.fields.slug}
              hint="Made from the title when empty. It stays for good."
            />
            <p class="row">
              <Button type="submit">Begin</Button>
              <a href="/desk/works/import">Begin from a file: Word, Markdown or plain text</a>
            </p>
          </form>
        </FormPage>
      )
    },
    async ({ db, actor, input, clock }) =>
      redirect(draftPath(await beginWork(db, actor, { ...input, at: clock.now() }))),
  ),

  '/desk/works/of/:slug': form(
    z.object({}),
    async ({ db, viewer, params, form: { problem } }) => {
      allow(viewer, 'publications.work.write')
      const live = await getLive(db, params.slug ?? '')
      allow(viewer, 'publications.work.write', { bodyId: live.bodyId })
      return (
        <FormPage
          title={`The next edition of “${live.title}”`}
          lede="It begins as a copy of what stands. Readers keep what stands until you publish."
          problem={problem}
        >
          <form method="post" class="stack">
            <Button type="submit">Begin edition {live.number + 1}</Button>
            <a href={workPath(live.slug)}>Back to the work</a>
          </form>
        </FormPage>
      )
    },
    async ({ db, actor, params, clock }) =>
      redirect(draftPath(await beginEdition(db, actor, { slug: params.slug ?? '', at: clock.now() }))),
  ),

  '/desk/works/:id': form(
    draftInput,
    async ({ db, viewer, params, clock, form: state }) => {
      const edition = await getDraft(db, viewer, params.id ?? '')
      const target = { bodyId: edition.bodyId }
      const figureOf = await figuresOf(db, viewer, edition)
      return (
        <DraftPage
          edition={edition}
          form={await shownAgain(db, edition, state)}
          beside={await besideOf(db, viewer, { edition, today: dayOf(clock.now()) })}
          text={<TextView text={wholeOf(await shownText(db, viewer, edition))} figureOf={figureOf} />}
          pieces={choicesFor(await listPictures(db, viewer, edition.bodyId), listEmbedKinds())}
          now={clock.now()}
          emptyEmbeds={await listEmptyEmbeds(db, anonymous, edition.content)}
          may={{
            write: mayDo(viewer, 'publications.work.write', target),
            review: mayDo(viewer, 'publications.work.review', target),
            publish: mayDo(viewer, 'publications.work.publish', target),
          }}
        />
      )
    },
    async ({ db, actor, params, input, clock }) => {
      const editionId = params.id ?? ''
      await saveForm(db, actor, { ...input, editionId, at: clock.now() })
      return redirect(`${draftPath(editionId)}?saved`)
    },
  ),

  '/desk/works/:id/history': page(async ({ db, viewer, params }) => {
    const edition = await getDraft(db, viewer, params.id ?? '')
    const revisions = await listRevisions(db, edition.id)
    const names = await nameActors(
      db,
      revisions.flatMap(({ savedBy, suggestedBy }) => [savedBy, ...(suggestedBy ? [suggestedBy] : [])]),
    )
    return (
      <Page title={`History of “${edition.title}”`} robots="noindex">
        <div class="wrap page-reading">
          <PageHeader
            eyebrow={`Edition ${edition.number}`}
            title="Every save of this draft"
            lede={`What each save changed, the latest first. Nothing is ever dropped.`}
          />
          <p>
            <a href={draftPath(edition.id)}>Back to the draft</a>
          </p>
          {revisions.map((revision, at) => {
            const before = revisions[at + 1]
            return (
              <section key={revision.revision} aria-labelledby={`revision-${revision.revision}`}>
                <SectionHeading
                  title={`Revision ${revision.revision}`}
                  id={`revision-${revision.revision}`}
                  note={`${formatInstant('en', revision.savedAt)} · ${names.get(revision.savedBy)}${
                    revision.suggestedBy ? `, in words of ${names.get(revision.suggestedBy)}` : ''
                  }`}
                />
                {before && <FieldChanges before={before.fields} after={revision.fields} />}
                {before ? (
                  compareTexts(before.content, revision.content)
                    .filter((parts) => parts.some(({ kind }) => kind !== 'same'))
                    .map((parts, index) => <Diff parts={parts} key={index} />)
                ) : (
                  <p class="quiet">As it began.</p>
                )}
                {at > 0 && ['draft', 'review'].includes(edition.state) && (
                  <form method="post" action={`/desk/works/${edition.id}/revisions/${revision.revision}`}>
                    <Button type="submit" kind="secondary">
                      Bring this one back
                    </Button>
                  </form>
                )}
              </section>
            )
          })}
        </div>
      </Page>
    )
  }),

  '/desk/works/:id/revisions/:revision': form(
    z.object({}),
    async ({ db, viewer, params }) =>
      redirect(`${draftPath((await getDraft(db, viewer, params.id ?? '')).id)}/history`),
    async ({ db, actor, params, clock }) => {
      const editionId = params.id ?? ''
      await restWriting(db, actor, { editionId, at: clock.now() })
      await restoreRevision(db, actor, { editionId, revision: Number(params.revision) || 0, at: clock.now() })
      return redirect(`${draftPath(editionId)}?saved`)
    },
  ),
})

/** A form that was refused because somebody else saved: what only they changed is taken over, so that saving again puts nothing old back. */
async function shownAgain(db: Reader, edition: EditionView, form: FormState): Promise<FormState> {
  const sent = draftInput.safeParse(form.values)
  if (form.problem?.code !== 'publications.edition.saved' || !sent.success) return form
  const laid = await findLaidOver(db, edition, sent.data)
  if (!laid) return form
  const { fields, text } = laid
  return { ...form, values: { ...form.values, ...formOf(fields), ...(text ? { content: markdownOf(text) } : {}) } }
}

/** Bodies that a viewer writes for; whoever writes for none is told so. */
async function bodiesWritten(db: Reader, viewer: Viewer): Promise<BodyView[]> {
  allow(viewer, 'publications.work.write')
  const bodies = (await listBodies(db)).filter(({ id }) => mayDo(viewer, 'publications.work.write', { bodyId: id }))
  if (bodies.length === 0)
    throw forbidden('access.not-permitted', 'Your rights do not include this. Ask the person who runs this site.')
  return bodies
}
