export type Facet = { value: string; label: string; count: number; isChosen?: boolean | undefined }

export type FacetListProps = {
  name: string
  title: string
  facets: Facet[]
  /** How many stand open; the rest fold under "Show all". Chosen ones always stand open. */
  shown?: number
  showAllLabel?: string
  whenEmpty?: string
}

/** Checkboxes of a filter form. The bar compares the counts within this list; the number is what counts. */
export function FacetList({
  name,
  title,
  facets,
  shown = 6,
  showAllLabel,
  whenEmpty = 'Nothing to filter by here.',
}: FacetListProps) {
  const largest = Math.max(1, ...facets.map((facet) => facet.count))
  const open = facets.filter((facet, index) => index < shown || facet.isChosen)
  const folded = facets.filter((facet) => !open.includes(facet))
  return (
    <fieldset class="facets" data-facets={name}>
      <legend class="facets-title">{title}</legend>
      {facets.length === 0 && <p class="quiet">{whenEmpty}</p>}
      {open.map((facet) => (
        <FacetChoice name={name} facet={facet} largest={largest} key={facet.value} />
      ))}
      {folded.length > 0 && (
        <details class="facets-more">
          <summary>{showAllLabel ?? `Show ${folded.length} more`}</summary>
          {folded.map((facet) => (
            <FacetChoice name={name} facet={facet} largest={largest} key={facet.value} />
          ))}
        </details>
      )}
    </fieldset>
  )
}

function FacetChoice({ name, facet, largest }: { name: string; facet: Facet; largest: number }) {
  const share = (100 * facet.count) / largest
  return (
    <label class={facet.count === 0 && !facet.isChosen ? 'facet facet-none' : 'facet'}>
      <input type="checkbox" name={name} value={facet.value} checked={facet.isChosen} />
      <span class="facet-label">{facet.label}</span>
      <span class="facet-count" data-count={facet.value}>
        {facet.count.toLocaleString('en-US')}
      </span>
      <svg class="facet-bar" width="100%" height="3" aria-hidden="true">
        <rect width={`${share.toFixed(1)}%`} height="3" data-bar={facet.value} />
      </svg>
    </label>
  )
}
