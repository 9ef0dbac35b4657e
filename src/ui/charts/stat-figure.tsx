import type { ComponentChildren } from 'preact'

export type StatFigureProps = {
  number: number | string
  /** What is counted. */
  what: ComponentChildren
  /** Of how many, and as of when: a count without them is not shown here. */
  of: ComponentChildren
  asOf: ComponentChildren
  href?: string | undefined
}

export function StatFigure({ number, what, of, asOf, href }: StatFigureProps) {
  const words = typeof number === 'number' ? number.toLocaleString('en-US') : number
  return (
    <div class="stat">
      <p class="stat-number">{words}</p>
      <p class="stat-what">{href ? <a href={href}>{what}</a> : what}</p>
      <p class="stat-of">
        {of} · as of {asOf}
      </p>
    </div>
  )
}

export function StatList({ children }: { children: ComponentChildren }) {
  return <div class="stat-list">{children}</div>
}
