import type { ComponentChildren } from 'preact'

export interface WaterfallStep {
  what: ComponentChildren
  /** How far it moves, in words: "+12 points". */
  moves: string
  /** Shares of 1. */
  from: number
  to: number
}

const [width, height] = [120, 12]

/** How one share came about: each step begins where the one before it ended. Read as a list where nothing is drawn. */
export function Waterfall({ label, steps, total }: { label: string; steps: WaterfallStep[]; total: string }) {
  const last = steps.at(-1)?.to ?? 0
  return (
    <ol class="waterfall" aria-label={label}>
      {steps.map(({ what, moves, from, to }, at) => (
        <li key={at}>
          <span>{what}</span>
          <Bar from={from} to={to} tone={to < from ? 'down' : 'up'} />
          <span class="waterfall-moves">{moves}</span>
        </li>
      ))}
      <li class="waterfall-total">
        <span>Together</span>
        <Bar from={0} to={last} tone="total" />
        <span class="waterfall-moves">{total}</span>
      </li>
    </ol>
  )
}

function Bar({ from, to, tone }: { from: number; to: number; tone: 'up' | 'down' | 'total' }) {
  const left = Math.min(from, to) * width
  // What hardly moves is still seen.
  const long = Math.max(1.5, Math.abs(to - from) * width)
  return (
    <svg class="waterfall-bar" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <rect class="waterfall-track" width={width} height={height} />
      <rect
        class={`waterfall-${tone}`}
        x={Math.min(left, width - long).toFixed(1)}
        width={long.toFixed(1)}
        y="2"
        height={height - 4}
      />
    </svg>
  )
}
