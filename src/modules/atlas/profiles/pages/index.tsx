import { z } from 'zod'
import { mayDo, pageOf, routes, type Viewer } from '#kernel/access'
import { knownBy, listStatements } from '#kernel/claims'
import { getOrganization, listOrganizations, listSuccessions, usLevels } from '#kernel/organizations'
import { listTenures } from '#kernel/people'
import { listConcepts } from '#kernel/topics'
import { Page, type Routes, redirect } from '#platform/http'
import { formatNumber } from '#platform/i18n'
import { notFound } from '#platform/problem'
import { Button, DataTable, LoadMore, PageHeader, SelectField } from '#ui'
import { CoverageLine } from '../../coverage/panels.tsx'
import { countCoverage } from '../../coverage/read.ts'
import { addDocumentHref } from '../../documents/panels.tsx'
import { listDocumentsOf } from '../../documents/read.ts'
import { atClocks, ClockForm, ClockLine, clockParameters } from '../../engagements/pages/clocks.tsx'
import { partyPath } from '../../engagements/pages/paths.ts'
import { listParties, listPartiesAt } from '../../engagements/read.ts'
import { clocksOf } from '../../engagements/rules.ts'
import { clocksQuery } from '../../engagements/schema.ts'
import type { Explorer } from '../../explore/service.ts'
import { governmentFrom } from '../../governments/rules.ts'
import { findSurvivor, listMerges, listNamesOfAll, listParts, ofAll } from '../../merges/read.ts'
import { listFindings } from '../../rules/read.ts'
import { listEngagementsOf, listGaps, listGovernments } from '../read.ts'
import { sharedPartners, tiesOf } from '../rules.ts'
import { GovernmentPage } from './government.tsx'

const governmentFilter = clocksQuery.extend({
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

export const profilePages = (explorer: Explorer): Routes<Viewer> =>
  routes({
    '/governments': pageOf(governmentFilter, async ({ db, viewer, query }) => {
      const { rows, ...counts } = await listGovernments(db, viewer, {
        ...{ kind: query.kind, state: query.state, limit: query.show },
        ...{ clocks: clocksOf(query), ties: tiesOf(explorer, viewer, query) },
      })
      const states = await listOrganizations(db, { kinds: ['state', 'district', 'territory'] })
      const more = new URLSearchParams({
        ...(query.kind ? { kind: query.kind } : {}),
        ...(query.state ? { state: query.state } : {}),
        show: String(query.show + 50),
        ...Object.fromEntries(clockParameters(query)),
      })
      return (
        <Page
          title="Governments"
          description="US states, territories, counties, cities and tribes, and what each does abroad."
          card="A map of the ties on record."
        >
          <div class="wrap">
            <PageHeader
              title="Governments"
              lede={`${formatNumber('en', counts.withTies)} of ${formatNumber('en', counts.total)} governments have an engagement on record. The others may have none, or nobody has told us.`}
            />
            <CoverageLine coverage={await countCoverage(db, query.knownAt)} />
            <ClockLine asked={query} now="/governments" />
            <form method="get" action="/governments" class="filter-form">
              {[...clockParameters(query)].map(([name, value]) => (
                <input type="hidden" name={name} value={value} key={name} />
              ))}
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
                    <a href={atClocks(`/governments/${row.id}`, query)} id={row.id}>
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
            <ClockForm asked={query} path="/governments" keep={{ kind: query.kind, state: query.state }} />
          </div>
        </Page>
      )
    }),

    '/governments/:id': pageOf(clocksQuery, async ({ db, viewer, params, query, clock, url }) => {
      const kept = await findSurvivor(db, params.id ?? '')
      if (kept) return redirect(atClocks(partyPath(kept), query))
      const { knownAt } = query
      const now = await getOrganization(db, params.id ?? '')
      if (now.kind === 'network' || now.kind === 'country')
        throw notFound('organizations.organization.unknown', 'There is no such government.')
      const statementsOf = async (subjectId: string) =>
        knownBy(await listStatements(db, { subjectKind: 'organization', subjectId }), knownAt)
      const statements = await statementsOf(now.id)
      const government = knownAt ? governmentFrom(now, statements) : now
      const engagements = await listEngagementsOf(db, viewer, {
        organizationId: government.id,
        clocks: clocksOf(query),
      })
      const [party] = knownAt
        ? await listPartiesAt(db, { ids: [government.id], at: knownAt })
        : await listParties(db, [government.id])
      const parts = await listParts(db, government.id)
      const ids = [government.id, ...parts.map(({ id }) => id)]
      return (
        <GovernmentPage
          government={government}
          clocks={query}
          label={party?.name ?? government.name}
          engagements={engagements}
          shared={
            government.country === 'US' || government.country === null
              ? sharedPartners(explorer, query, { id: government.id, most: 100 })
              : []
          }
          tenures={await ofAll(ids, (id) => listTenures(db, id))}
          names={await listNamesOfAll(db, government.id, parts)}
          successions={await ofAll(ids, (id) => listSuccessions(db, id))}
          findings={
            await listFindings(db, viewer, {
              engagementIds: engagements.map((each) => each.id),
              clocks: clocksOf(query),
            })
          }
          gaps={await ofAll(ids, (aboutId) => listGaps(db, { aboutId, knownAt }))}
          statements={statements}
          parts={
            await ofAll(
              parts.map(({ id }) => id),
              async (subjectId) => [
                {
                  name: parts.find(({ id }) => id === subjectId)?.name ?? subjectId,
                  statements: await statementsOf(subjectId),
                },
              ],
            )
          }
          merges={await listMerges(db, { organizationId: government.id, limit: 50 })}
          documents={await ofAll(ids, (id) => listDocumentsOf(db, viewer, id))}
          addDocumentHref={
            mayDo(viewer, 'atlas.document.record', { recordId: government.id })
              ? addDocumentHref('organization', government.id)
              : undefined
          }
          mayJudge={mayDo(viewer, 'atlas.statement.judge', { recordId: government.id })}
          concepts={await listConcepts(db)}
          explorer={explorer}
          deskHref={mayDo(viewer, 'atlas.organization.read') ? `/desk/organizations/${government.id}` : undefined}
          now={clock.now()}
          address={`${url.origin}/governments/${government.id}`}
        />
      )
    }),

    '/gaps': pageOf(clocksQuery, async ({ db, query }) => {
      const gaps = await listGaps(db, { knownAt: query.knownAt })
      return (
        <Page title="What we do not know" description="Known unknowns of the atlas." card="A map of the world.">
          <div class="wrap page-reading">
            <PageHeader
              title="What we do not know"
              lede="A map without its blank spots misleads. These are the ones we know of."
            />
            <div class="stack">
              <ClockLine
                asked={query}
                now="/gaps"
                leftOut={
                  query.asOf && 'What nobody knows has no dates of its own: these are the questions that were open.'
                }
              />
              {gaps.length === 0 && <p>No blank spot was on record.</p>}
              <ul class="entry-list">
                {gaps.map((gap) => (
                  <li key={gap.id}>
                    <h2>{gap.question}</h2>
                    <p>{gap.why}</p>
                    {gap.aboutId && <p class="quiet">About {gap.aboutName}</p>}
                  </li>
                ))}
              </ul>
              <ClockForm asked={query} path="/gaps" />
            </div>
          </div>
        </Page>
      )
    }),
  })
