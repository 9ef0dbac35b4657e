import { z } from 'zod'
import { download, form, routes, type Viewer } from '#kernel/access'
import { Page, type Routes, redirect } from '#platform/http'
import { formatInstant } from '#platform/i18n'
import { notFound } from '#platform/problem'
import { Button, DataTable, Notice, PageHeader, ProblemSummary, RadioGroup, TextArea, TextField } from '#ui'
import { CommentForm } from '../comments/panels.tsx'
import { OccasionFacts } from '../occasions/panels.tsx'
import { teaserOf, typeOf } from '../occasions/rules.ts'
import { sendPicture } from '../pictures/panels.tsx'
import { picturesOf } from '../pictures/read.ts'
import { PictureView, TextView } from '../texts/pages/text.tsx'
import { shownText } from '../texts/read.ts'
import { FormPage } from '../works/pages/draft.tsx'
import { figuresOf } from '../works/pages/parts.tsx'
import { getDraft } from '../works/read.ts'
import { draftPath, workPath } from '../works/schema.ts'
import { listReadings, openReading } from './read.ts'
import { newReading, purposes, type ReadingView, readingAnswer } from './schema.ts'
import { answerReading, askReading, revokeReading } from './write.ts'

export const readingPages = (publicUrl: string): Routes<Viewer> =>
  routes({
    '/desk/works/:id/readings': form(
      newReading,
      async ({ db, viewer, params, clock, form: { values, problem } }) => {
        const edition = await getDraft(db, viewer, params.id ?? '')
        const readings = await listReadings(db, edition.id)
        const typed = (name: string) => String(values[name] ?? '')
        return (
          <FormPage
            title={`Readers of “${edition.title}” before it is published`}
            lede="Each gets a link of their own, which opens this one edition and can be closed alone."
            problem={problem}
          >
            <p>
              <a href={draftPath(edition.id)}>Back to the draft</a>
            </p>
            <Readings readings={readings} contentHash={edition.contentHash} now={clock.now()} />
            <h2>Ask somebody</h2>
            <form method="post" class="stack">
              <RadioGroup
                name="purpose"
                label="What for"
                value={typed('purpose')}
                error={problem?.fields.purpose}
                options={Object.entries(purposes).map(([value, label]) => ({ value, label }))}
              />
              <TextField name="name" label="Name" value={typed('name')} error={problem?.fields.name} />
              <TextField
                name="address"
                type="email"
                label="E-mail address"
                value={typed('address')}
                error={problem?.fields.address}
              />
              <Button type="submit">Send the link</Button>
            </form>
          </FormPage>
        )
      },
      async ({ db, actor, params, input, clock }) => {
        await askReading(db, actor, { ...input, editionId: params.id ?? '', at: clock.now(), publicUrl })
        return redirect(`/desk/works/${params.id}/readings`)
      },
    ),

    '/desk/works/:id/readings/:reading': form(
      z.object({}),
      async ({ db, viewer, params }) =>
        redirect(`${draftPath((await getDraft(db, viewer, params.id ?? '')).id)}/readings`),
      async ({ db, actor, params, clock }) => {
        await revokeReading(db, actor, { editionId: params.id ?? '', id: params.reading ?? '', at: clock.now() })
        return redirect(`/desk/works/${params.id}/readings`)
      },
    ),

    '/readings/:code/pictures/:id': download(z.object({}), async ({ db, params, clock }) => {
      const { edition } = await openReading(db, params.code ?? '', clock.now())
      const picture = (await picturesOf(db, edition)).get(params.id ?? '')
      if (!picture) throw notFound('publications.picture.unknown', 'There is no such picture.')
      return sendPicture(db, picture, 'private, no-store')
    }),

    '/readings/:code': form(
      readingAnswer,
      async ({ db, viewer, params, clock, form: { values, problem } }) => {
        const { reading, edition } = await openReading(db, params.code ?? '', clock.now())
        // The embargo is over: what was shown to few is read by everybody at its own address.
        if (reading.purpose === 'press' && edition.state === 'published') return redirect(workPath(edition.slug))
        const figureOf = await figuresOf(db, viewer, edition)
        const told = await shownText(db, viewer, edition, ({ id }) => `/readings/${params.code}/pictures/${id}`)
        return (
          <Page title={edition.title} robots="noindex">
            <article class="wrap" lang={edition.language} dir="auto">
              <Notice
                kind="warning"
                title={
                  reading.purpose === 'press'
                    ? `Under embargo until ${edition.publishAt ? formatInstant('en', edition.publishAt) : 'it is published'}`
                    : 'Not published'
                }
              >
                For {reading.name} only. Please do not pass this link on.
              </Notice>
              <ProblemSummary problem={problem} />
              <PageHeader
                eyebrow={typeOf(edition, clock.now())}
                title={edition.title}
                lede={teaserOf(edition, clock.now())}
              />
              <OccasionFacts edition={edition} now={clock.now()} />
              {told.hero.content.map((node) => (
                <PictureView node={node} isFirst key="hero" />
              ))}
              <TextView text={told.text} figureOf={figureOf} />
              {values.commented !== undefined && (
                <Notice kind="success" title="Thank you: your comment is with the editors">
                  You can send as many as you like.
                </Notice>
              )}
              {reading.purpose === 'fact-check' && (
                <section aria-labelledby="comment">
                  <h2 id="comment">Comment on words</h2>
                  <CommentForm
                    action={`/readings/${params.code}/comments`}
                    colleagues={[]}
                    values={{}}
                    problem={undefined}
                  />
                </section>
              )}
              {reading.purpose === 'fact-check' && (
                <Answer reading={reading} typed={values} fields={problem?.fields ?? {}} />
              )}
            </article>
          </Page>
        )
      },
      async ({ db, actor, params, input, clock }) => {
        await answerReading(db, actor, { ...input, code: params.code ?? '', at: clock.now() })
        return redirect(`/readings/${params.code}`)
      },
    ),
  })

