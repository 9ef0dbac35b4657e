import type { Viewer } from '#kernel/access'
import { dayOf } from '#platform/clock'
import type { Reader } from '#platform/db'
import { formatDate } from '#platform/i18n'
import { type CheckedFigure, checkFigures, type EvidenceAttributes } from '../../evidence/read.ts'
import type { Surroundings } from '../../texts/pages/text.tsx'
import type { TextNode } from '../../texts/schema.ts'
import type { Author, EditionView } from '../schema.ts'

/** What a text points to, asked with the sight of whoever reads it. */
export async function surroundingsOf(db: Reader, viewer: Viewer, edition: EditionView): Promise<Surroundings> {
  const figures = new Map((await checkFigures(db, viewer, edition.content)).map((figure) => [keyOf(figure), figure]))
  return {
    citation: ({ key, locator }) => [key, locator].filter(Boolean).join(', '),
    evidence: (attrs) => shownAs(figures.get(keyOf(attrs))),
    record: () => undefined,
  }
}

/** What each note of an edition says in plain words, for every form of its text. */
export const noteWordsOf =
  (_edition: EditionView) =>
  ({ type, attrs }: TextNode): string =>
    type === 'footnote' ? String(attrs?.text ?? '') : [attrs?.key, attrs?.locator].filter(Boolean).join(', ')

const keyOf = ({ kind, reference, asOf, says }: EvidenceAttributes): string =>
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
