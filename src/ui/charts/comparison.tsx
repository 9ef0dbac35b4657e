import type { ComponentChildren } from 'preact'

export type ComparisonColumn = {
  key: string
  label: ComponentChildren
  /** Below the name: deeds and the like. */
  note?: ComponentChildren
}
export type ComparisonRow = {
  key: string
  label: ComponentChildren /** One for each column, in their order. */
  cells: ComponentChildren[]
}
export type ComparisonGroup = { title: string; note?: ComponentChildren; rows: ComparisonRow[] }
export type ComparisonTableProps = {
  caption: ComponentChildren
  /** Read aloud for the region that scrolls sideways. */
  what: string
  columns: ComparisonColumn[]
  groups: ComparisonGroup[]
}

/** A few things side by side. The names of rows stay in sight while the columns scroll. */
export function ComparisonTable({ caption, what, columns, groups }: ComparisonTableProps) {
  return (
    <section class="scroll-sideways comparison-frame" tabIndex={0} aria-label={what}>
      <table class="comparison">
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <td />
            {columns.map((column) => (
              <th scope="col" key={column.key}>
                <span class="comparison-name">{column.label}</span>
                {column.note && <span class="comparison-note no-print">{column.note}</span>}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.title}>
            <tr class="comparison-group">
              <th scope="rowgroup" colSpan={columns.length + 1}>
                <span class="comparison-title">
                  {group.title}
                  {group.note && <span class="quiet"> {group.note}</span>}
                </span>
              </th>
            </tr>
            {group.rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">{row.label}</th>
                {row.cells.map((cell, at) => (
                  <td key={columns[at]?.key}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  )
}

/** A number and its length beside the largest of its group; the number is what counts. */
export function CountBar({ count, largest, href }: { count: number; largest: number; href?: string | undefined }) {
  const words = count.toLocaleString('en-US')
  const share = (100 * count) / Math.max(1, largest)
  return (
    <span class="count-bar">
      <span class="count-bar-number">{href && count > 0 ? <a href={href}>{words}</a> : words}</span>
      <svg class="count-bar-line" width="100%" height="6" aria-hidden="true">
        <rect width={`${share.toFixed(1)}%`} height="6" />
      </svg>
    </span>
  )
}

const height = 48

/** Bars over time in little room, for several on one scale; its own numbers are in its description. */
export function SmallTimeline({
  bins,
  largest,
  what,
}: {
  bins: { label: string; count: number }[]
  largest: number
  what: string
}) {
  const step = 100 / Math.max(1, bins.length)
  const told = bins.filter((bin) => bin.count > 0).map((bin) => `${bin.label}: ${bin.count.toLocaleString('en-US')}`)
  return (
    <span class="small-timeline">
      <svg width="100%" height={height} role="img" aria-label={`${what}. ${told.join('; ') || 'None'}`}>
        {bins.map((bin, at) => {
          const tall = (height - 1) * (bin.count / Math.max(1, largest))
          return (
            <rect
              x={`${(at * step + step * 0.1).toFixed(2)}%`}
              width={`${(step * 0.8).toFixed(2)}%`}
              y={(height - 1 - tall).toFixed(1)}
              height={tall.toFixed(1)}
              key={bin.label}
            >
              <title>{`${bin.label}: ${bin.count.toLocaleString('en-US')}`}</title>
            </rect>
          )
        })}
        <line class="chart-axis" x1="0" x2="100%" y1={height - 0.5} y2={height - 0.5} />
      </svg>
      <span class="small-timeline-ends" aria-hidden="true">
        <span>{bins[0]?.label}</span>
        <span>{bins.at(-1)?.label}</span>
      </span>
    </span>
  )
}
