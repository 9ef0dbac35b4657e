import type { Viewer } from '#kernel/access'
import { dayOf } from '#platform/clock'
import type { Reader } from '#platform/db'
import { formatDate } from '#platform/i18n'
import { Notice } from '#ui'
import { type CheckedFigure, checkFigures } from '../../evidence/read.ts'
import type { FigureAttributes, FigureOf } from '../../texts/pages/text.tsx'
import type { Author, EditionView } from '../schema.ts'

/** The figures of a text, asked again with the sight of whoever reads it. */
export async function figuresOf(db: Reader, viewer: Viewer, edition: EditionView): Promise<FigureOf> {
  return figureOfThese(await checkFigures(db, viewer, edition.content))
}

export function figureOfThese(checked: CheckedFigure[]): FigureOf {
  const figures = new Map(checked.map((figure) => [keyOf(figure), figure]))
  return (attrs) => shownAs(figures.get(keyOf(attrs)))
}

const keyOf = ({ kind, reference, asOf, says }: FigureAttributes): string =>
  JSON.stringify([kind, reference, asOf, says])

function shownAs(figure: CheckedFigure | undefined): { href?: string; now?: string } {
  const href = figure?.asCited?.href ?? figure?.now?.href
  return { ...(href ? { href } : {}), ...(figure?.now ? { now: figure.now.says } : {}) }
}

export function Authors({ authors }: { authors: Author[] }) {
  if (authors.length === 0) return null
  return (
    <span>
      {authors.map(({ name, office }, at) => (
        <span key={name}>
          {at > 0 && (at === authors.length - 1 ? ' and ' : ', ')}
          <a href={`/works?${new URLSearchParams({ author: name })}`}>{name}</a>
          {office && <span class="quiet"> ({office})</span>}
        </span>
      ))}
    </span>
  )
}

/** `March 3, 2026`, with the machine's spelling beside it. */
export function Day({ at }: { at: Date }) {
  const day = dayOf(at)
  return <time dateTime={day}>{formatDate('en', day)}</time>
}

/** Time has moved on: what the text speaks of as present has ended. */
export function Moved({ edition, today }: { edition: EditionView; today: string }) {
  const ended = edition.speaksOf.filter(({ until }) => until < today)
  if (ended.length === 0) return null
  const day = edition.firstPublishedAt ? formatDate('en', dayOf(edition.firstPublishedAt)) : ''
  return (
    <Notice kind="info" title={`Published on ${day}`}>
      <p>It speaks of what has ended since:</p>
      <ul>
        {ended.map(({ what, until }) => (
          <li key={`${what} ${until}`}>
            {what}, until {formatDate('en', until)}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