function Answer(props: {
  reading: ReadingView
  typed: Record<string, string | string[]>
  fields: Record<string, string>
}) {
  const { reading, typed, fields } = props
  if (reading.answeredAt)
    return (
      <Notice kind="success" title="Thank you: your answer is with the editors">
        {reading.verdict === 'right' ? 'You found the facts right.' : reading.answer}
      </Notice>
    )
  return (
    <form method="post" class="stack" aria-labelledby="answer">
      <h2 id="answer">Your answer</h2>
      <RadioGroup
        name="verdict"
        label="Are the facts right?"
        value={String(typed.verdict ?? '')}
        error={fields.verdict}
        options={[
          { value: 'right', label: 'They are right' },
          { value: 'mend', label: 'Something has to be mended' },
        ]}
      />
      <TextArea
        name="answer"
        label="What, and how you know"
        isRequired={false}
        value={String(typed.answer ?? '')}
        error={fields.answer}
      />
      <Button type="submit">Send the answer</Button>
    </form>
  )
}

function Readings({ readings, contentHash, now }: { readings: ReadingView[]; contentHash: string; now: Date }) {
  return (
    <DataTable
      caption="Who was asked"
      columns={[
        { key: 'name', label: 'Name', cell: ({ name, address }) => `${name} (${address})` },
        { key: 'purpose', label: 'What for', cell: ({ purpose }) => purposes[purpose] },
        { key: 'state', label: 'How it stands', cell: (reading) => standing(reading, now) },
        {
          key: 'answer',
          label: 'Answer',
          cell: (reading) =>
            reading.answeredAt
              ? `${reading.verdict === 'right' ? 'The facts are right.' : reading.answer}${reading.contentHash === contentHash ? '' : ' (The text was changed since.)'}`
              : '',
        },
        {
          key: 'close',
          label: 'Close',
          cell: (reading) =>
            standing(reading, now).startsWith('Closed') ? null : (
              <form method="post" action={`/desk/works/${reading.editionId}/readings/${reading.id}`}>
                <Button type="submit" kind="secondary">
                  Close <span class="visually-hidden">the link of {reading.name}</span>
                </Button>
              </form>
            ),
        },
      ]}
      rows={readings}
      keyOf={({ id }) => id}
      whenEmpty="Nobody yet."
    />
  )
}

function standing({ revokedAt, expiresAt, answeredAt, askedAt }: ReadingView, now: Date): string {
  if (answeredAt) return `Answered ${formatInstant('en', answeredAt)}`
  if (revokedAt) return `Closed ${formatInstant('en', revokedAt)}`
  if (expiresAt <= now) return `Closed by itself ${formatInstant('en', expiresAt)}`
  return `Asked ${formatInstant('en', askedAt)}, open until ${formatInstant('en', expiresAt)}`
}
