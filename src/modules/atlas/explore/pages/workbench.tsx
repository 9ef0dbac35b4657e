import { dayOf } from '#platform/clock'
import { Page } from '#platform/http'
import { formatDate, siteName } from '#platform/i18n'
import { Button, Citation, DateField, FacetList, TabLinks, TextField } from '#ui'
import { ComparisonView } from '../../comparisons/pages/comparison-view.tsx'
import { CoverageLine } from '../../coverage/panels.tsx'
import { chosenFilters, facetViews } from '../rules.ts'
import { comparableFacets, comparedPlural, type FacetView, type View, views } from '../schema.ts'
import { Brush } from './brush.tsx'
import { MapView } from './map-view.tsx'
import { type ExplorerState, explorerPath, samePath } from './state.ts'
import { MatrixView, NetworkView, TableView, TimelineView } from './views.tsx'

const viewNames: Record<View, string> = {
  map: 'Map',
  table: 'Table',
  matrix: 'Matrix',
  network: 'Network',
  timeline: 'Timeline',
  compare: 'Compare',
}

// Facets that stand open; the others fold, so that the page stays short on a phone.
const openFacets = new Set(['state', 'country', 'form', 'kind'])
const valuesPerFacet = 40

/** The explorer: filters beside, the count line above, and one of six views of the same set. */
export function Workbench({ state }: { state: ExplorerState }) {
  const { query, asked, meta } = state
  const chosen = chosenFilters(asked, state.explorer.labelOf).length
  return (
    <Page
      title="Map of subnational diplomacy"
      description={`What US cities, counties, states and tribes do abroad: ${meta.says}`}
      card={`A map of the ties that answer the question. ${meta.says}`}
      frame={state.parts ? 'none' : 'wide'}
      islands={['modules/atlas/explore/explorer', 'ui/charts/timeline-brush']}
      canonical={samePath(state, asked)}
      alternates={[
        { type: 'application/json', href: `/api/v1/explore?${state.parameters}`, title: 'This page as JSON' },
      ]}
    >
      <div class="workbench" data-explorer>
        <div class="workbench-head">
          <h1 class="workbench-title">What American places do abroad</h1>
          <p class="count-line" role="status" tabIndex={-1} data-part="count">
            {meta.says}
          </p>
          <CoverageLine coverage={state.coverage} />
          <Chosen state={state} />
        </div>
        <aside class="workbench-side no-print" aria-label="Filters" id="filters">
          <details class="filters-fold">
            <summary>
              Filters{' '}
              <span class="quiet" data-part="chosen-number">
                {chosen > 0 ? `(${chosen} chosen)` : ''}
              </span>
            </summary>
            <Filters state={state} />
          </details>
        </aside>
        <div class="workbench-main">
          <div data-part="views">
            <TabLinks
              label="Views of this question"
              options={views.map((view) => ({
                href: explorerPath(asked, view),
                label: viewNames[view],
                isCurrent: query.view === view,
              }))}
            />
          </div>
          <section data-part="view" aria-label={viewNames[query.view]}>
            {query.view === 'map' && <MapView state={state} />}
            {query.view === 'table' && <TableView state={state} />}
            {query.view === 'matrix' && <MatrixView state={state} />}
            {query.view === 'network' && <NetworkView state={state} />}
            {query.view === 'timeline' && <TimelineView state={state} />}
            {query.view === 'compare' && <ComparisonView state={state} />}
          </section>
          {query.view !== 'timeline' && <Brush state={state} title="By year in which it began" />}
          <TakeAway state={state} />
        </div>
      </div>
    </Page>
  )
}

function Filters({ state }: { state: ExplorerState }) {
  const { asked, query, answer, explorer } = state
  const facets = facetViews(answer, asked, explorer.labelOf, valuesPerFacet).filter((facet) => facet.values.length > 0)
  return (
    <form method="get" action="/map" class="filters" data-filters>
      <input type="hidden" name="view" value={query.view} />
      {query.coverage && <input type="hidden" name="coverage" value={query.coverage} />}
      {query.view === 'compare' && query.compare && <input type="hidden" name="compare" value={query.compare} />}
      <div class="filters-top" data-part="words">
        <TextField name="q" label="Words in the title" type="search" value={asked.q} />
        <details class="facet-fold" data-fold="dates" open={Boolean(asked.asOf || asked.knownAt)}>
          <summary>Dates</summary>
          <DateField
            name="asOf"
            label="In force on"
            value={asked.asOf}
            hint="Begun by then, not known to have ended. Undated records stay."
          />
          <DateField
            name="knownAt"
            label="As known on"
            value={asked.knownAt && dayOf(asked.knownAt)}
            hint="What had been recorded by the end of that day."
          />
        </details>
      </div>
      <div data-part="facets">
        {facets.map((facet) => (
          <FacetBlock facet={facet} key={facet.name} />
        ))}
      </div>
      <div class="filters-submit">
        <Button type="submit">Show</Button> <a href="/map">Clear all</a>
      </div>
    </form>
  )
}

