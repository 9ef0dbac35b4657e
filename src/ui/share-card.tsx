import { layTies } from './world-map/tie-map.tsx'
import { fineCourseOf, type MapArc, type MapPoint } from './world-map/world-map.tsx'
import type { WorldBase } from './world-map/world-paths.ts'

export type ShareCardProps = {
  institution: string
  type: string
  title: string
  /** The count, or the facts that matter most: one line. */
  line: string
  /** What the strip of the map shows; without it the world alone. */
  points?: MapPoint[] | undefined
  arcs?: MapArc[] | undefined
}

// A card travels alone, so the light colors of tokens.css are written out; a test compares them.
export const cardColors = {
  paper: '#fcfaf5',
  ink: '#1a1e26',
  inkSoft: '#545a65',
  accent: '#14325c',
  brick: '#b5482f',
  water: '#e0e9ee',
  land: '#f5f0e3',
  border: '#cfc7b6',
  borderSoft: '#e2dccd',
  hues: ['#3354a7', '#c76214', '#35927d', '#8d1d69', '#5c5100', '#312e28'],
}

const strip = { top: 330, height: 300, width: 1200 }
const shape = strip.width / strip.height
const left = 72
const right = 1128

/** The picture of a page when it is passed on, 1200 × 630 as the large cards of social sites want it. */
export function ShareCard({ institution, type, title, line, points = [], arcs = [] }: ShareCardProps) {
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width="1200"
      height="630"
      viewBox="0 0 1200 630"
      class="share-card"
      role="img"
      aria-label={`${title}. ${line}`}
    >
      <rect width="1200" height="630" fill={cardColors.paper} />
      <MapStrip points={points} arcs={arcs} />
      <rect width="1200" height="12" fill={cardColors.accent} />
      <rect x={left} y="46" width="36" height="36" rx="4.5" fill={cardColors.accent} />
      <g transform={`translate(${left} 46) scale(1.125)`} fill="none" stroke={cardColors.paper} stroke-width="2.5">
        <path d="M8 25V13a8 8 0 0 1 16 0v12M16 9v16M5 25h22" />
      </g>
      <Line x={left + 52} y={74} size={30} family="serif" fill={cardColors.ink} text={institution} />
      <Line x={right} y={74} size={24} family="sans" fill={cardColors.brick} text={type} isAtEnd />
      <Title text={title} />
      <Line x={left} y={292} size={25} family="sans" fill={cardColors.inkSoft} text={shorten(line, 80)} />
    </svg>
  )
}

// Few letters stand large on one line, many small on three.
const titleSizes = [
  { letters: 30, most: 1, size: 68 },
  { letters: 39, most: 2, size: 52 },
  { letters: 49, most: 3, size: 41 },
]
const smallest = { letters: 49, most: 3, size: 41 }

function Title({ text }: { text: string }) {
  const fits = titleSizes.find(({ letters, most }) => breakLines(text, letters, most + 1).length <= most)
  const { letters, most, size } = fits ?? smallest
  const lines = breakLines(text, letters, most)
  const baselineOf = (at: number) => 234 - (lines.length - 1 - at) * size * 1.14
  return (
    <g>
      {lines.map((words, at) => (
        <Line x={left} y={baselineOf(at)} size={size} family="serif" fill={cardColors.ink} text={words} key={at} />
      ))}
    </g>
  )
}

const families = {
  serif: "'Source Serif 4', 'Source Serif 4 Variable', Georgia, serif",
  sans: "'Public Sans', 'Public Sans Variable', Helvetica, Arial, sans-serif",
  // The house's faces have no Arabic or Hebrew letters, and letters borrowed one by one would not join.
  rightToLeft: "'DejaVu Sans', sans-serif",
}

interface LineProps {
  x: number
  y: number
  size: number
  family: 'serif' | 'sans'
  fill: string
  text: string
  isAtEnd?: boolean
}

/** A line whose first letter is written from right to left stands at the right and runs that way. */
function Line({ x, y, size, family, fill, text, isAtEnd = false }: LineProps) {
  const isRightToLeft = /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text)
  const hasSuchLetters = /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text)
  const atEnd = isAtEnd || isRightToLeft
  return (
    <text
      x={isRightToLeft ? right : x}
      y={y}
      font-size={size}
      font-weight={family === 'serif' ? '600' : '400'}
      font-family={hasSuchLetters ? families.rightToLeft : families[family]}
      text-anchor={atEnd ? 'end' : undefined}
      fill={fill}
    >
      {isRightToLeft ? `\u202b${text}\u202c` : text}
    </text>
  )
}

/** The map as wide as the card; strokes are divided by its scale, because what draws cards knows no fixed strokes. */
function MapStrip({ points, arcs }: { points: MapPoint[]; arcs: MapArc[] }) {
  const { base, frame, spots } = layTies(points, arcs, { least: shape, most: shape, narrowest: 240 })
  const height = frame.width / shape
  // Ties to the whole world are taller than the strip: what is then cut off is what fewest points are near to.
  const middle = spots.reduce((sum, { y }) => sum + y, 0) / (spots.length || 1) || 150
  const top = Math.max(0, Math.min(base.height - height, middle - height * 0.55))
  const view = frame.height > height ? { ...frame, y: top, height } : frame
  const pixel = view.width / strip.width
  return (
    <svg
      x="0"
      y={strip.top}
      width={strip.width}
      height={strip.height}
      viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`}
      preserveAspectRatio="xMidYMid slice"
    >
      <Ground base={base} pixel={pixel} />
      <g fill="none" stroke-opacity={arcs.length > 80 ? 0.35 : 0.75} stroke-width={1.6 * pixel}>
        {arcs.map((arc) => (
          <path d={fineCourseOf(base, arc)} stroke={cardColors.hues[(arc.hue ?? 1) - 1]} key={arc.id} />
        ))}
      </g>
      <g fill={cardColors.brick} fill-opacity="0.8" stroke={cardColors.brick} stroke-width={pixel}>
        {spots.map(({ point, x, y, radius }) => (
          <circle cx={x.toFixed(1)} cy={y.toFixed(1)} r={(radius * 1.1).toFixed(2)} key={point.id} />
        ))}
      </g>
    </svg>
  )
}

function Ground({ base, pixel }: { base: WorldBase; pixel: number }) {
  return (
    <g stroke-linejoin="round">
      <path d={base.sphere} fill={cardColors.water} />
      <path d={base.land} fill={cardColors.land} stroke={cardColors.border} stroke-width={pixel} />
      <path d={base.borders} fill="none" stroke={cardColors.border} stroke-width={0.8 * pixel} />
      <path d={base.states} fill="none" stroke={cardColors.borderSoft} stroke-width={0.8 * pixel} />
    </g>
  )
}

const shorten = (text: string, letters: number): string =>
  text.length > letters ? `${text.slice(0, letters - 1).trimEnd()}…` : text

/** Capitals take more room than the letters that widths are counted in. */
const lengthOf = (text: string): number => text.length + 0.35 * (text.match(/\p{Lu}/gu)?.length ?? 0)

/** SVG does not break lines. Widths are estimated by letters; a title too long for `most` lines ends in an ellipsis. */
export function breakLines(text: string, letters: number, most: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1)
    if (last !== undefined && lengthOf(`${last} ${word}`) <= letters) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(shorten(word, letters))
  }
  if (lines.length <= most) return lines
  return [...lines.slice(0, most - 1), `${lines[most - 1]?.slice(0, letters - 1)}…`]
}
