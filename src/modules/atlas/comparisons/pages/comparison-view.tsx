import { formatNumber, plural } from '#platform/i18n'
import { Button, ComparisonTable, EmptyState } from '#ui'
import { partyPath } from '../../engagements/pages/paths.ts'
import { type ExplorerState, explorerPath } from '../../explore/pages/state.ts'
import { namedValues, toParameters } from '../../explore/rules.ts'
import {
  type ComparableFacet,
  comparableFacets,
  comparedPlural,
  facetTitles,
  type PlainQuestion,
} from '../../explore/schema.ts'
import { columnQuestion, compareChoices, facetToCompare } from '../rules.ts'
import { type Comparison, type ComparisonColumn, mostChoices } from '../schema.ts'
import { begun, counted, onRecord } from './rows.tsx'

const mostOptions = 400
const mostShared = 30

interface Compared {
  state: ExplorerState
  facet: ComparableFacet
}

/** Two to four choices on one question; which they are is a filter like any other, so every view keeps them. */
export function ComparisonView({ state }: { state: ExplorerState }) {
  const facet = facetToCompare(state.asked, state.query.compare)
  const chosen = new Set(state.asked[facet] ?? [])
  return (
    <>
      <nav class="filter-links no-print" aria-label="What to compare">
        <span class="quiet">Compare</span>
        {comparableFacets.map((name) => (
          <a href={pathOf(state.asked, name)} aria-current={name === facet ? 'true' : undefined} data-soft key={name}>
            {comparedPlural[name]}
          </a>
        ))}
      </nav>
      {chosen.size < mostChoices && <AddChoice state={state} facet={facet} />}
      {chosen.size === 0 && <NothingChosen state={state} facet={facet} />}
      {chosen.size > mostChoices && <TooManyChosen state={state} facet={facet} />}
      {chosen.size > 0 && chosen.size <= mostChoices && <SideBySide state={state} facet={facet} />}
    </>
  )
}

const pathOf = (asked: PlainQuestion, compare: ComparableFacet): string => explorerPath(asked, 'compare', { compare })

