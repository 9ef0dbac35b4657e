import { page, routes, type Viewer } from '#kernel/access'
import { Page, type Routes } from '#platform/http'
import { formatNumber, siteName } from '#platform/i18n'
import { notFound } from '#platform/problem'
import { PageHeader, RecordEntry, RecordList, SectionHeading } from '#ui'
import { partyPath } from '../engagements/pages/paths.ts'
import { allProperties, allTypes, describe } from '../spine/rules.ts'
import type { SpineKeeper } from '../spine/service.ts'
import { largestBatch } from './schema.ts'

export const reconciliationPages = (keeper: SpineKeeper): Routes<Viewer> =>
  routes({
    '/data/reconcile': page(async ({ db, url }) => (
      <Guide origin={url.origin} size={(await keeper.spine(db)).entities.size} />
    )),

    // Shown in the window of somebody's own tool, beside a cell of their sheet.
    '/embed/reconcile/:id': page(async ({ db, params, url }) => {
      const entity = (await keeper.spine(db)).entities.get(params.id ?? '')
      if (!entity) throw notFound('atlas.reconciliation.unknown', 'There is no such entry.')
      const rows: [string, string][] = [
        ['What', describe(entity)],
        ['Also called', entity.otherNames.slice(0, 4).join(', ')],
        ['Population', entity.population === null ? '' : formatNumber('en', entity.population)],
        ['Open Civic Data', entity.ocdId ?? ''],
        ['GeoNames', entity.geonamesId === null ? '' : String(entity.geonamesId)],
        ['Wikidata', entity.wikidataId ?? ''],
      ]
      const known = rows.filter(([, value]) => value !== '')
      return (
        <Page title={entity.name} frame="bare" robots="noindex" canonical={partyPath(entity)}>
          <div class="embed">
            <h1 class="embed-title">
              <a href={`${url.origin}${partyPath(entity)}`} target="_top">
                {entity.name}
              </a>
            </h1>
            <RecordList label="What is known">
              {known.map(([name, value]) => (
                <RecordEntry term={name} key={name}>
                  {value}
                </RecordEntry>
              ))}
            </RecordList>
          </div>
        </Page>
      )
    }),
  })

function Guide({ origin, size }: { origin: string; size: number }) {
  return (
    <Page
      title="Match your own list"
      description={`Which government does each line of your spreadsheet mean? ${siteName} answers tools such as OpenRefine.`}
    >
      <div class="wrap page-reading">
        <PageHeader
          title="Match your own list"
          lede={`You have a spreadsheet of cities, counties, states, tribes or countries. This service tells which of ${formatNumber('en', size)} records each line means, and says so when it cannot tell.`}
        />
        <section aria-labelledby="openrefine">
          <SectionHeading title="With OpenRefine" id="openrefine" />
          <ol>
            <li>Open your sheet, and choose Reconcile → Start reconciling in the menu of the column with the names.</li>
            <li>
              Choose Add standard service, and enter <code>{origin}/api/reconcile</code>.
            </li>
            <li>
              Pick a type, or none. If other columns hold the country or the state, tell it so: namesakes are told apart
              only by what you say of them.
            </li>
            <li>Judge what is left open. A name that several places share is never decided for you.</li>
            <li>
              Choose Edit column → Add columns from reconciled values to fetch identifiers, coordinates and counts.
            </li>
          </ol>
        </section>
        <section aria-labelledby="program">
          <SectionHeading title="With a program" id="program" />
          <p>
            The service speaks the Reconciliation Service API of the W3C community group in its versions 0.1 and 0.2 at{' '}
            <code>{origin}/api/reconcile</code> and in 1.0-draft at <code>{origin}/api/reconcile/1.0</code>. At most{' '}
            {largestBatch} queries at once; no key is needed. Scores run from 0 to 100.
          </p>
          <pre class="embed-code" tabIndex={0}>{`curl ${origin}/api/reconcile --data-urlencode 'queries={"q0":
  {"query": "Springfield", "type": "city",
   "properties": [{"pid": "subdivision", "v": "Illinois"}]}}'`}</pre>
        </section>
        <section aria-labelledby="types">
          <SectionHeading title="Types" id="types" />
          <NamedList label="Types" list={allTypes} />
        </section>
        <section aria-labelledby="properties">
          <SectionHeading title="Properties" id="properties" />
          <NamedList label="Properties" list={allProperties} />
        </section>
      </div>
    </Page>
  )
}

const NamedList = ({ label, list }: { label: string; list: { id: string; name: string }[] }) => (
  <RecordList label={label}>
    {list.map(({ id, name }) => (
      <RecordEntry term={name} key={id}>
        <code>{id}</code>
      </RecordEntry>
    ))}
  </RecordList>
)
