import { pageOf, routes, type Viewer } from '#kernel/access'
import { dayOf } from '#platform/clock'
import { Page, type Routes } from '#platform/http'
import { formatInstant } from '#platform/i18n'
import { Breadcrumbs, Button, DateField, LinkButton, PageHeader, SectionHeading } from '#ui'
import { engagementPath } from '../engagements/pages/paths.ts'
import { explorerPath } from '../explore/pages/state.ts'
import { chosenFilters, toParameters } from '../explore/rules.ts'
import type { Explorer } from '../explore/service.ts'
import { changeWords } from './rules.ts'
import { type ChangeView, changeKinds, type Difference, differencePageQuery } from './schema.ts'
import { compareDates } from './service.ts'

/** More stand in the files: nobody reads on. */
const mostShown = 200

/** One question at two dates, side by side. */
export const differencePages = (explorer: Explorer): Routes<Viewer> =>
  routes({
    '/map/changes': pageOf(differencePageQuery, async ({ db, viewer, query, clock, url }) => {
      const difference = await compareDates(explorer, db, viewer, {
        asked: query,
        now: clock.now(),
        origin: url.origin,
        limit: mostShown,
      })
      const { since, until, ...asked } = query
      const parameters = toParameters(asked)
      const dates = new URLSearchParams({ since: difference.since, until: difference.until })
      const files = new URLSearchParams([...parameters, ...dates])
      const question = chosenFilters(asked, explorer.labelOf).map(({ title, label }) => `${title}: ${label}`)
      return (
        <Page
          title="What changed"
          description={difference.says}
          canonical={`/map/changes?${files}`}
          robots="noindex"
          alternates={[
            { type: 'application/json', href: `/api/v1/changes?${files}`, title: 'These changes as JSON' },
            {
              type: 'application/atom+xml',
              href: `/map/changes.atom?${parameters}`,
              title: 'Changes of this question',
            },
          ]}
        >
          <div class="wrap page-reading">
            <Breadcrumbs items={[{ href: explorerPath(asked), label: 'Map' }, { label: 'What changed' }]} />
            <PageHeader
              eyebrow={question.length > 0 ? question.join(' · ') : 'All engagements'}
              title="What changed between two dates"
              lede={difference.says}
            />
            <form method="get" action="/map/changes" class="row no-print">
              {[...parameters].map(([name, value]) => (
                <input type="hidden" name={name} value={value} key={`${name} ${value}`} />
              ))}
              <DateField name="since" label="As known on" value={dayOf(new Date(difference.since))} />
              <DateField name="until" label="and on" value={dayOf(new Date(difference.until))} />
              <Button type="submit">Compare</Button>
            </form>
            <Changes difference={difference} />
            <p class="quiet">
              Take this with you: <a href={`/api/v1/changes.csv?${files}`}>CSV</a>,{' '}
              <a href={`/api/v1/changes?${files}`}>JSON</a>.{' '}
              <a href={`/map/changes.atom?${parameters}`}>Feed of this question (Atom)</a>
            </p>
            <p>
              <LinkButton
                href={`/me/watches/new?${new URLSearchParams({ question: parameters.toString() })}`}
                kind="secondary"
              >
                Watch this question
              </LinkButton>
            </p>
          </div>
        </Page>
      )
    }),
  })

function Changes({ difference }: { difference: Difference }) {
  const { changes: shown, came, went, altered } = difference
  const all = came + went + altered
  if (shown.length === 0) return <p>Nothing changed between these dates.</p>
  return (
    <>
      {changeKinds.map((kind) => {
        const those = shown.filter(({ change }) => change === kind)
        if (those.length === 0) return null
        return (
          <section aria-labelledby={kind} key={kind}>
            <SectionHeading title={changeWords[kind]} id={kind} />
            <ul class="entry-list">
              {those.map((change) => (
                <Change change={change} key={change.id} />
              ))}
            </ul>
          </section>
        )
      })}
      {all > shown.length && (
        <p>
          The first {shown.length} of {all.toLocaleString('en-US')} changes; the CSV below holds them all.
        </p>
      )}
    </>
  )
}

function Change({ change }: { change: ChangeView }) {
  const sources = [...Map.groupBy(change.evidence, ({ source, deed }) => `${source.id} ${deed}`).values()]
  const last = change.evidence.at(-1)
  return (
    <li>
      <p>
        {change.change === 'taken-back' ? change.title : <a href={engagementPath(change.id)}>{change.title}</a>}
        {last && <span class="quiet"> {formatInstant('en', new Date(last.at))}</span>}
      </p>
      {change.values.map(({ name, label, before, after }) => (
        <p key={name}>
          {label}: {before || 'unknown'} → <strong>{after || 'unknown'}</strong>
        </p>
      ))}
      {sources.map(([first, ...more]) =>
        first ? (
          <p class="quiet" key={`${first.source.id} ${first.deed}`}>
            {first.deed === 'said' ? 'Source' : 'Taken back from'}:{' '}
            {first.source.address ? <a href={first.source.address}>{first.source.title}</a> : first.source.title},{' '}
            {first.part}
            {more.length > 0 && ` and ${more.length} more`}
            {first.deed === 'taken back' && first.reason && `. Why: ${first.reason}`}
          </p>
        ) : null,
      )}
    </li>
  )
}
