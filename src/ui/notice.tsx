import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'

export type NoticeKind = 'info' | 'success' | 'warning' | 'danger' | 'sample'

/** Says its kind in words as well as color. `isLive` reads it aloud at once; use it for the answer to what was just done. */
export function Notice({
  kind = 'info',
  title,
  isLive,
  children,
}: {
  kind?: NoticeKind
  title?: ComponentChildren
  isLive?: boolean | undefined
  children?: ComponentChildren
}) {
  const { icon, word } = kinds[kind]
  return (
    <div class={`notice notice-${kind}`} role={isLive ? (kind === 'danger' ? 'alert' : 'status') : undefined}>
      <Icon name={icon} label={word} size={20} />
      <div class="notice-body">
        {title && <p class="notice-title">{title}</p>}
        {children}
      </div>
    </div>
  )
}

const kinds = {
  info: { icon: 'info', word: 'Note' },
  success: { icon: 'circle-check', word: 'Done' },
  warning: { icon: 'triangle-alert', word: 'Caution' },
  danger: { icon: 'octagon-alert', word: 'Problem' },
  sample: { icon: 'flask-conical', word: 'Sample' },
} as const
