import type { ComponentChildren } from 'preact'

export type CardProps = {
  href: string
  title: ComponentChildren
  /** What kind of thing it is, in words: the first thing a reader needs. */
  type: ComponentChildren
  date?: { iso: string; words: string } | undefined
  /** Authors, or the place. */
  by?: ComponentChildren
  teaser?: ComponentChildren
  image?: { src: string; alt: string; width: number; height: number } | undefined
  status?: ComponentChildren
  isNew?: boolean | undefined
  level?: 2 | 3 | 4
}

export function Card({ href, title, type, date, by, teaser, image, status, isNew, level = 3 }: CardProps) {
  const Heading = headings[level]
  return (
    <article class={image ? 'card card-pictured' : 'card'}>
      <div class="card-text">
        <p class="card-type">
          <span class={isNew ? 'card-new' : undefined}>{type}</span>
          {status}
        </p>
        <Heading class="card-title">
          <a href={href}>{title}</a>
        </Heading>
        {teaser && <p class="card-teaser">{teaser}</p>}
        {(date || by) && (
          <p class="card-meta">
            {date && <time dateTime={date.iso}>{date.words}</time>}
            {by && <span>{by}</span>}
          </p>
        )}
      </div>
      {image && (
        <img
          class="card-image"
          src={image.src}
          alt={image.alt}
          width={image.width}
          height={image.height}
          loading="lazy"
        />
      )}
    </article>
  )
}

/** `compact` puts each entry on one line; the entries themselves do not change. */
export function CardList({
  view = 'cards',
  children,
}: {
  view?: 'cards' | 'compact' | 'lead'
  children: ComponentChildren
}) {
  const entries = Array.isArray(children) ? children.flat() : [children]
  return (
    <ul class={`card-list card-list-${view}`}>
      {entries.filter(Boolean).map((entry, index) => (
        <li key={index}>{entry}</li>
      ))}
    </ul>
  )
}

const headings = { 2: 'h2', 3: 'h3', 4: 'h4' } as const
