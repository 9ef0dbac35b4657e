import { endpoint, routes, type Viewer } from '#kernel/access'
import type { Routes } from '#platform/http'
import { metaShape } from '../explore/api.ts'
import { metaOf, toQuestion } from '../explore/rules.ts'
import type { Explorer } from '../explore/service.ts'
import { compareChoices, requireChoices } from './rules.ts'
import { comparisonQuery, comparisonShape } from './schema.ts'

/** The comparison that the page shows: the same columns, rows and numbers. */
export const comparisonApi = (explorer: Explorer): Routes<Viewer> =>
  routes({
    'GET /api/v1/explore/compare': endpoint(
      {
        summary: 'One to four values of a facet side by side on one question, and what they have in common',
        query: comparisonQuery,
        returns: comparisonShape.extend({ meta: metaShape }),
      },
      async ({ query, clock }) => {
        const { compare, ...asked } = query
        requireChoices(asked, compare)
        const answer = explorer.ask(toQuestion(asked, { limit: 0, arcs: 0 }))
        return { meta: metaOf(answer, asked, clock.now()), ...compareChoices(explorer, asked, compare) }
      },
    ),
  })