function AddChoice({ state, facet }: Compared) {
  const { asked, explorer } = state
  const left = namedValues(state.answer, facet).filter(({ value }) => !asked[facet]?.includes(value))
  if (left.length === 0) return null
  const options = left
    .slice(0, mostOptions)
    .map((each) => ({ ...each, label: explorer.labelOf(facet, each.value) }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'))
  return (
    <form method="get" action="/map" class="compare-add no-print">
      {[...toParameters(asked)].map(([name, value]) => (
        <input type="hidden" name={name} value={value} key={`${name} ${value}`} />
      ))}
      <input type="hidden" name="view" value="compare" />
      <input type="hidden" name="compare" value={facet} />
      <label class="compare-add-field">
        <span class="quiet">
          {facetTitles[facet]}
          {left.length > mostOptions && ` (the ${mostOptions} busiest of ${formatNumber('en', left.length)})`}
        </span>
        <select name={facet} class="control">
          {options.map(({ value, label, count }) => (
            <option value={value} key={value}>
              {label} ({formatNumber('en', count)})
            </option>
          ))}
        </select>
      </label>
      <Button kind="secondary">Add to the comparison</Button>
    </form>
  )
}

function NothingChosen({ state, facet }: Compared) {
  const busiest = namedValues(state.answer, facet).slice(0, mostChoices)
  const labels = busiest.map(({ value }) => state.explorer.labelOf(facet, value))
  return (
    <EmptyState
      title={
        busiest.length === 0
          ? `No ${comparedPlural[facet]} answer this question.`
          : `Choose two to four ${comparedPlural[facet]} to set side by side.`
      }
      action={
        busiest.length > 1 && (
          <a href={pathOf({ ...state.asked, [facet]: busiest.map(({ value }) => value) }, facet)} data-soft>
            Compare the busiest: {labels.join(', ')}
          </a>
        )
      }
    >
      <p>Pick them above, or tick them among the filters. All other filters hold for every column.</p>
    </EmptyState>
  )
}

function TooManyChosen({ state, facet }: Compared) {
  const chosen = state.asked[facet] ?? []
  const busiest = namedValues(state.answer, facet)
    .filter(({ value }) => chosen.includes(value))
    .slice(0, mostChoices)
  return (
    <EmptyState
      title={`${chosen.length} ${comparedPlural[facet]} are chosen; ${mostChoices} fit side by side.`}
      action={
        <a href={pathOf({ ...state.asked, [facet]: busiest.map(({ value }) => value) }, facet)} data-soft>
          Keep the {busiest.length} busiest:{' '}
          {busiest.map(({ value }) => state.explorer.labelOf(facet, value)).join(', ')}
        </a>
      }
    >
      <p>Take some back among the chosen filters above, or keep the busiest.</p>
    </EmptyState>
  )
}

function SideBySide({ state, facet }: Compared) {
  const { asked, explorer, answer } = state
  const comparison = compareChoices(explorer, asked, facet)
  const { columns, groups } = comparison
  const together = columns.reduce((sum, column) => sum + column.total, 0)
  return (
    <div class="comparison-page">
      {columns.length === 1 && <p class="quiet">One is chosen. Add another above to compare.</p>}
      <ComparisonTable
        caption={`${columns.map((column) => column.label).join(', ')}, compared`}
        what={`Comparison of ${comparedPlural[facet]}`}
        columns={columns.map((column) => ({
          key: column.value,
          label: <ChoiceName state={state} facet={facet} column={column} />,
          note: (
            <>
              <a href={explorerPath(columnQuestion(asked, facet, column.value))}>Map</a>
              <a
                href={pathOf({ ...asked, [facet]: asked[facet]?.filter((value) => value !== column.value) }, facet)}
                data-soft
              >
                Remove<span class="visually-hidden"> {column.label}</span>
              </a>
            </>
          ),
        }))}
        groups={[
          onRecord(state, comparison),
          begun(state, comparison),
          ...groups.map((group) => counted(asked, comparison, group)),
        ]}
      />
      {together > answer.total && (
        <p class="quiet">
          Together these are {plural('en', answer.total, 'engagement', 'engagements')}: what belongs to several columns
          is counted in each.
        </p>
      )}
      {comparison.shared.map((shared) => (
        <Shared asked={asked} columns={columns.length} shared={shared} key={shared.facet} />
      ))}
      <p class="no-print">
        <a href={`/api/v1/explore/compare?compare=${facet}&${state.parameters}`}>This comparison as JSON</a>
      </p>
    </div>
  )
}

function ChoiceName({ state, facet, column }: Compared & { column: ComparisonColumn }) {
  const party = facet === 'region' ? undefined : state.explorer.party(column.value.toLowerCase())
  return party ? <a href={partyPath(party)}>{column.label}</a> : column.label
}

const sharedTitles: Partial<Record<string, string>> = {
  country: 'Partner countries in common',
  partner: 'Counterparts in common',
  state: 'States in common',
  place: 'US governments in common',
}

function Shared({
  asked,
  columns,
  shared,
}: {
  asked: PlainQuestion
  columns: number
  shared: Comparison['shared'][number]
}) {
  const title = sharedTitles[shared.facet] ?? shared.title
  const id = `shared-${shared.facet}`
  return (
    <section class="comparison-shared" aria-labelledby={id}>
      <h2 id={id}>
        {title} <span class="quiet">({formatNumber('en', shared.values.length)})</span>
      </h2>
      {shared.values.length === 0 ? (
        <p class="quiet">None is on record for {columns === 2 ? 'both' : `all ${columns}`}.</p>
      ) : (
        <ul class="columns-list">
          {shared.values.slice(0, mostShared).map(({ value, label, count }) => (
            <li key={value}>
              <a href={explorerPath({ ...asked, [shared.facet]: [value] }, 'table')}>{label}</a>{' '}
              <span class="quiet">{formatNumber('en', count)}</span>
            </li>
          ))}
        </ul>
      )}
      {shared.values.length > mostShared && (
        <p class="quiet">
          The {mostShared} with most engagements; the filter {facetTitles[shared.facet]} has the others.
        </p>
      )}
    </section>
  )
}
