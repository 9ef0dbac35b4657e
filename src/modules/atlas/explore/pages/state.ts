import type { CoverageView, Denominator } from '../../coverage/schema.ts'
import type { EngagementView } from '../../engagements/schema.ts'
import type { Answer } from '../engine/answer.ts'
import { boxText } from '../engine/cells.ts'
import { toParameters } from '../rules.ts'
import type { ExplorerQuery, Meta, PartsQuery, PlainQuestion, View } from '../schema.ts'
import type { Explorer } from '../service.ts'

/** The zoom whose cells the map from the server draws as circles. */
export const drawnZoom = 3

/** Everything the page shows, all of it answers to one question. */
export interface ExplorerState {
  explorer: Explorer
  query: ExplorerQuery
  asked: PlainQuestion
  answer: Answer
  rows: EngagementView[]
  meta: Meta
  coverage: Denominator
  /** What is known of states, where the map shows it. */
  covered?: CoverageView[] | undefined
  parameters: URLSearchParams
  origin: string
  now: Date
  pages: number
  /** For the parts alone: how their page draws its map, and of which answer. */
  parts?: { draws: PartsQuery['draws']; seen: Answer }
}

/** Address of the explorer for a question and a view. */
export function explorerPath(asked: PlainQuestion, view: View = 'map', more: Record<string, string> = {}): string {
  const parameters = toParameters(asked)
  if (view !== 'map') parameters.set('view', view)
  for (const [name, value] of Object.entries(more)) parameters.set(name, value)
  const text = parameters.toString()
  return text ? `/map?${text}` : '/map'
}

/**
 * Addresses of the table of a question within boxes, for the hundreds of circles and lines of one map: what they share is
 * spelled once. The same addresses as `explorerPath` makes.
 */
export function tablePaths({ usWithin, abroadWithin, ...asked }: PlainQuestion): (within: Within) => string {
  const shared = toParameters(asked).toString()
  return (within) => {
    const [us, abroad] = [within.usWithin ?? usWithin, within.abroadWithin ?? abroadWithin]
    const parts = [
      shared,
      us && `usWithin=${encodeURIComponent(boxText(us))}`,
      abroad && `abroadWithin=${encodeURIComponent(boxText(abroad))}`,
      'view=table',
    ]
    return `/map?${parts.filter(Boolean).join('&')}`
  }
}

type Within = Pick<PlainQuestion, 'usWithin' | 'abroadWithin'>

/** The same view with another question: a comparison keeps what it compares by. */
export const samePath = ({ query }: ExplorerState, asked: PlainQuestion): string =>
  explorerPath(asked, query.view, {
    ...(query.view === 'compare' && query.compare ? { compare: query.compare } : {}),
    ...(query.coverage ? { coverage: query.coverage } : {}),
  })
