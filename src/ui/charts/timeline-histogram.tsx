import { scaleLinear } from 'd3-scale'
import type { ComponentChildren } from 'preact'

export type TimelineBin = {
  label: string
  count: number /** Those that match the present question, if fewer. */
  chosen?: number | undefined
}

export type TimelineHistogramProps = {
  title: ComponentChildren
  /** One per step of time, in order, none left out: an absent year is a zero. */
  bins: TimelineBin[]
  what: string
  /** Present range, as labels of bins; each is also a form value, so the range can be set by typing.
   *  With the island `ui/charts/timeline-brush` it can be drawn over the bars too. */
  from?: string | undefined
  to?: string | undefined
  fields?:
    | { from: string; to: string; submit: string /** Said where the range can also be drawn. */; hint?: string }
    | undefined
}

const plot = 96
const axis = 24

/** Bars over time. Widths are percentages, heights pixels, so letters keep their size from 320 px up. */
export function TimelineHistogram({ title, bins, what, from, to, fields }: TimelineHistogramProps) {
  const first = bins[0]?.label
  const last = bins.at(-1)?.label
  if (first === undefined || last === undefined) return <p class="quiet">No dated {what} to draw over time.</p>
  const largest = Math.max(1, ...bins.map((bin) => bin.count))
  const y = scaleLinear([0, largest], [0, plot])
  const step = 100 / bins.length
  const isInside = insideOf(bins, from, to)
  return (
    <figure class="timeline">
      <figcaption class="chart-title">{title}</figcaption>
      <svg
        class="timeline-plot"
        width="100%"
        height={plot + axis}
        role="img"
        aria-label={summaryOf(bins, what)}
        data-timeline
      >
        <line class="chart-grid" x1="0" x2="100%" y1="0.5" y2="0.5" />
        <text class="chart-note" x="0" y="13">
          {largest.toLocaleString('en-US')}
        </text>
        {bins.map((bin, index) => (
          <TimelineBar bin={bin} height={y} x={index * step} step={step} isInside={isInside(index)} key={bin.label} />
        ))}
        <line class="chart-axis" x1="0" x2="100%" y1={plot + 0.5} y2={plot + 0.5} />
        {ticksOf(bins).map(({ index, anchor, isMinor }) => (
          <text
            class={isMinor ? 'chart-tick chart-tick-minor' : 'chart-tick'}
            x={`${((anchor === 'start' ? index : anchor === 'end' ? index + 1 : index + 0.5) * step).toFixed(2)}%`}
            y={plot + 18}
            text-anchor={anchor}
            key={index}
          >
            {bins[index]?.label}
          </text>
        ))}
      </svg>
      {fields && (
        <div class="timeline-range no-print">
          <RangeInput name="from" label={fields.from} value={from} bins={bins} />
          <RangeInput name="to" label={fields.to} value={to} bins={bins} />
          <button type="submit" class="button button-secondary button-small">
            {fields.submit}
          </button>
          {fields.hint && <span class="timeline-hint needs-script">{fields.hint}</span>}
          <output class="timeline-says">{rangeWords(bins, from, to)}</output>
        </div>
      )}
      <details class="chart-table">
        <summary>Read as a table</summary>
        <table class="data-table data-table-kept">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col" class="number">
                {what}
              </th>
            </tr>
          </thead>
          <tbody>
            {bins.map((bin) => (
              <tr key={bin.label}>
                <th scope="row">{bin.label}</th>
                <td class="number">{(bin.chosen ?? bin.count).toLocaleString('en-US')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}

type Bar = { bin: TimelineBin; height: (count: number) => number; x: number; step: number; isInside: boolean }

function TimelineBar({ bin, height, x, step, isInside }: Bar) {
  const whole = height(bin.count)
  const chosen = height(bin.chosen ?? bin.count)
  const across = { x: `${(x + step * 0.1).toFixed(2)}%`, width: `${(step * 0.8).toFixed(2)}%` }
  return (
    <g class={isInside ? 'timeline-bar' : 'timeline-bar timeline-bar-outside'} data-bin={bin.label}>
      <title>{`${bin.label}: ${(bin.chosen ?? bin.count).toLocaleString('en-US')}`}</title>
      {chosen < whole && <rect class="timeline-bar-rest" {...across} y={plot - whole} height={whole} />}
      <rect {...across} y={(plot - chosen).toFixed(1)} height={chosen.toFixed(1)} />
    </g>
  )
}

function RangeInput({
  name,
  label,
  value,
  bins,
}: {
  name: string
  label: string
  value: string | undefined
  bins: TimelineBin[]
}) {
  return (
    <label class="timeline-field">
      <span>{label}</span>
      <select name={name} class="control">
        <option value="">Any</option>
        {bins.map((bin) => (
          <option key={bin.label} value={bin.label} selected={bin.label === value}>
            {bin.label}
          </option>
        ))}
      </select>
    </label>
  )
}

function rangeWords(bins: TimelineBin[], from: string | undefined, to: string | undefined) {
  if (!from && !to) return ''
  return `${from ?? bins[0]?.label} – ${to ?? bins.at(-1)?.label}`
}

function insideOf(bins: TimelineBin[], from: string | undefined, to: string | undefined) {
  const start = bins.findIndex((bin) => bin.label === from)
  const end = bins.findIndex((bin) => bin.label === to)
  return (index: number) => index >= (start < 0 ? 0 : start) && index <= (end < 0 ? bins.length - 1 : end)
}

/** At most five labels: both ends and three between, of which a phone shows one. */
function ticksOf(bins: TimelineBin[]): { index: number; anchor: 'start' | 'middle' | 'end'; isMinor: boolean }[] {
  const last = bins.length - 1
  if (last === 0) return [{ index: 0, anchor: 'start', isMinor: false }]
  const between = last >= 8 ? [0.25, 0.5, 0.75] : last >= 2 ? [0.5] : []
  return [
    { index: 0, anchor: 'start', isMinor: false },
    ...between.map((part) => ({ index: Math.round(last * part), anchor: 'middle' as const, isMinor: part !== 0.5 })),
    { index: last, anchor: 'end', isMinor: false },
  ]
}

function summaryOf(bins: TimelineBin[], what: string) {
  const peak = bins.reduce((best, bin) => (bin.count > best.count ? bin : best))
  return `${what} from ${bins[0]?.label} to ${bins.at(-1)?.label}; most in ${peak.label}: ${peak.count}`
}
