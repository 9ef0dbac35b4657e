import type { VNode } from 'preact'
import { mayDo, type Viewer } from '#kernel/access'
import type { Reader } from '#platform/db'
import { plural } from '#platform/i18n'
import { countOpenCorrections } from './read.ts'

/** On the desk: what waits for a decision, and the way to imports. */
export async function correctionPanel(db: Reader, viewer: Viewer): Promise<VNode | undefined> {
  if (!mayDo(viewer, 'atlas.correction.decide')) return undefined
  const open = await countOpenCorrections(db, viewer)
  return (
    <section aria-labelledby="atlas-desk">
      <h2 id="atlas-desk">Atlas</h2>
      <ul>
        <li>
          <a href="/desk/corrections">{plural('en', open, 'correction', 'corrections')} to decide</a>
        </li>
        <li>
          <a href="/desk/checks">Records to check again</a>
        </li>
        <li>
          <a href="/desk/coverage">Coverage: put an answer on record</a>
        </li>
        <li>
          <a href="/desk/rules">Rules and their versions</a>
        </li>
        <li>
          <a href="/desk/disputes">Disputes to settle</a>
        </li>
        <li>
          <a href="/desk/statements">Statements taken back</a>
        </li>
        <li>
          <a href="/desk/imports">Imports and rejected rows</a>
        </li>
        <li>
          <a href="/desk/documents">Documents</a>
        </li>
        <li>
          <a href="/desk/matches">Names that nobody can tell yet</a>
        </li>
        <li>
          <a href="/desk/intakes">Intake forms for governments</a>
        </li>
      </ul>
    </section>
  )
}
