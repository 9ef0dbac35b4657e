import { z } from 'zod'
import { pageOf, routes, type Viewer } from '#kernel/access'
import { Page, type Routes } from '#platform/http'
import { formatInstant } from '#platform/i18n'
import { Breadcrumbs, Button, Diff, PageHeader, SectionHeading, SelectField } from '#ui'
import { listArchived } from '../archive/read.ts'
import { archiveEvents, archivePath } from '../archive/schema.ts'
import { withOccasion } from '../occasions/rules.ts'
import { Day } from '../works/pages/parts.tsx'
import { getLive, listEditions } from '../works/read.ts'
import { type EditionView, editionStates, workPath } from '../works/schema.ts'
import { compareTexts } from './rules.ts'

const compared = z.object({
  from: z.coerce.number('Choose an edition').int().min(0).default(0),
  to: z.coerce.number('Choose an edition').int().min(0).default(0),
})

/** Every edition that was ever public, and any two of them laid over each other. */
export const editionPages: Routes<Viewer> = routes({
  '/works/:slug/editions': pageOf(compared, async ({ db, params, query }) => {
    const live = await getLive(db, params.slug ?? '')
    const editions = live.state === 'gone' ? [] : await listEditions(db, live.workId)
    const archived = live.state === 'gone' ? [] : await listArchived(db, live.workId)
    const after = editions.find(({ number }) => number === query.to) ?? editions[0]
    const before = editions.find(({ number }) => number === query.from) ?? editions[1]
    return (
      <Page title={`Editions of “${live.title}”`} robots="noindex">
        <div class="wrap page-reading">
          <Breadcrumbs
            items={[
              { href: '/works', label: 'All work' },
              { href: workPath(live.slug), label: live.state === 'gone' ? 'No longer published' : live.title },
              { label: 'Editions' },
            ]}
          />
          <PageHeader title="Editions and what changed" lede="Nothing that was published is ever written over." />
          {live.state === 'gone' && <p>{live.endReason}</p>}
          <ol class="entry-list" reversed>
            {editions.map((edition) => (
              <li key={edition.id}>
                <p>
                  <a href={`${workPath(live.slug)}/editions/${edition.number}`}>Edition {edition.number}</a>,{' '}
                  {edition.publishedAt && <Day at={edition.publishedAt} />},{' '}
                  {editionStates[edition.state].toLowerCase()}
                </p>
                {archived
                  .filter(({ editionId }) => editionId === edition.id)
                  .map(({ address, event, keptAt }) => (
                    <p key={address} class="quiet">
                      {archiveEvents[event]}:{' '}
                      <a href={archivePath(address)}>the page kept on {formatInstant('en', keptAt)}</a>
                    </p>
                  ))}
                {edition.changeNote && <p>{edition.changeNote}</p>}
              </li>
            ))}
          </ol>
          {before && after && before !== after && <Compared editions={editions} before={before} after={after} />}
        </div>
      </Page>
    )
  }),
})

function Compared({ editions, before, after }: { editions: EditionView[]; before: EditionView; after: EditionView }) {
  const options = editions.map(({ number }) => ({ value: String(number), label: `Edition ${number}` }))
  const passages = compareTexts(withOccasion(before), withOccasion(after)).filter((parts) =>
    parts.some(({ kind }) => kind !== 'same'),
  )
  return (
    <section aria-labelledby="compared">
      <SectionHeading title={`From edition ${before.number} to edition ${after.number}`} id="compared" />
      <form method="get" class="row no-print">
        <SelectField name="from" label="From" value={String(before.number)} options={options} />
        <SelectField name="to" label="to" value={String(after.number)} options={options} />
        <Button type="submit">Compare</Button>
      </form>
      {passages.length === 0 && <p>The words are the same.</p>}
      {passages.map((parts, at) => (
        <Diff parts={parts} key={at} />
      ))}
    </section>
  )
}
