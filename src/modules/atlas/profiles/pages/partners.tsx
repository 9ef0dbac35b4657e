import { mayDo, pageOf, routes, type Viewer } from '#kernel/access'
import { getOrganization } from '#kernel/organizations'
import { listConcepts } from '#kernel/topics'
import { dayOf } from '#platform/clock'
import { Page, type Routes, redirect } from '#platform/http'
import { formatCitation, formatDate, formatNumber, plural } from '#platform/i18n'
import { notFound } from '#platform/problem'
import { Breadcrumbs, Citation, DataTable, LinkButton, PageHeader, SectionHeading } from '#ui'
import { CoverageLine } from '../../coverage/panels.tsx'
import { countCoverage } from '../../coverage/read.ts'
import { atClocks, ClockForm, ClockLine } from '../../engagements/pages/clocks.tsx'
import { partyPath } from '../../engagements/pages/paths.ts'
import { clocksOf } from '../../engagements/rules.ts'
import { clocksQuery } from '../../engagements/schema.ts'
import type { Explorer } from '../../explore/service.ts'
import { findSurvivor, listMerges, listNamesOfAll, listParts } from '../../merges/read.ts'
import { listEngagementsOf, listNetworks, listPartnerCountries } from '../read.ts'
import { countriesOf } from '../rules.ts'
import { NamesAndMerges } from './names.tsx'
import { EngagementTable } from './parts.tsx'
import { Members } from './ties.tsx'

/** Countries and networks: the other side of every engagement. */
export const partnerPages = (explorer: Explorer): Routes<Viewer> =>
  routes({
    '/countries': pageOf(clocksQuery, async ({ db, viewer, query, clock }) => {
      const rows = countriesOf(explorer, viewer, query) ?? (await listPartnerCountries(db, viewer, clocksOf(query)))
      return (
        <Page
          title="Countries"
          description="Every country that American places are recorded as working with."
          card="A map of the ties on record."
        >
          <div class="wrap page-reading">
            <PageHeader
              title="Countries"
              lede={`American places have engagements on record with ${plural('en', rows.length, 'country', 'countries')} and territories, as known on ${formatDate('en', dayOf(query.knownAt ?? clock.now()))}.`}
            />
            <CoverageLine coverage={await countCoverage(db, query.knownAt)} />
            <ClockLine asked={query} now="/countries" />
            <DataTable
              caption="Countries, most engagements first"
              isCaptionHidden
              columns={[
                { key: 'name', label: 'Country', cell: (row) => <a href={`/countries/${row.id}`}>{row.name}</a> },
                {
                  key: 'engagements',
                  label: 'Engagements',
                  isNumber: true,
                  cell: (row) => formatNumber('en', row.engagements),
                },
                {
                  key: 'governments',
                  label: 'US governments',
                  isNumber: true,
                  cell: (row) => formatNumber('en', row.governments),
                },
              ]}
              rows={rows}
              keyOf={(row) => row.id}
              whenEmpty="No engagements are on record yet."
            />
            <ClockForm asked={query} path="/countries" />
          </div>
        </Page>
      )
    }),

    '/networks': pageOf(clocksQuery, async ({ db, viewer, query }) => {
      const rows = await listNetworks(db, viewer, clocksOf(query))
      return (
        <Page
          title="Networks"
          description="International networks of cities and regions, and the US governments in them."
          card="A map of the world."
        >
          <div class="wrap page-reading">
            <PageHeader
              title="Networks"
              lede="International networks and declarations in which US governments take part."
            />
            <CoverageLine coverage={await countCoverage(db, query.knownAt)} />
            <ClockLine asked={query} now="/networks" />
            <DataTable
              caption="Networks"
              isCaptionHidden
              columns={[
                { key: 'name', label: 'Network', cell: (row) => <a href={`/networks/${row.id}`}>{row.name}</a> },
                {
                  key: 'members',
                  label: 'US members on record',
                  isNumber: true,
                  cell: (row) => formatNumber('en', row.members),
                },
              ]}
              rows={rows}
              keyOf={(row) => row.id}
              whenEmpty="No networks are on record yet."
            />
            <ClockForm asked={query} path="/networks" />
          </div>
        </Page>
      )
    }),

    '/networks/:id': pageOf(clocksQuery, async ({ db, viewer, params, query, clock, url }) => {
      const kept = await findSurvivor(db, params.id ?? '')
      if (kept) return redirect(partyPath(kept))
      const network = await getOrganization(db, params.id ?? '')
      if (network.kind !== 'network') throw notFound('atlas.network.unknown', 'There is no such network.')
      const engagements = await listEngagementsOf(db, viewer, { organizationId: network.id, clocks: clocksOf(query) })
      return (
        <Page
          title={network.name}
          description={`US governments in ${network.name}.`}
          canonical={`/networks/${network.id}`}
          card="A map of its members."
        >
          <div class="wrap">
            <Breadcrumbs items={[{ href: '/networks', label: 'Networks' }, { label: network.name }]} />
            <PageHeader
              eyebrow="Network"
              title={network.name}
              lede={`${plural('en', engagements.length, 'record', 'records')} of US governments in this network, as known on ${formatDate('en', dayOf(query.knownAt ?? clock.now()))}.`}
              actions={
                <>
                  {mayDo(viewer, 'atlas.organization.read') && (
                    <LinkButton href={`/desk/organizations/${network.id}`} kind="secondary">
                      On the desk
                    </LinkButton>
                  )}
                  <LinkButton href={atClocks(`/networks/${network.id}/briefing.pdf`, query)} kind="quiet">
                    Briefing as PDF
                  </LinkButton>
                </>
              }
            />
            <ClockLine asked={query} now={`/networks/${network.id}`} />
            {network.note && <p>{network.note}</p>}
            {network.website && (
              <p>
                <a href={network.website}>{network.website}</a>
              </p>
            )}
            <Members explorer={explorer} network={network} clocks={query} now={clock.now()} />
            <section aria-labelledby="records">
              <SectionHeading title="US governments in this network" id="records" />
              <EngagementTable
                engagements={engagements}
                concepts={await listConcepts(db)}
                caption={`US governments in ${network.name}`}
                show="us"
                knownAt={query.knownAt}
              />
            </section>
            <NamesAndMerges
              names={await listNamesOfAll(db, network.id, await listParts(db, network.id))}
              merges={await listMerges(db, { organizationId: network.id, limit: 50 })}
              mayJudge={mayDo(viewer, 'atlas.statement.judge', { recordId: network.id })}
            />
            <section aria-labelledby="use">
              <SectionHeading title="Use and correct" id="use" />
              <p>
                Something wrong or missing?{' '}
                <a href={`/corrections/new?kind=organization&id=${network.id}`}>Propose a correction</a>, here or on the
                record itself.
              </p>
              <ClockForm asked={query} path={`/networks/${network.id}`} />
              <Citation
                id="citation"
                text={formatCitation('en', {
                  title: network.name,
                  day: dayOf(query.knownAt ?? clock.now()),
                  address: atClocks(`${url.origin}/networks/${network.id}`, query),
                })}
              />
            </section>
          </div>
        </Page>
      )
    }),
  })
