import type { ComponentChildren } from 'preact'

/** Stands once at the end of the page, empty or not: only a region that was there before is read aloud when it changes. */
export function ToastRegion({ children }: { children?: ComponentChildren }) {
  return (
    <div class="toasts no-print" role="status" id="toasts">
      {children}
    </div>
  )
}

/** A short word about what was just done, with a way back if there is one. */
export function Toast({ children, action }: { children: ComponentChildren; action?: ComponentChildren }) {
  return (
    <p class="toast">
      {children}
      {action}
    </p>
  )
}
