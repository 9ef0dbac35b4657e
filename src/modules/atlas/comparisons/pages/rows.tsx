import { formatNumber } from '#platform/i18n'
import { type ComparisonGroup, CountBar, SmallTimeline } from '#ui'
import { type ExplorerState, explorerPath } from '../../explore/pages/state.ts'
import type { PlainQuestion } from '../../explore/schema.ts'
import { columnQuestion, datedOnly } from '../rules.ts'
import type { Comparison, ComparisonColumn } from '../schema.ts'

/** How many, of how many; and for how many it is known when they began. */
export function onRecord({ asked, answer }: ExplorerState, { facet, columns }: Comparison): ComparisonGroup {
  const largest = Math.max(...columns.map(({ total }) => total))
  const questions = columns.map(({ value }) => columnQuestion(asked, facet, value))
  return {
    title: 'On record',
    note: `of ${formatNumber('en', answer.of)} engagements`,
    rows: [
      {
        key: 'total',
        label: 'Engagements',
        cells: columns.map(({ total }, at) => (
          <CountBar count={total} largest={largest} href={explorerPath(questions[at] ?? asked, 'table')} />
        )),
      },
      {
        key: 'dated',
        label: 'With a known beginning',
        cells: columns.map(({ dated, total, years }, at) => {
          const words = formatNumber('en', dated)
          const href = explorerPath(datedOnly(questions[at] ?? asked, years[0]?.year ?? 1), 'table')
          return (
            <>
              {dated > 0 ? <a href={href}>{words}</a> : words}{' '}
              <span class="quiet">
                of {formatNumber('en', total)}
                {total > 0 && `, ${shareOf(dated, total)}`}
              </span>
            </>
          )
        }),
      },
    ],
  }
}

function shareOf(part: number, whole: number): string {
  const percent = (100 * part) / whole
  return part > 0 && percent < 1 ? 'under 1%' : part < whole && percent > 99 ? 'over 99%' : `${Math.round(percent)}%`
}

export function begun({ asked }: ExplorerState, { facet, columns }: Comparison): ComparisonGroup {
  const decades = columns.map(byDecade)
  const named = columns.flatMap(({ firstYear, lastYear }) => [firstYear ?? [], lastYear ?? []]).flat()
  const [first, last] = [decadeOf(Math.min(...named)), decadeOf(Math.max(...named))]
  const steps = named.length === 0 ? [] : Array.from({ length: (last - first) / 10 + 1 }, (_, at) => first + at * 10)
  const largest = Math.max(1, ...decades.flatMap((counts) => [...counts.values()]))
  const yearCell = ({ value, firstYear, lastYear }: ComparisonColumn, edge: 'first' | 'last') => {
    const year = edge === 'first' ? firstYear : lastYear
    return year === null ? (
      <span class="quiet">Unknown</span>
    ) : (
      <a href={yearPath(columnQuestion(asked, facet, value), year)}>{year}</a>
    )
  }
  return {
    title: 'When it began',
    note: 'where that is known',
    rows: [
      { key: 'first', label: 'Earliest', cells: columns.map((column) => yearCell(column, 'first')) },
      { key: 'last', label: 'Latest', cells: columns.map((column) => yearCell(column, 'last')) },
      {
        key: 'decades',
        label: `By decade; the highest bar is ${formatNumber('en', largest)}`,
        cells: columns.map((column, at) =>
          column.dated === 0 ? (
            <span class="quiet">No known beginning</span>
          ) : (
            <SmallTimeline
              what={`${column.label}, by decade`}
              largest={largest}
              bins={steps.map((decade) => ({ label: `${decade}s`, count: decades[at]?.get(decade) ?? 0 }))}
            />
          ),
        ),
      },
    ],
  }
}

const decadeOf = (year: number): number => Math.floor(year / 10) * 10

function byDecade({ years }: ComparisonColumn): Map<number, number> {
  const counts = new Map<number, number>()
  for (const { year, count } of years) counts.set(decadeOf(year), (counts.get(decadeOf(year)) ?? 0) + count)
  return counts
}

/** The year, inside the range that the question already has. */
function yearPath(asked: PlainQuestion, year: number): string {
  const text = String(year).padStart(4, '0')
  const [first, last] = [`${text}-01-01`, `${text}-12-31`]
  const from = asked.from && asked.from > first ? asked.from : first
  const to = asked.to && asked.to < last ? asked.to : last
  return explorerPath({ ...asked, from, to, undated: undefined }, 'table')
}

export function counted(asked: PlainQuestion, { facet, columns }: Comparison, group: Comparison['groups'][number]) {
  const largest = Math.max(1, ...group.rows.flatMap((row) => row.counts))
  return {
    title: group.title,
    note: group.rows.length < group.of ? `${group.rows.length} of ${formatNumber('en', group.of)}` : undefined,
    rows: group.rows.map((row) => ({
      key: row.value,
      label: row.label,
      cells: columns.map(({ value }, at) => (
        <CountBar
          count={row.counts[at] ?? 0}
          largest={largest}
          href={explorerPath({ ...columnQuestion(asked, facet, value), [group.facet]: [row.value] }, 'table')}
        />
      )),
    })),
  }
}
