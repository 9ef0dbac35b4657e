import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'

export type EmptyStateProps = {
  title: ComponentChildren
  kind?: 'empty' | 'failing' | 'forbidden'
  children?: ComponentChildren
  action?: ComponentChildren
}

/** What stands where content would: says what happened and what to do. */
export function EmptyState({ title, kind = 'empty', children, action }: EmptyStateProps) {
  return (
    <div class={`empty-state empty-state-${kind}`} role={kind === 'failing' ? 'alert' : undefined}>
      {kind !== 'empty' && <Icon name={kind === 'failing' ? 'octagon-alert' : 'lock'} size={22} />}
      <p class="empty-state-title">{title}</p>
      {children && <div class="empty-state-words">{children}</div>}
      {action && <div class="row">{action}</div>}
    </div>
  )
}

/** Gray lines while content is on its way; readers hear only the label. */
export function Skeleton({ lines = 3, label = 'Loading' }: { lines?: number; label?: string }) {
  return (
    <div class="skeleton" role="status">
      <span class="visually-hidden">{label}</span>
      {Array.from({ length: lines }, (_, index) => (
        <span class="skeleton-line" key={index} />
      ))}
    </div>
  )
}

/** Without `done` and `total` it says only that work goes on. */
export function Progress({
  label,
  done,
  total,
}: {
  label: ComponentChildren
  done?: number | undefined
  total?: number | undefined
}) {
  const isKnown = done !== undefined && total !== undefined
  return (
    <div class="progress">
      <p class="progress-label" role="status">
        <span>{label}</span>
        {isKnown && (
          <span class="quiet">
            {done.toLocaleString('en-US')} of {total.toLocaleString('en-US')}
          </span>
        )}
      </p>
      {isKnown ? (
        <progress
          class="progress-bar"
          value={done}
          max={total}
          aria-label={typeof label === 'string' ? label : 'Progress'}
        />
      ) : (
        <progress class="progress-bar" aria-label={typeof label === 'string' ? label : 'Progress'} />
      )}
    </div>
  )
}
