import { form, mayDo, page, routes, type Viewer } from '#kernel/access'
import { Page, type Routes, redirect } from '#platform/http'
import { formatDate, formatInstant } from '#platform/i18n'
import { Button, DataTable, PageHeader, RadioGroup, TextArea } from '#ui'
import { FormPage } from '../works/pages/draft.tsx'
import { workPath } from '../works/schema.ts'
import { getReview, listReviews } from './read.ts'
import { decisions, type ReviewView, reviewDecision } from './schema.ts'
import { settleReview } from './write.ts'

export const reviewPages: Routes<Viewer> = routes({
  '/desk/figures': page(async ({ db, viewer }) => {
    const reviews = await listReviews(db, viewer)
    return (
      <Page title="Figures that changed" robots="noindex">
        <div class="wrap">
          <PageHeader
            title="Figures that changed"
            lede="Each published text keeps the figures it was published with. Every hour they are asked again; what says something else by now waits here for somebody’s decision."
          />
          <DataTable
            caption="Figures that changed"
            isCaptionHidden
            columns={[
              {
                key: 'title',
                label: 'Work',
                cell: (review) => <a href={`/desk/figures/${review.id}`}>{review.title}</a>,
              },
              { key: 'said', label: 'It says', isNumber: true, cell: ({ said }) => said },
              { key: 'now', label: 'It is now', isNumber: true, cell: ({ saysNow }) => saysNow || 'not known' },
              { key: 'found', label: 'Found', cell: ({ foundAt }) => formatInstant('en', foundAt) },
              {
                key: 'state',
                label: 'Decision',
                cell: ({ decision }) => (decision ? decisions[decision] : <strong>Waits</strong>),
              },
            ]}
            rows={reviews}
            keyOf={({ id }) => id}
            whenEmpty="Every figure of every published work says what it said."
          />
        </div>
      </Page>
    )
  }),

  '/desk/figures/:id': form(
    reviewDecision,
    async ({ db, viewer, params, form: { values, problem } }) => {
      const review = await getReview(db, viewer, params.id ?? '')
      return (
        <FormPage title={`${review.said} in “${review.title}”`} lede={whatChanged(review)} problem={problem}>
          <p class="row">
            <a href={`${workPath(review.slug)}/editions/${review.number}`}>The text</a>
            <a href={`/map?${review.reference}`}>The question today</a>
            <a href="/desk/figures">All figures that changed</a>
          </p>
          {review.settledAt ? (
            <p>
              Decided on {formatInstant('en', review.settledAt)}: {review.decision && decisions[review.decision]}.{' '}
              {review.note}
            </p>
          ) : (
            mayDo(viewer, 'publications.work.write', { bodyId: review.bodyId }) && (
              <form method="post" class="stack">
                <RadioGroup
                  name="decision"
                  label="What becomes of it"
                  value={String(values.decision ?? '')}
                  error={problem?.fields.decision}
                  options={Object.entries(decisions).map(([value, label]) => ({ value, label }))}
                />
                <TextArea
                  name="note"
                  label="Why"
                  rows={3}
                  isRequired={false}
                  value={String(values.note ?? '')}
                  error={problem?.fields.note}
                  hint="Needed when the text stays as it is."
                />
                <Button type="submit">Decide</Button>
              </form>
            )
          )}
        </FormPage>
      )
    },
    async ({ db, actor, params, input, clock }) => {
      const { slug } = await getReview(db, actor, params.id ?? '')
      await settleReview(db, actor, { ...input, id: params.id ?? '', at: clock.now() })
      return redirect(input.decision === 'next-edition' ? `/desk/works/of/${slug}` : '/desk/figures')
    },
  ),
})

function whatChanged({ asOf, said, saysNow, saysAsCited }: ReviewView): string {
  const now = saysNow ? `The same question is answered by ${saysNow} now.` : 'The question can no longer be asked.'
  const day = /^\d{4}-\d{2}-\d{2}$/.test(asOf) ? formatDate('en', asOf) : asOf
  if (saysAsCited === said) return `It was right as known on ${day}. ${now}`
  return `As known on ${day} the answer is ${saysAsCited || 'no longer known'}, so the text was not what was known. ${now}`
}