function FacetBlock({ facet }: { facet: FacetView }) {
  const isOpen = openFacets.has(facet.name) || facet.values.some((value) => value.isChosen)
  const list = <FacetList name={facet.name} title={facet.title} facets={facet.values} shown={6} />
  return isOpen ? (
    list
  ) : (
    <details class="facet-fold" data-fold={facet.name}>
      <summary>
        {facet.title} <span class="quiet">({facet.of})</span>
      </summary>
      {list}
    </details>
  )
}

function Chosen({ state }: { state: ExplorerState }) {
  const { asked, query, explorer } = state
  const filters = chosenFilters(asked, explorer.labelOf)
  const comparable = query.view === 'compare' ? [] : comparableFacets.filter((name) => (asked[name]?.length ?? 0) > 1)
  return (
    <ul class="chosen" data-part="chosen" aria-label="Chosen filters">
      {filters.map((filter) => (
        <li key={`${filter.title} ${filter.label}`}>
          <a class="chosen-filter" href={samePath(state, filter.without)} data-soft>
            <span class="quiet">{filter.title}:</span> {filter.label}
            <span aria-hidden="true"> ×</span>
            <span class="visually-hidden"> (remove)</span>
          </a>
        </li>
      ))}
      {comparable.map((name) => (
        <li key={name}>
          <a href={explorerPath(asked, 'compare', { compare: name })} data-soft>
            Compare the {asked[name]?.length} {comparedPlural[name]}
          </a>
        </li>
      ))}
    </ul>
  )
}

/** Save, embed, cite, download: always exactly what is shown. */
function TakeAway({ state }: { state: ExplorerState }) {
  const { parameters, asked, origin, meta } = state
  const address = `${origin}${samePath(state, asked)}`
  const suffix = parameters.size > 0 ? `?${parameters}` : ''
  return (
    <section class="take-away" data-part="take" aria-labelledby="take-title">
      <h2 id="take-title">Take this with you</h2>
      <p>
        Download what is shown:{' '}
        <a href={`/api/v1/engagements.csv${suffix}`} download>
          CSV
        </a>
        ,{' '}
        <a href={`/api/v1/engagements.geojson${suffix}`} download>
          GeoJSON
        </a>
        ,{' '}
        <a href={`/api/v1/engagements.json${suffix}`} download>
          JSON
        </a>
        ,{' '}
        <a href={`/api/v1/engagements.parquet${suffix}`} download>
          GeoParquet
        </a>
        ,{' '}
        <a href={`/api/v1/dyad-years.csv${suffix}`} download>
          counts by pair and year
        </a>
        . Or all of it with every source cell, licenses, checksums and a citation as{' '}
        <a href={`/api/v1/engagements.zip${suffix}`} download>
          one archive
        </a>
        . The <a href="/data#codebook">codebook</a> explains every column.
      </p>
      <p>
        <a href={`/me/watches/new?${new URLSearchParams({ question: parameters.toString() })}`}>Watch this</a> and be
        told when it changes, or read{' '}
        <a href={`/map/changes${unclocked(parameters)}`}>what changed between two dates</a>.
      </p>
      <Citation
        id="question-citation"
        text={`${siteName}, “What American places do abroad”: ${meta.says.replace(/\.$/, '')}. Retrieved ${formatDate('en', dayOf(state.now))}. ${address}`}
      />
      <details>
        <summary>Put this map on your page</summary>
        <pre
          class="embed-code"
          tabIndex={0}
        >{`<iframe src="${origin}/embed${explorerPath(asked)}" width="100%" height="480" title="Map of subnational diplomacy"></iframe>`}</pre>
      </details>
    </section>
  )
}

/** Two dates stand in place of the one as of which the question is known. */
function unclocked(parameters: URLSearchParams): string {
  const rest = new URLSearchParams(parameters)
  rest.delete('knownAt')
  return rest.size > 0 ? `?${rest}` : ''
}
