/** The mark: a doorway between two lands, drawn so that it reads at 16 pixels. */
export const markSvg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="4" fill="#14325c"/><path d="M8 25V13a8 8 0 0 1 16 0v12" fill="none" stroke="#fbfaf7" stroke-width="2.5"/><path d="M16 9v16" stroke="#fbfaf7" stroke-width="2.5"/><path d="M5 25h22" stroke="#d98b75" stroke-width="2.5"/></svg>`

export function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
      <rect width="32" height="32" rx="4" class="mark-ground" />
      <path d="M8 25V13a8 8 0 0 1 16 0v12M16 9v16" class="mark-line" />
      <path d="M5 25h22" class="mark-step" />
    </svg>
  )
}
