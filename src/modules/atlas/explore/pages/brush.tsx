import { TimelineHistogram } from '#ui'
import { toParameters, yearBars } from '../rules.ts'
import { type ExplorerState, samePath } from './state.ts'

/** Bars by year of beginning; a range of them is chosen from two lists, or drawn over the bars. */
export function Brush({ state, title }: { state: ExplorerState; title: string }) {
  const { asked, answer, query } = state
  const year = (day: string | undefined) => day?.slice(0, 4)
  return (
    <form method="get" action="/map" class="brush" data-part="brush">
      {[...toParameters({ ...asked, from: undefined, to: undefined })].map(([name, value]) => (
        <input type="hidden" name={name} value={value} key={`${name} ${value}`} />
      ))}
      {query.view !== 'map' && <input type="hidden" name="view" value={query.view} />}
      {query.view === 'compare' && query.compare && <input type="hidden" name="compare" value={query.compare} />}
      <TimelineHistogram
        title={title}
        what="engagements"
        bins={yearBars(answer).map((bar) => ({ label: String(bar.year), count: bar.count }))}
        from={year(asked.from)}
        to={year(asked.to)}
        fields={{ from: 'From', to: 'To', submit: 'Show these years', hint: 'or draw over the bars' }}
      />
      <p class="quiet">
        {answer.years.undated.toLocaleString('en-US')} of these have no known beginning and are not drawn here.
        {(asked.from || asked.to) && asked.undated !== 'yes' && (
          <>
            {' '}
            They are left out while years are chosen;{' '}
            <a href={samePath(state, { ...asked, undated: 'yes' })}>keep them</a>.
          </>
        )}
      </p>
    </form>
  )
}
