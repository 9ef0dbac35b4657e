import { formatNumber } from '#platform/i18n'
import { Button, Matrix, NetworkDiagram, Pagination } from '#ui'
import { EngagementTable } from '../../profiles/pages/parts.tsx'
import { countPairs } from '../engine/pairs.ts'
import { toParameters, toQuestion } from '../rules.ts'
import { comparedPlural } from '../schema.ts'
import { Brush } from './brush.tsx'
import { type ExplorerState, explorerPath } from './state.ts'

/** Every engagement of the question, fifty at a time. */
export function TableView({ state }: { state: ExplorerState }) {
  const { asked, query, rows, pages, explorer } = state
  return (
    <>
      <nav class="filter-links no-print" aria-label="Compare what is listed">
        <span class="quiet">Side by side:</span>
        {(['state', 'place', 'country', 'network'] as const).map((name) => (
          <a href={explorerPath(asked, 'compare', { compare: name })} data-soft key={name}>
            compare {comparedPlural[name]}
          </a>
        ))}
      </nav>
      <EngagementTable
        engagements={rows}
        concepts={explorer.concepts()}
        caption="Engagements that answer the question"
        show="both"
        knownAt={query.knownAt}
      />
      <Pagination
        page={query.page}
        pages={pages}
        hrefOf={(page) => explorerPath(asked, 'table', { page: String(page) })}
      />
    </>
  )
}

const mostColumns = 24

/** State by country; each number leads to exactly the engagements it counts. */
export function MatrixView({ state }: { state: ExplorerState }) {
  const { asked, explorer } = state
  const pairs = countPairs(explorer.index(), toQuestion(asked), 'state', 'country')
  const total = (side: 'from' | 'to') => {
    const sums = new Map<string, number>()
    for (const pair of pairs) sums.set(pair[side], (sums.get(pair[side]) ?? 0) + pair.count)
    return sums
  }
  const byCount = (sums: Map<string, number>) => [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const columns = byCount(total('to'))
  const shownColumns = columns.slice(0, mostColumns)
  const rows = [...total('from')]
    .map(([key]) => ({ key, label: explorer.labelOf('state', key) }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'))
  const counts = new Map(pairs.map((pair) => [`${pair.from} ${pair.to}`, pair.count]))
  return (
    <>
      <form method="get" action="/map" class="matrix-form">
        {[...toParameters({ ...asked, state: undefined })].map(([name, value]) => (
          <input type="hidden" name={name} value={value} key={`${name} ${value}`} />
        ))}
        <input type="hidden" name="view" value="compare" />
        <input type="hidden" name="compare" value="state" />
        <Matrix
          selection={{ name: 'state', selected: asked.state }}
          caption={`States by partner country${columns.length > mostColumns ? `, the ${mostColumns} most frequent of ${columns.length} countries` : ''}`}
          what="engagements"
          rows={rows}
          columns={shownColumns.map(([key]) => ({
            key,
            label: explorer.labelOf('country', key),
            href: key === 'unknown' ? undefined : `/countries/${key.toLowerCase()}`,
          }))}
          countAt={(row, column) => counts.get(`${row} ${column}`) ?? 0}
          hrefOf={(row, column) => explorerPath({ ...asked, state: [row], country: [column] }, 'table')}
        />
        <p class="no-print">
          <Button kind="secondary">Compare the ticked states</Button>
        </p>
      </form>
      <p class="quiet">
        An engagement with several parties is counted in each of its cells, so the cells may add up to more than the
        total.
      </p>
    </>
  )
}

const mostTies = 120

/** Which states work with which countries: the heaviest ties of the question as a network, and as a list. */
export function NetworkView({ state }: { state: ExplorerState }) {
  const { asked, explorer } = state
  const pairs = countPairs(explorer.index(), toQuestion(asked), 'state', 'country').filter(
    (pair) => pair.from !== 'unknown' && pair.to !== 'unknown',
  )
  const shown = pairs.slice(0, mostTies)
  const weights = new Map<string, number>()
  for (const pair of pairs)
    for (const key of [`us ${pair.from}`, `abroad ${pair.to}`]) weights.set(key, (weights.get(key) ?? 0) + pair.count)
  const nodes = [...new Set(shown.flatMap((pair) => [`us ${pair.from}`, `abroad ${pair.to}`]))].map((id) => {
    const [side = '', value = ''] = id.split(' ')
    const isUs = side === 'us'
    return {
      id,
      label: explorer.labelOf(isUs ? 'state' : 'country', value),
      weight: weights.get(id) ?? 0,
      group: isUs ? ('one' as const) : ('other' as const),
      href: explorerPath({ ...asked, ...(isUs ? { state: [value] } : { country: [value] }) }, 'network'),
    }
  })
  return (
    <>
      <NetworkDiagram
        title="States and the countries they work with"
        what="states and countries"
        nodes={nodes}
        edges={shown.map((pair) => ({ from: `us ${pair.from}`, to: `abroad ${pair.to}`, weight: pair.count }))}
      />
      {pairs.length > mostTies && (
        <p class="quiet">
          The {mostTies} heaviest of {formatNumber('en', pairs.length)} ties between a state and a country. The matrix
          has all of them.
        </p>
      )}
    </>
  )
}

/** When it began, by year; with what has no date said beside. */
export function TimelineView({ state }: { state: ExplorerState }) {
  return (
    <>
      <Brush state={state} title="Engagements by year in which they began" />
      <p>
        Most lists of sister cities give no date. What has none is in the{' '}
        <a href={explorerPath({ ...state.asked, from: undefined, to: undefined }, 'table')}>table</a>.
      </p>
    </>
  )
}
