import type { Viewer } from '#kernel/access'
import { type FigureAnswer, findFigureKind } from '#kernel/figures'
import type { Reader } from '#platform/db'
import { Problem } from '#platform/problem'
import { nodesOf } from '../nodes/rules.ts'
import type { TextDocument } from '../texts/schema.ts'

interface EvidenceAttributes {
  kind: string
  reference: string
  asOf: string
  says: string
}

/** A figure of a text and what can be said of it today; `asCited` is missing when it can no longer be asked for. */
export interface CheckedFigure extends EvidenceAttributes {
  asCited: FigureAnswer | undefined
  now: FigureAnswer | undefined
}

const evidenceOf = (text: TextDocument): EvidenceAttributes[] =>
  [...nodesOf(text)]
    .filter(({ type }) => type === 'evidence')
    .map(({ attrs }) => attrs as unknown as EvidenceAttributes) // the schema names them

/** Every figure of a text asked again: as of when it was cited, and now. */
export async function checkFigures(db: Reader, viewer: Viewer, text: TextDocument): Promise<CheckedFigure[]> {
  const checked: CheckedFigure[] = []
  for (const figure of evidenceOf(text))
    checked.push({
      ...figure,
      asCited: await ask(db, viewer, figure),
      now: await ask(db, viewer, { ...figure, asOf: '' }),
    })
  return checked
}

async function ask(db: Reader, viewer: Viewer, figure: EvidenceAttributes): Promise<FigureAnswer | undefined> {
  try {
    return await findFigureKind(figure.kind)?.answer(db, viewer, figure)
  } catch (error) {
    // What can no longer be asked, or not by this reader, is shown as it was written.
    if (error instanceof Problem) return undefined
    throw error
  }
}
