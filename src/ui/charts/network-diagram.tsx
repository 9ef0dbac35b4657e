import { scaleSqrt } from 'd3-scale'
import type { ComponentChildren } from 'preact'
import { labelsWithRoom, layoutNetwork } from './network-layout.ts'

export type NetworkNode = {
  id: string
  label: string
  weight: number
  group?: 'one' | 'other'
  href?: string | undefined
  isLifted?: boolean | undefined
}
export type NetworkEdge = { from: string; to: string; weight: number }
export type NetworkDiagramProps = {
  title: ComponentChildren
  what: string
  nodes: NetworkNode[]
  edges: NetworkEdge[]
  limit?: number
}

/** Nodes and ties, the heaviest first, with the same ties as a list. Positions are percentages, letters keep their size. */
export function NetworkDiagram({ title, what, nodes, edges, limit = 60 }: NetworkDiagramProps) {
  const shown = [...nodes].sort((a, b) => b.weight - a.weight || a.id.localeCompare(b.id)).slice(0, limit)
  const ids = new Set(shown.map((node) => node.id))
  const ties = edges.filter((edge) => ids.has(edge.from) && ids.has(edge.to)).sort((a, b) => b.weight - a.weight)
  if (shown.length === 0) return <p class="quiet">No {what} to draw.</p>
  const places = layoutNetwork(shown, ties)
  const at = (id: string) => {
    const place = places.get(id) ?? { x: 0.5, y: 0.5 }
    return { isRight: place.x > 0.55, x: `${(4 + 92 * place.x).toFixed(1)}%`, y: `${(6 + 88 * place.y).toFixed(1)}%` }
  }
  const radius = scaleSqrt([0, Math.max(1, ...shown.map((node) => node.weight))], [3, 13])
  const named = labelsWithRoom(
    shown.map((node) => {
      const place = places.get(node.id) ?? { x: 0.5, y: 0.5 }
      return { ...node, ...place, label: shortened(node.label), radius: radius(node.weight), isRight: place.x > 0.55 }
    }),
    usualPlot,
  )
  const names = new Map(shown.map((node) => [node.id, node.label]))
  return (
    <figure class="network">
      <figcaption class="chart-title">
        {title}
        {shown.length < nodes.length && (
          <span class="quiet">
            {' '}
            (the {shown.length} largest of {nodes.length})
          </span>
        )}
      </figcaption>
      <svg class="network-plot" width="100%" aria-label={`${what}: ${shown.length} nodes, ${ties.length} ties`}>
        {ties.map((edge) => {
          const [from, to] = [at(edge.from), at(edge.to)]
          const width = Math.min(5, 0.5 + Math.log2(edge.weight + 1) * 0.4).toFixed(1)
          return (
            <line
              class="network-tie"
              x1={from.x}
              y1={from.y}
              x2={to.x}
              y2={to.y}
              stroke-width={width}
              key={`${edge.from} ${edge.to}`}
            />
          )
        })}
        {shown.map((node, index) => (
          <NetworkDot
            node={node}
            {...at(node.id)}
            radius={radius(node.weight)}
            isMinor={index >= 8}
            isNamed={named.has(node.id)}
            key={node.id}
          />
        ))}
      </svg>
      <details class="chart-table">
        <summary>Read as a list</summary>
        <ul class="network-list">
          {ties.map((edge) => (
            <li key={`${edge.from} ${edge.to}`}>
              {names.get(edge.from)} – {names.get(edge.to)}: {edge.weight.toLocaleString('en-US')}
            </li>
          ))}
        </ul>
      </details>
    </figure>
  )
}

/** Pixels of the plot on a desktop; narrower ones name fewer. */
const usualPlot = { width: 860, height: 544 }

const shortened = (label: string) => (label.length > 24 ? `${label.slice(0, 23)}…` : label)

type Dot = {
  node: NetworkNode
  x: string
  y: string
  isRight: boolean
  radius: number
  isMinor: boolean
  /** Others show their name when pointed at or focused; the list has all names. */
  isNamed: boolean
}

function NetworkDot({ node, x, y, isRight, radius, isMinor, isNamed }: Dot) {
  const drawing = (
    <>
      <title>{`${node.label}: ${node.weight.toLocaleString('en-US')}`}</title>
      <circle cx={x} cy={y} r={radius.toFixed(1)} />
      <text
        x={x}
        y={y}
        dx={((radius + 4) * (isRight ? -1 : 1)).toFixed(0)}
        dy="4"
        text-anchor={isRight ? 'end' : 'start'}
      >
        {shortened(node.label)}
      </text>
    </>
  )
  const look = [
    'network-dot',
    `network-dot-${node.group ?? 'one'}`,
    node.isLifted && 'network-dot-lifted',
    isMinor && 'network-dot-minor',
    !isNamed && 'network-dot-unnamed',
  ]
  const classes = look.filter(Boolean).join(' ')
  return node.href ? (
    <a class={classes} href={node.href}>
      {drawing}
    </a>
  ) : (
    <g class={classes}>{drawing}</g>
  )
}
