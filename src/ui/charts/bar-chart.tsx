import type { ComponentChildren } from 'preact'

export type BarChartRow = {
  label: ComponentChildren
  key: string
  value: number
  /** What stands at the end of the bar; the number itself by default. */
  words?: ComponentChildren
  /** Ends of an interval around the value. */
  margin?: { low: number; high: number } | undefined
  isLifted?: boolean | undefined
}

export type BarChartProps = {
  caption: ComponentChildren
  rows: BarChartRow[]
  largest?: number | undefined
  note?: ComponentChildren
}

/** A table whose middle column is drawn: the figures are the alternative text. Bars always start at zero. */
export function BarChart({ caption, rows, largest, note }: BarChartProps) {
  const end = largest ?? Math.max(1e-9, ...rows.map((row) => row.margin?.high ?? row.value))
  const percent = (value: number) => `${((100 * Math.max(0, value)) / end).toFixed(2)}%`
  return (
    <figure>
      <table class="bar-chart">
        <caption>{caption}</caption>
        <tbody>
          {rows.map((row) => (
            <tr class={row.isLifted ? 'bar-chart-lifted' : undefined} key={row.key}>
              <th scope="row">{row.label}</th>
              <td class="bar-chart-bar" aria-hidden="true">
                <svg width="100%" height="16">
                  <rect width={percent(row.value)} height="16" />
                  {row.margin && <Margin low={percent(row.margin.low)} high={percent(row.margin.high)} />}
                </svg>
              </td>
              <td class="bar-chart-value">{row.words ?? row.value.toLocaleString('en-US')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {note && <figcaption>{note}</figcaption>}
    </figure>
  )
}

/** Drawn twice: the paper-colored line beneath keeps the dark one visible over a dark bar. */
function Margin({ low, high }: { low: string; high: string }) {
  return (
    <>
      <line class="bar-chart-halo" x1={low} x2={high} y1="8" y2="8" />
      <line class="bar-chart-margin" x1={low} x2={high} y1="8" y2="8" />
    </>
  )
}
