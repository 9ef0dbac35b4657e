import type { ComponentChildren } from 'preact'

export type LegendItem =
  | { kind: 'hue'; step: number; label: ComponentChildren }
  | { kind: 'shade'; step: number; label: ComponentChildren }
  | { kind: 'size'; radius: number; label: ComponentChildren }

/** Explains hues (a line with a dash of its own, as on the map), shades or sizes. */
export function Legend({ title, items }: { title: ComponentChildren; items: LegendItem[] }) {
  return (
    <div class="legend">
      <p class="legend-title">{title}</p>
      <ul class="legend-list">
        {items.map((item, index) => (
          <li key={index}>
            <LegendSign item={item} />
            {item.label}
          </li>
        ))}
      </ul>
    </div>
  )
}

function LegendSign({ item }: { item: LegendItem }) {
  if (item.kind === 'shade')
    return (
      <svg width="18" height="12" aria-hidden="true">
        <rect class={`fill-shade-${item.step}`} width="18" height="12" />
      </svg>
    )
  if (item.kind === 'hue')
    return (
      <svg width="26" height="8" aria-hidden="true">
        <line class={`stroke-hue-${item.step} dash-${item.step}`} x1="0" x2="26" y1="4" y2="4" stroke-width="2.5" />
      </svg>
    )
  const side = item.radius * 2 + 2
  return (
    <svg width={side} height={side} aria-hidden="true">
      <circle class="legend-size" cx={side / 2} cy={side / 2} r={item.radius} />
    </svg>
  )
}
