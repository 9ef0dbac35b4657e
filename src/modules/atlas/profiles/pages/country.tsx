import { z } from 'zod'
import { pageOf, routes, type Viewer } from '#kernel/access'
import { getOrganization, type OrganizationView } from '#kernel/organizations'
import { dayOf } from '#platform/clock'
import type { Reader } from '#platform/db'
import { Page, type Routes } from '#platform/http'
import { formatCitation, formatDate, formatNumber, plural } from '#platform/i18n'
import { notFound } from '#platform/problem'
import { Breadcrumbs, Citation, LinkButton, LoadMore, PageHeader, SectionHeading } from '#ui'
import { atClocks, ClockForm, ClockLine } from '../../engagements/pages/clocks.tsx'
import { listEngagements } from '../../engagements/read.ts'
import { clocksOf } from '../../engagements/rules.ts'
import { type ClocksAsked, clocksQuery, type EngagementView } from '../../engagements/schema.ts'
import type { Answer } from '../../explore/engine/answer.ts'
import { namedValues, toQuestion } from '../../explore/rules.ts'
import type { PlainQuestion } from '../../explore/schema.ts'
import type { Explorer } from '../../explore/service.ts'
import { countEngagementsOf, findNewestOf, type GapView, listGaps } from '../read.ts'
import { inOrder } from '../rules.ts'
import { Agents, ByStateAndForm, Counterparts, Missions, OverTime } from './country-parts.tsx'
import { Gaps } from './government.tsx'
import { EngagementTable } from './parts.tsx'
import { mostArcs, Ties } from './ties.tsx'

const shownQuery = clocksQuery.extend({
  show: z.coerce.number('show is a number').int().min(1).max(5000, 'At most 5,000 at once').default(50),
})

/** A country: everything US places are recorded as doing with it, counted as the explorer counts. */
export const countryPages = (explorer: Explorer): Routes<Viewer> =>
  routes({
    '/countries/:code': pageOf(shownQuery, async ({ db, viewer, params, query, clock, url }) => {
      const code = (params.code ?? '').toLowerCase()
      const country = await getOrganization(db, code)
      if (country.kind !== 'country')
        throw notFound('organizations.country.unknown', 'There is no country with this code.')
      const asked = { country: [code.toUpperCase()], asOf: query.asOf, knownAt: query.knownAt }
      const answer = explorer.ask(toQuestion(asked, { arcs: mostArcs, limit: query.show }))
      return (
        <CountryPage
          country={country}
          asked={asked}
          explorer={explorer}
          answer={answer}
          around={await aroundOf(db, viewer, { explorer, asked, answer, show: query.show })}
          gaps={await listGaps(db, { aboutId: country.id, knownAt: query.knownAt })}
          now={clock.now()}
          address={`${url.origin}/countries/${code}`}
        />
      )
    }),
  })

type CountryAsked = PlainQuestion & ClocksAsked & { country: string[] }

/** The first records, newest beginning first, and those of a presence here: as the index lists them, for staff as the database does. */
async function aroundOf(
  db: Reader,
  viewer: Viewer,
  { explorer, asked, answer, show }: { explorer: Explorer; asked: CountryAsked; answer: Answer; show: number },
) {
  const [clocks, country] = [clocksOf(asked), asked.country[0] ?? '']
  const isStaff = viewer.role === 'staff'
  const presenceOf = () =>
    explorer.ask(toQuestion({ ...asked, form: ['presence'] }, { arcs: 0, limit: mostPresent })).rows
  const ids = (rows: { id: string }[]) => rows.map(({ id }) => id)
  const first = ids(isStaff ? await findNewestOf(db, viewer, { country, clocks, limit: show }) : answer.rows)
  const presence = ids(
    isStaff ? await findNewestOf(db, viewer, { country, clocks, form: 'presence', limit: mostPresent }) : presenceOf(),
  )
  const views = await listEngagements(db, viewer, [...new Set([...first, ...presence])], clocks.knownAt)
  const byId = new Map(views.map((each) => [each.id, each]))
  const of = (wanted: string[]) => wanted.flatMap((id) => byId.get(id) ?? [])
  return {
    total: isStaff ? await countEngagementsOf(db, viewer, { country, clocks }) : answer.total,
    rows: of(first),
    presence: of(presence).sort((a, b) => inOrder(a.kind, b.kind) || inOrder(a.title, b.title) || inOrder(a.id, b.id)),
  }
}

