import type { VNode } from 'preact'
import { mayDo, type Viewer } from '#kernel/access'
import type { Reader } from '#platform/db'
import { plural } from '#platform/i18n'
import { listDeskWorks } from './read.ts'

/** On the desk: what is being written, and what waits for a review. */
export async function deskPanel(db: Reader, viewer: Viewer): Promise<VNode | undefined> {
  if (!mayDo(viewer, 'publications.work.read')) return undefined
  const waiting = await listDeskWorks(db, viewer, { state: 'review', kind: '', q: '' })
  return (
    <section aria-labelledby="publications-desk">
      <h2 id="publications-desk">Publications</h2>
      <ul>
        <li>
          <a href="/desk/works?state=review">{plural('en', waiting.length, 'work', 'works')} in review</a>
        </li>
        <li>
          <a href="/desk/works">All works</a>
        </li>
        <li>
          <a href="/desk/newsletters">Newsletters and press lists</a>
        </li>
        <li>
          <a href="/desk/features">Featured work</a>
        </li>
        <li>
          <a href="/desk/programs">What we’re doing</a>
        </li>
        <li>
          <a href="/desk/figures">Figures that changed</a>
        </li>
        <li>
          <a href="/desk/archive">Archive of published pages</a>
        </li>
        <li>
          <a href="/desk/styles">Citation styles</a>
        </li>
        <li>
          <a href="/desk/addresses">Addresses kept for works to come</a>
        </li>
      </ul>
    </section>
  )
}
