import { worldBase } from './world-map/world-paths.ts'

export type ShareCardProps = {
  institution: string
  type: string
  title: string
  /** Date, authors or place: one line. */
  line: string
  /** The accent of the body that shares. */
  accent?: string
}

/**
 * The picture of a page when it is passed on, 1200 × 630 as the large cards of social sites want it. It travels alone,
 * so its colors are written out and its letters fall back to serif and sans. Render it to a string and serve it as image/svg+xml.
 */
export function ShareCard({ institution, type, title, line, accent = '#14325c' }: ShareCardProps) {
  const base = worldBase('globe')
  const lines = breakLines(title, 25, 4)
  const titleTop = 472 - (lines.length - 1) * 66
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width="1200"
      height="630"
      viewBox="0 0 1200 630"
      overflow="hidden"
      class="share-card"
      role="img"
      aria-label={title}
    >
      <rect width="1200" height="630" fill="#fcfaf5" />
      <g transform="translate(800 -30) scale(1.06)" stroke-linejoin="round">
        <path d={base.sphere} fill="#e9eef0" />
        <path d={base.land} fill="#f7f2e6" stroke="#cfc7b6" stroke-width="0.8" />
        <path d={base.states} fill="none" stroke="#ddd6c7" stroke-width="0.6" />
      </g>
      <rect width="1200" height="14" fill={accent} />
      <g font-family="'Source Serif 4 Variable', 'Source Serif 4', Georgia, serif" fill="#1a1e26">
        <text x="72" y="104" font-size="30" font-weight="650" fill={accent}>
          {institution}
        </text>
        {lines.map((words, index) => (
          <text x="72" y={titleTop + index * 66} font-size="58" font-weight="600" key={words}>
            {words}
          </text>
        ))}
      </g>
      <g font-family="'Public Sans Variable', 'Public Sans', Helvetica, Arial, sans-serif" font-size="26">
        <text x="72" y={titleTop - 70} fill="#b5482f" font-weight="650">
          {type}
        </text>
        <line x1="72" x2="740" y1="532" y2="532" stroke="#857e70" />
        <text x="72" y="574" fill="#545a65">
          {line.length > 52 ? `${line.slice(0, 51)}…` : line}
        </text>
      </g>
    </svg>
  )
}

/** SVG does not break lines. Widths are estimated by letters; a title too long for `most` lines ends in an ellipsis. */
export function breakLines(text: string, letters: number, most: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < letters) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word.length > letters ? `${word.slice(0, letters - 1)}…` : word)
  }
  if (lines.length <= most) return lines
  return [...lines.slice(0, most - 1), `${lines[most - 1]?.slice(0, letters - 1)}…`]
}