/** More embassies, consulates, offices and agents than any country has here. */
const mostPresent = 1000

interface CountryPageProps {
  country: OrganizationView
  asked: PlainQuestion & ClocksAsked
  explorer: Explorer
  answer: Answer
  around: { total: number; rows: EngagementView[]; presence: EngagementView[] }
  gaps: GapView[]
  now: Date
  address: string
}

function CountryPage(props: CountryPageProps) {
  const { country, asked, explorer, answer, around, now, address } = props
  const code = country.id.toUpperCase()
  const governments = namedValues(answer, 'place').length
  const says = `${plural('en', answer.total, 'engagement', 'engagements')} of ${plural('en', governments, 'US government', 'US governments')} on record, as known on ${formatDate('en', dayOf(asked.knownAt ?? now))}.`
  const isAgent = (each: EngagementView) => each.kind === 'registered-agent'
  return (
    <Page
      title={country.name}
      description={`What US places do with ${country.name}: ${says}`}
      canonical={`/countries/${country.id}`}
      card={`A map of the ties with ${country.name}.`}
      alternates={[{ type: 'application/json', href: `/api/v1/countries/${country.id}`, title: 'This record as JSON' }]}
    >
      <div class="wrap">
        <Breadcrumbs items={[{ href: '/countries', label: 'Countries' }, { label: country.name }]} />
        <PageHeader
          eyebrow="Country"
          title={country.name}
          lede={says}
          actions={
            <>
              <LinkButton href={atClocks(`/map?country=${code}`, asked)} kind="secondary">
                See on the map
              </LinkButton>
              <LinkButton href={atClocks(`/countries/${country.id}/briefing.pdf`, asked)} kind="quiet">
                Briefing as PDF
              </LinkButton>
              <LinkButton href={atClocks(`/api/v1/engagements.csv?country=${code}`, asked)} kind="quiet" download>
                Download as CSV
              </LinkButton>
            </>
          }
        />
        <ClockLine asked={asked} now={`/countries/${country.id}`} />
        {country.note && <p class="quiet">{country.note}</p>}
        <Ties explorer={explorer} asked={asked} answer={answer} whose={country.name} now={now} />
        <div class="profile-beside">
          <ByStateAndForm explorer={explorer} asked={asked} answer={answer} name={country.name} />
          <div>
            <OverTime asked={asked} answer={answer} name={country.name} />
            <Counterparts explorer={explorer} asked={asked} answer={answer} country={country} />
          </div>
        </div>
        <Missions
          missions={around.presence.filter((each) => !isAgent(each))}
          concepts={explorer.concepts()}
          knownAt={asked.knownAt}
        />
        <Agents agents={around.presence.filter(isAgent)} name={country.name} knownAt={asked.knownAt} />
        <section aria-labelledby="engagements">
          <SectionHeading
            title="All engagements"
            id="engagements"
            note="The latest to begin first, those without a date last. Most sources give neither a date nor a status: unknown is not the same as ended."
          />
          {around.total > answer.total && (
            <p class="quiet">
              {formatNumber('en', around.total - answer.total)} of these only staff may know of: they are in this list,
              and in no count or map above.
            </p>
          )}
          <EngagementTable
            engagements={around.rows}
            concepts={explorer.concepts()}
            caption={`Engagements with ${country.name}`}
            show="both"
            knownAt={asked.knownAt}
          />
          {around.total > 0 && (
            <LoadMore
              href={`${atClocks(`/countries/${country.id}?show=${Math.min(5000, around.rows.length + 50)}`, asked)}#${around.rows.at(-1)?.id ?? ''}`}
              shown={around.rows.length}
              total={around.total}
              noun="engagements"
            />
          )}
        </section>
        <Gaps gaps={props.gaps} />
        <section aria-labelledby="use">
          <SectionHeading title="Use and correct" id="use" />
          <p>
            Something wrong or missing?{' '}
            <a href={`/corrections/new?kind=organization&id=${country.id}`}>Propose a correction</a>, here or on the
            record itself.
          </p>
          <ClockForm asked={asked} path={`/countries/${country.id}`} />
          <Citation
            id="citation"
            text={formatCitation('en', {
              title: `${country.name}: what American places do there and with it`,
              day: dayOf(asked.knownAt ?? now),
              address: atClocks(address, asked),
            })}
          />
        </section>
      </div>
    </Page>
  )
}
