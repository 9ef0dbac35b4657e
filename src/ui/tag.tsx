import type { ComponentChildren } from 'preact'

/** A plain label; with `href` it leads to everything that carries it. */
export function Tag({ href, children }: { href?: string | undefined; children: ComponentChildren }) {
  return href ? (
    <a class="tag" href={href}>
      {children}
    </a>
  ) : (
    <span class="tag">{children}</span>
  )
}

export type StatusTone = 'positive' | 'partial' | 'pending' | 'negative' | 'ended' | 'unknown' | 'new' | 'sample'

/** A status is a word with a shape of its own, so that it survives gray print and color blindness (WCAG 1.4.1). */
export function StatusChip({ tone, children }: { tone: StatusTone; children: ComponentChildren }) {
  return (
    <span class={`status status-${tone}`}>
      <svg class="status-shape" width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
        {shapes[tone]}
      </svg>
      {children}
    </span>
  )
}

const shapes: Record<StatusTone, ComponentChildren> = {
  positive: <circle cx="5" cy="5" r="4.5" fill="currentColor" />,
  partial: (
    <>
      <circle cx="5" cy="5" r="4" fill="none" stroke="currentColor" stroke-width="1.2" />
      <path d="M5 1a4 4 0 0 1 0 8z" fill="currentColor" />
    </>
  ),
  pending: (
    <circle cx="5" cy="5" r="3.9" fill="none" stroke="currentColor" stroke-width="1.6" stroke-dasharray="2.4 1.6" />
  ),
  negative: <path d="M1.5 1.5l7 7m0-7l-7 7" stroke="currentColor" stroke-width="2" />,
  ended: <rect x="1" y="1" width="8" height="8" fill="currentColor" />,
  unknown: <circle cx="5" cy="5" r="4" fill="none" stroke="currentColor" stroke-width="1.5" />,
  new: <path d="M5 0l5 5-5 5-5-5z" fill="currentColor" />,
  sample: <path d="M5 .8l4.4 8.4H.6z" fill="none" stroke="currentColor" stroke-width="1.4" />,
}
