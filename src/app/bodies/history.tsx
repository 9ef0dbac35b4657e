import type { ComponentChildren } from 'preact'
import { z } from 'zod'
import { mayDo, pageOf, routes, type Viewer } from '#kernel/access'
import { type BodyView, getBody } from '#kernel/bodies'
import {
  formerOn,
  type HappeningView,
  inOfficeOn,
  listHappenings,
  listTerms,
  organs,
  shownOf,
  type TermView,
} from '#kernel/histories'
import { dayOf } from '#platform/clock'
import type { Routes } from '#platform/http'
import { formatDate, formatPartialDate } from '#platform/i18n'
import { Button, DataTable, DateField, PageHeader, RecordEntry, RecordList, SectionHeading } from '#ui'
import { BodyFrame } from './pages.tsx'

const onDay = z.object({ on: z.union([z.literal(''), z.iso.date('Write the day as 2026-03-01')]).default('') })

/** Who leads a body, on any day, and how it came to be what it is. */
export const historyPages: Routes<Viewer> = routes({
  '/bodies/:id/leadership': pageOf(onDay, async ({ db, viewer, params, query, clock }) => {
    const body = await getBody(db, params.id ?? '')
    const terms = shownOf(await listTerms(db, body.id))
    const today = dayOf(clock.now())
    const day = query.on || today
    const inOffice = inOfficeOn(terms, day)
    const former = formerOn(terms, day)
    return (
      <BodyFrame body={body} title={`Leadership, ${body.name}`}>
        <PageHeader
          title="Leadership"
          eyebrow={<a href={`/bodies/${body.id}`}>{body.name}</a>}
          lede={day === today ? 'Who leads it today, and who did before.' : `Who led it on ${formatDate('en', day)}.`}
          actions={<Change viewer={viewer} body={body} />}
        />
        {inOffice.length === 0 && (
          <p class="quiet">
            {terms.length === 0 ? 'Nobody is named here yet.' : `Nobody is on record for ${formatDate('en', day)}.`}
          </p>
        )}
        {Object.entries(organs).map(([organ, title]) => (
          <InOffice title={title} organ={organ} terms={inOffice.filter((each) => each.organ === organ)} key={organ} />
        ))}
        <Former terms={former} />
        {terms.length > 0 && (
          <details class="no-print">
            <summary>Who led it on another day</summary>
            <form method="get" class="filter-form">
              <DateField name="on" label="Day" value={query.on} latest={today} />
              <Button type="submit">Show</Button>
            </form>
          </details>
        )}
      </BodyFrame>
    )
  }),

  '/bodies/:id/history': pageOf(z.object({}), async ({ db, viewer, params }) => {
    const body = await getBody(db, params.id ?? '')
    const happenings = shownOf(await listHappenings(db, body.id))
    const predecessors = happenings.filter(({ predecessor }) => predecessor !== '')
    return (
      <BodyFrame body={body} title={`History, ${body.name}`}>
        <PageHeader
          title="History"
          eyebrow={<a href={`/bodies/${body.id}`}>{body.name}</a>}
          lede={
            predecessors.length > 0
              ? `It grew out of ${predecessors.map(({ predecessor }) => predecessor).join(', ')}.`
              : undefined
          }
          actions={<Change viewer={viewer} body={body} />}
        />
        {happenings.length === 0 && <p class="quiet">Nothing is written here yet.</p>}
        <ol class="entry-list">
          {happenings.map((each) => (
            <li key={each.id} id={`at-${each.id}`}>
              <Happening happening={each} />
            </li>
          ))}
        </ol>
        <p>
          <a href={`/bodies/${body.id}/leadership`}>Its leadership, today and before</a>
        </p>
      </BodyFrame>
    )
  }),
})

function Change({ viewer, body }: { viewer: Viewer; body: BodyView }) {
  return mayDo(viewer, 'bodies.body.configure', { bodyId: body.id }) ? (
    <a href={`/desk/setup/${body.id}#history`}>Change</a>
  ) : null
}

function InOffice({ title, organ, terms }: { title: string; organ: string; terms: TermView[] }) {
  if (terms.length === 0) return null
  return (
    <section aria-labelledby={organ}>
      <SectionHeading title={title} id={organ} />
      <ul class="entry-list">
        {terms.map((each) => (
          <li key={each.id}>
            <h3>{each.name}</h3>
            <p>
              {each.office}, {each.ended ? spanOf(each) : `since ${formatPartialDate('en', each.began)}`}
            </p>
            {each.alsoHeld && <p class="quiet">{each.alsoHeld}</p>}
            <Source text={each.source} />
          </li>
        ))}
      </ul>
    </section>
  )
}

const spanOf = ({ began, ended }: TermView): string =>
  `${formatPartialDate('en', began)} to ${formatPartialDate('en', ended)}`

function Former({ terms }: { terms: TermView[] }) {
  if (terms.length === 0) return null
  return (
    <section aria-labelledby="former">
      <SectionHeading title="Before them" id="former" note="Latest first." />
      <DataTable
        caption="Who led it before"
        isCaptionHidden
        columns={[
          { key: 'name', label: 'Name', cell: (each) => each.name },
          { key: 'office', label: 'Office', cell: (each) => `${each.office} (${organs[each.organ].toLowerCase()})` },
          { key: 'years', label: 'From and to', cell: spanOf },
          { key: 'held', label: 'Also held', cell: (each) => each.alsoHeld },
          { key: 'source', label: 'Source', cell: (each) => sourceWords(each.source) },
        ]}
        rows={terms}
        keyOf={(each) => each.id}
      />
    </section>
  )
}

function Happening({ happening }: { happening: HappeningView }) {
  return (
    <>
      <h2>
        <time dateTime={happening.happened}>{formatPartialDate('en', happening.happened)}</time>: {happening.title}
      </h2>
      {happening.content && <p>{happening.content}</p>}
      <RecordList label="About this">
        {happening.predecessor && <RecordEntry term="Predecessor">{happening.predecessor}</RecordEntry>}
        <RecordEntry term="Source">{sourceWords(happening.source)}</RecordEntry>
      </RecordList>
    </>
  )
}

const Source = ({ text }: { text: string }): ComponentChildren => <p class="quiet">Source: {sourceWords(text)}</p>

/** An address leads there, and is called by its host: the whole of it says little and breaks lines. */
function sourceWords(text: string): ComponentChildren {
  const address = /^https?:\/\/\S+$/i.test(text) && URL.canParse(text) ? new URL(text) : undefined
  return address ? <a href={address.href}>{address.host.replace(/^www\./, '')}</a> : text
}
