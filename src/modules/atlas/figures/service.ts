import type { FigureKind } from '#kernel/figures'
import type { Clock } from '#platform/clock'
import { formatNumber } from '#platform/i18n'
import { invalid } from '#platform/problem'
import { explorerPath } from '../explore/pages/state.ts'
import { metaOf, toQuestion } from '../explore/rules.ts'
import type { Explorer } from '../explore/service.ts'
import { askedIn } from '../watches/rules.ts'

/** How many engagements answer a question of the map, for texts that cite it as of a day. */
export const countFigure = (explorer: Explorer, clock: Clock): FigureKind => ({
  name: 'atlas.count',
  label: 'How many engagements answer a question of the map',
  async answer(_db, _viewer, { reference, asOf }) {
    const asked = { ...askedIn(reference), knownAt: endOf(asOf) }
    const answer = explorer.ask(toQuestion(asked, { limit: 0, arcs: 0 }))
    return {
      says: formatNumber('en', answer.total),
      means: metaOf(answer, asked, clock.now()).says,
      href: explorerPath(asked),
    }
  },
})

/** A day counts whole; an instant is itself. */
export function endOf(asOf: string): Date | undefined {
  if (asOf === '') return undefined
  const instant = new Date(/^\d{4}-\d{2}-\d{2}$/.test(asOf) ? `${asOf}T23:59:59.999Z` : asOf)
  if (Number.isNaN(instant.getTime()))
    throw invalid('atlas.figure.date', 'Write the day as 2026-12-01.', { asOf: 'Such as 2026-12-01' })
  return instant
}
