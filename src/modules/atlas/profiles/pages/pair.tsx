import { pageOf, routes, type Viewer } from '#kernel/access'
import { getOrganization } from '#kernel/organizations'
import { dayOf } from '#platform/clock'
import { Page, type Routes, redirect } from '#platform/http'
import { formatCitation, formatDate, plural } from '#platform/i18n'
import { notFound } from '#platform/problem'
import { Breadcrumbs, Citation, LinkButton, PageHeader, SectionHeading } from '#ui'
import { atClocks, ClockForm, ClockLine } from '../../engagements/pages/clocks.tsx'
import { pairPath, partyPath } from '../../engagements/pages/paths.ts'
import { listParties } from '../../engagements/read.ts'
import { clocksOf } from '../../engagements/rules.ts'
import { type ClocksAsked, clocksQuery, type EngagementView, type PartyView } from '../../engagements/schema.ts'
import { explorerPath } from '../../explore/pages/state.ts'
import { namedValues, toQuestion } from '../../explore/rules.ts'
import type { PlainQuestion } from '../../explore/schema.ts'
import type { Explorer } from '../../explore/service.ts'
import { findSurvivors, ofAll } from '../../merges/read.ts'
import { listFindings } from '../../rules/read.ts'
import type { FindingView } from '../../rules/schema.ts'
import { type GapView, listEngagementsOf, listGaps } from '../read.ts'
import { Gaps, RuleFindings } from './government.tsx'
import { EngagementTable } from './parts.tsx'
import { Ties } from './ties.tsx'

/** A dyad: one US government, and one counterpart or one country. */
export const pairPages = (explorer: Explorer): Routes<Viewer> =>
  routes({
    '/governments/:id/with/:other': pageOf(clocksQuery, async ({ db, viewer, params, query, clock, url }) => {
      const asked = [params.id ?? '', params.other ?? ''] as const
      const survivors = await findSurvivors(db, [...asked])
      const [homeId, otherId] = asked.map((id) => survivors.get(id) ?? id) as [string, string] // two went in
      if (survivors.size > 0) return redirect(atClocks(pairPath(homeId, otherId), query))
      const [home, other] = [await getOrganization(db, homeId), await getOrganization(db, otherId)]
      const isPair =
        (home.country === 'US' || home.kind === 'tribe') && other.country !== null && other.country !== 'US'
      if (!isPair)
        throw notFound('atlas.pair.unknown', 'A pair is a US government and a counterpart abroad, or a country.')
      const about = other.kind === 'country' ? { country: other.country ?? '' } : { withId: other.id }
      const engagements = await listEngagementsOf(db, viewer, {
        organizationId: home.id,
        ...about,
        clocks: clocksOf(query),
      })
      const labels = new Map((await listParties(db, [home.id, other.id])).map((party) => [party.id, party]))
      const parties = [home, other].map(({ id, name, kind, country }) => labels.get(id) ?? { id, name, kind, country })
      return (
        <PairPage
          explorer={explorer}
          parties={parties as [PartyView, PartyView]} // made of two
          country={other.country ?? ''}
          clocks={query}
          engagements={engagements}
          findings={
            await listFindings(db, viewer, {
              engagementIds: engagements.map((each) => each.id),
              clocks: clocksOf(query),
            })
          }
          gaps={await ofAll([home.id, other.id], (aboutId) => listGaps(db, { aboutId, knownAt: query.knownAt }))}
          now={clock.now()}
          address={`${url.origin}${pairPath(home.id, other.id)}`}
        />
      )
    }),
  })

interface PairPageProps {
  explorer: Explorer
  parties: [PartyView, PartyView]
  country: string
  clocks: ClocksAsked
  engagements: EngagementView[]
  findings: FindingView[]
  gaps: GapView[]
  now: Date
  address: string
}

