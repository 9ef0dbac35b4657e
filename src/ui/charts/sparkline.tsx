import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'

/** A word-sized line; the label carries what it shows. A row of fewer than two values has no course to draw. */
export function Sparkline({
  values,
  label,
  width = 96,
  height = 24,
}: {
  values: number[]
  label: string
  width?: number
  height?: number
}) {
  const last = values.at(-1)
  if (last === undefined || values.length < 2) return <span class="quiet">{label}</span>
  const x = scaleLinear([0, values.length - 1], [2, width - 4])
  const y = scaleLinear([Math.min(0, ...values), Math.max(1, ...values)], [height - 3, 3])
  const course = line<number>(
    (_, index) => round(x(index)),
    (value) => round(y(value)),
  )(values)
  return (
    <svg
      class="sparkline"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      <path d={course ?? ''} />
      <circle cx={round(x(values.length - 1))} cy={round(y(last))} r="2.5" />
    </svg>
  )
}

const round = (value: number) => Math.round(value * 10) / 10
