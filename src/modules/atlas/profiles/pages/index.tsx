import { z } from 'zod'
import { page, pageOf, routes } from '#kernel/access'
import { listStatements } from '#kernel/claims'
import { getOrganization, listNames, listOrganizations, listSuccessions, usLevels } from '#kernel/organizations'
import { listTenures } from '#kernel/people'
import { listConcepts } from '#kernel/topics'
import { dayOf } from '#platform/clock'
import { Page } from '#platform/http'
import { formatDate, formatNumber, plural } from '#platform/i18n'
import { notFound } from '#platform/problem'
import { Breadcrumbs, Button, DataTable, LinkButton, LoadMore, PageHeader, SectionHeading, SelectField } from '#ui'
import { listParties } from '../../engagements/read.ts'
import { listFindings } from '../../rules/read.ts'
import {
  countGovernments,
  listEngagementsOf,
  listGaps,
  listGovernments,
  listNetworks,
  listPartnerCountries,
  listSharedPartners,
} from '../read.ts'
import { Gaps, GovernmentPage } from './government.tsx'
import { EngagementTable } from './parts.tsx'

const governmentFilter = z.object({
  kind: z
    .enum(Object.keys(usLevels) as [string, ...string[]], 'There is no such kind of government')
    .optional()
    .or(z.literal('').transform(() => undefined)),
  state: z
    .string()
    .regex(/^US-[A-Z]{2}$/, 'Write the state as US-TX')
    .optional()
    .or(z.literal('').transform(() => undefined)),
  show: z.coerce.number('show is a number').int().min(1).max(5000, 'At most 5,000 at once').default(50),
})