/** What two parties do together; who else does it with either of them. */
function PairPage({ explorer, parties, country, clocks, engagements, findings, gaps, now, address }: PairPageProps) {
  const [home, other] = parties
  const title = `${home.name} and ${other.name}`
  const dates = { asOf: clocks.asOf, knownAt: clocks.knownAt }
  const withOther: PlainQuestion = {
    ...(other.kind === 'country' ? { country: [country] } : { partner: [other.id] }),
    ...dates,
  }
  const asked: PlainQuestion = { place: [home.id], ...withOther }
  const others = namedValues(explorer.ask(toQuestion(withOther, { arcs: 0, limit: 0 })), 'place')
  const elsewhere = namedValues(
    explorer.ask(toQuestion({ place: [home.id], country: [country], ...dates }, { arcs: 0, limit: 0 })),
    'partner',
  )
  return (
    <Page
      title={title}
      description={`${title}: ${plural('en', engagements.length, 'engagement', 'engagements')} on record, with evidence.`}
      canonical={pairPath(home.id, other.id)}
      {...(engagements.length === 0 ? { robots: 'noindex' as const } : {})}
    >
      <div class="wrap">
        <Breadcrumbs
          items={[
            { href: partyPath(home), label: home.name },
            { href: partyPath(other), label: other.name },
          ]}
        />
        <PageHeader
          eyebrow={other.kind === 'country' ? 'A government and a country' : 'Two governments'}
          title={title}
          lede={
            engagements.length === 0
              ? 'Nothing is on record between them. There may be nothing, or nobody has told us.'
              : `${plural('en', engagements.length, 'engagement', 'engagements')} on record between them, as known on ${formatDate('en', dayOf(clocks.knownAt ?? now))}.`
          }
          actions={
            <>
              <LinkButton href={explorerPath(asked)} kind="secondary">
                See on the map
              </LinkButton>
              <LinkButton href={atClocks(`${pairPath(home.id, other.id)}/briefing.pdf`, clocks)} kind="quiet">
                Briefing as PDF
              </LinkButton>
            </>
          }
        />
        <ClockLine asked={clocks} now={pairPath(home.id, other.id)} />
        <Ties explorer={explorer} asked={asked} whose={title} now={now} />
        <section aria-labelledby="engagements">
          <SectionHeading title="Engagements" id="engagements" />
          <EngagementTable
            engagements={engagements}
            concepts={explorer.concepts()}
            caption={`Engagements of ${title}`}
            show={other.kind === 'country' ? 'abroad' : 'both'}
            knownAt={clocks.knownAt}
          />
        </section>
        <RuleFindings findings={findings} />
        <Others
          id="others"
          title={`Who else works with ${other.name}`}
          rows={others
            .filter(({ value }) => value !== home.id)
            .map(({ value, count }) => ({ id: value, count, href: pairPath(value, other.id) }))}
          explorer={explorer}
          all={explorerPath(withOther, 'table')}
        />
        <Others
          id="elsewhere"
          title={
            other.kind === 'country' ? `Counterparts of ${home.name} there` : `Other counterparts of ${home.name} there`
          }
          rows={elsewhere
            .filter(({ value }) => value !== other.id)
            .map(({ value, count }) => ({ id: value, count, href: pairPath(home.id, value) }))}
          explorer={explorer}
          all={explorerPath({ place: [home.id], country: [country], ...dates }, 'table')}
        />
        <Gaps gaps={gaps} />
        <section aria-labelledby="use">
          <SectionHeading title="Use and correct" id="use" />
          <p>
            Something missing? <a href={`/corrections/new?kind=organization&id=${home.id}`}>Tell us what you know</a>,
            or propose a correction on the record itself.
          </p>
          <ClockForm asked={clocks} path={pairPath(home.id, other.id)} />
          <Citation
            id="citation"
            text={formatCitation('en', {
              ...{ title, day: dayOf(clocks.knownAt ?? now) },
              address: atClocks(address, clocks),
            })}
          />
        </section>
      </div>
    </Page>
  )
}

const mostOthers = 30

function Others({
  id,
  title,
  rows,
  explorer,
  all,
}: {
  id: string
  title: string
  rows: { id: string; count: number; href: string }[]
  explorer: Explorer
  all: string
}) {
  if (rows.length === 0) return null
  return (
    <section aria-labelledby={id}>
      <SectionHeading title={title} id={id} action={<a href={all}>All of them as a table</a>} />
      <ul class="columns-list">
        {rows.slice(0, mostOthers).map(({ id: party, count, href }) => (
          <li key={party}>
            <a href={href}>{explorer.party(party)?.label ?? party}</a>
            {count > 1 && <span class="quiet"> ({count})</span>}
          </li>
        ))}
      </ul>
      {rows.length > mostOthers && (
        <p class="quiet">
          {mostOthers} of {rows.length}, those with most engagements first.
        </p>
      )}
    </section>
  )
}
