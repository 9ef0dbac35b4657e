import type { ComponentChildren } from 'preact'

/** Pages of a list as links; far ones are left out with an ellipsis. */
export function Pagination({
  page,
  pages,
  hrefOf,
  label = 'Pages',
}: {
  page: number
  pages: number
  hrefOf: (page: number) => string
  label?: string
}) {
  if (pages <= 1) return null
  return (
    <nav class="pagination no-print" aria-label={label}>
      {page > 1 && (
        <a class="pagination-step" rel="prev" href={hrefOf(page - 1)}>
          Previous
        </a>
      )}
      <ol class="pagination-list">
        {pagesShown(page, pages).map((entry, index) =>
          entry === 'gap' ? (
            <li key={`gap-${index}`} aria-hidden="true">
              …
            </li>
          ) : (
            <li key={entry}>
              <a href={hrefOf(entry)} aria-label={`Page ${entry}`} aria-current={entry === page ? 'page' : undefined}>
                {entry}
              </a>
            </li>
          ),
        )}
      </ol>
      {page < pages && (
        <a class="pagination-step" rel="next" href={hrefOf(page + 1)}>
          Next
        </a>
      )}
    </nav>
  )
}

/** The link names the larger page and lands on its first new entry, so URL, focus and Back all hold. */
export function LoadMore({
  href,
  shown,
  total,
  noun,
}: {
  href?: string | undefined
  shown: number
  total: number
  noun: string
}) {
  return (
    <div class="load-more">
      <p class="quiet" role="status">
        Showing {shown.toLocaleString('en-US')} of {total.toLocaleString('en-US')} {noun}
      </p>
      {href && shown < total && (
        <a class="button button-secondary no-print" href={href} rel="next">
          Load more
        </a>
      )}
    </div>
  )
}

export type SwitchOption = { href: string; label: ComponentChildren; isCurrent: boolean }

/** Two or three ways to see the same list; links, because the choice is part of the URL. */
export function ViewSwitch({ label, options }: { label: string; options: SwitchOption[] }) {
  return (
    <nav class="view-switch no-print" aria-label={label}>
      {options.map((option) => (
        <a key={option.href} href={option.href} aria-current={option.isCurrent ? 'true' : undefined}>
          {option.label}
        </a>
      ))}
    </nav>
  )
}

/** Views of one question under its heading. Not ARIA tabs: each has an address of its own. */
export function TabLinks({ label, options }: { label: string; options: SwitchOption[] }) {
  return (
    <nav class="tab-links no-print" aria-label={label}>
      {options.map((option) => (
        <a key={option.href} href={option.href} aria-current={option.isCurrent ? 'page' : undefined}>
          {option.label}
        </a>
      ))}
    </nav>
  )
}

function pagesShown(page: number, pages: number): (number | 'gap')[] {
  const near = new Set([1, pages, page - 1, page, page + 1].filter((entry) => entry >= 1 && entry <= pages))
  const sorted = [...near].sort((a, b) => a - b)
  return sorted.flatMap((entry, index): (number | 'gap')[] =>
    index > 0 && entry - (sorted[index - 1] ?? entry) > 1 ? ['gap', entry] : [entry],
  )
}