export const profilePages = routes({
  '/governments': pageOf(governmentFilter, async ({ db, viewer, query }) => {
    const counts = await countGovernments(db, viewer, query)
    const rows = await listGovernments(db, viewer, { ...query, limit: query.show })
    const states = await listOrganizations(db, { kinds: ['state', 'district', 'territory'] })
    const more = new URLSearchParams({
      ...(query.kind ? { kind: query.kind } : {}),
      ...(query.state ? { state: query.state } : {}),
      show: String(query.show + 50),
    })
    return (
      <Page
        title="Governments"
        description="US states, territories, counties, cities and tribes, and what each does abroad."
      >
        <div class="wrap">
          <PageHeader
            title="Governments"
            lede={`${formatNumber('en', counts.withTies)} of ${formatNumber('en', counts.total)} governments have an engagement on record. The others may have none, or nobody has told us.`}
          />
          <form method="get" action="/governments" class="filter-form">
            <SelectField
              name="kind"
              label="Level"
              value={query.kind ?? ''}
              placeholder="Every level"
              options={Object.entries(usLevels).map(([value, label]) => ({ value, label }))}
            />
            <SelectField
              name="state"
              label="State"
              value={query.state ?? ''}
              placeholder="Every state"
              options={states.flatMap((state) =>
                state.subdivision ? [{ value: state.subdivision, label: state.name }] : [],
              )}
            />
            <Button type="submit">Show</Button>
          </form>
          <DataTable
            caption="Governments, those with most engagements first"
            columns={[
              {
                key: 'name',
                label: 'Government',
                cell: (row) => (
                  <a href={`/governments/${row.id}`} id={row.id}>
                    {row.name}
                  </a>
                ),
              },
              { key: 'kind', label: 'Level', cell: (row) => row.kind.replaceAll('-', ' ') },
              {
                key: 'engagements',
                label: 'Engagements',
                isNumber: true,
                cell: (row) => formatNumber('en', row.engagements),
              },
              {
                key: 'countries',
                label: 'Countries',
                isNumber: true,
                cell: (row) => formatNumber('en', row.countries),
              },
              {
                key: 'population',
                label: 'Population',
                isNumber: true,
                cell: (row) => (row.population === null ? 'Unknown' : formatNumber('en', row.population)),
              },
            ]}
            rows={rows}
            keyOf={(row) => row.id}
            whenEmpty="No government matches. Choose another level or state."
          />
          <LoadMore
            href={`/governments?${more}#${rows.at(-1)?.id ?? ''}`}
            shown={rows.length}
            total={counts.total}
            noun="governments"
          />
        </div>
      </Page>
    )
  }),

  '/governments/:id': page(async ({ db, viewer, params, clock, url }) => {
    const government = await getOrganization(db, params.id ?? '')
    if (government.kind === 'network' || government.kind === 'country')
      throw notFound('organizations.organization.unknown', 'There is no such government.')
    const engagements = await listEngagementsOf(db, viewer, { organizationId: government.id })
    const [party] = await listParties(db, [government.id])
    return (
      <GovernmentPage
        government={government}
        label={party?.name ?? government.name}
        engagements={engagements}
        shared={
          government.country === 'US' || government.country === null
            ? await listSharedPartners(db, viewer, { organizationId: government.id, limit: 24 })
            : []
        }
        tenures={await listTenures(db, government.id)}
        names={await listNames(db, government.id)}
        successions={await listSuccessions(db, government.id)}
        findings={await listFindings(db, viewer, { engagementIds: engagements.map((each) => each.id) })}
        gaps={await listGaps(db, government.id)}
        statements={await listStatements(db, { subjectKind: 'organization', subjectId: government.id })}
        concepts={await listConcepts(db)}
        today={dayOf(clock.now())}
        address={`${url.origin}/governments/${government.id}`}
      />
    )
  }),

  '/countries': page(async ({ db, viewer, clock }) => {
    const rows = await listPartnerCountries(db, viewer)
    return (
      <Page title="Countries" description="Every country that American places are recorded as working with.">
        <div class="wrap page-reading">
          <PageHeader
            title="Countries"
            lede={`American places have engagements on record with ${plural('en', rows.length, 'country', 'countries')} and territories, as of ${formatDate('en', dayOf(clock.now()))}.`}
          />
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
        </div>
      </Page>
    )
  }),

  '/countries/:code': page(async ({ db, viewer, params, clock }) => {
    const code = (params.code ?? '').toLowerCase()
    const country = await getOrganization(db, code)
    if (country.kind !== 'country')
      throw notFound('organizations.country.unknown', 'There is no country with this code.')
    const upper = code.toUpperCase()
    const engagements = await listEngagementsOf(db, viewer, { country: upper })
    const governments = new Set(engagements.flatMap((each) => each.usIds))
    return (
      <Page
        title={country.name}
        description={`What US places do with ${country.name}.`}
        canonical={`/countries/${code}`}
        alternates={[{ type: 'application/json', href: `/api/v1/countries/${code}`, title: 'This record as JSON' }]}
      >
        <div class="wrap">
          <Breadcrumbs items={[{ href: '/countries', label: 'Countries' }, { label: country.name }]} />
          <PageHeader
            eyebrow="Country"
            title={country.name}
            lede={`${plural('en', engagements.length, 'engagement', 'engagements')} of ${plural('en', governments.size, 'US government', 'US governments')} on record, as of ${formatDate('en', dayOf(clock.now()))}.`}
            actions={
              <>
                <LinkButton href={`/map?country=${upper}`} kind="secondary">
                  See on the map
                </LinkButton>
                <LinkButton href={`/api/v1/engagements.csv?country=${upper}`} kind="quiet" download>
                  Download as CSV
                </LinkButton>
              </>
            }
          />
          {country.note && <p class="quiet">{country.note}</p>}
          <section aria-labelledby="engagements">
            <SectionHeading title="Engagements" id="engagements" />
            <EngagementTable
              engagements={engagements}
              concepts={await listConcepts(db)}
              caption={`Engagements with ${country.name}`}
              show="both"
            />
          </section>
          <Gaps gaps={await listGaps(db, country.id)} />
        </div>
      </Page>
    )
  }),

  '/networks': page(async ({ db, viewer }) => {
    const rows = await listNetworks(db, viewer)
    return (
      <Page
        title="Networks"
        description="International networks of cities and regions, and the US governments in them."
      >
        <div class="wrap page-reading">
          <PageHeader
            title="Networks"
            lede="International networks and declarations in which US governments take part."
          />
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
        </div>
      </Page>
    )
  }),

  '/networks/:id': page(async ({ db, viewer, params }) => {
    const network = await getOrganization(db, params.id ?? '')
    if (network.kind !== 'network') throw notFound('atlas.network.unknown', 'There is no such network.')
    const engagements = await listEngagementsOf(db, viewer, { organizationId: network.id })
    return (
      <Page
        title={network.name}
        description={`US governments in ${network.name}.`}
        canonical={`/networks/${network.id}`}
      >
        <div class="wrap">
          <Breadcrumbs items={[{ href: '/networks', label: 'Networks' }, { label: network.name }]} />
          <PageHeader
            eyebrow="Network"
            title={network.name}
            lede={`${plural('en', engagements.length, 'record', 'records')} of US governments in this network.`}
          />
          {network.note && <p>{network.note}</p>}
          {network.website && (
            <p>
              <a href={network.website}>{network.website}</a>
            </p>
          )}
          <EngagementTable
            engagements={engagements}
            concepts={await listConcepts(db)}
            caption={`US governments in ${network.name}`}
            show="us"
          />
        </div>
      </Page>
    )
  }),

  '/gaps': page(async ({ db }) => {
    const gaps = await listGaps(db)
    return (
      <Page title="What we do not know" description="Known unknowns of the atlas.">
        <div class="wrap page-reading">
          <PageHeader
            title="What we do not know"
            lede="A map without its blank spots misleads. These are the ones we know of."
          />
          <ul class="entry-list">
            {gaps.map((gap) => (
              <li key={gap.id}>
                <h2>{gap.question}</h2>
                <p>{gap.why}</p>
                {gap.aboutId && <p class="quiet">About {gap.aboutName}</p>}
              </li>
            ))}
          </ul>
        </div>
      </Page>
    )
  }),
})
