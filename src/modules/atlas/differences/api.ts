import { download, endpoint, routes, type Viewer } from '#kernel/access'
import type { Routes } from '#platform/http'
import type { Explorer } from '../explore/service.ts'
import { differenceAsCsv } from './rules.ts'
import { differenceQuery, differenceShape, limitedQuery } from './schema.ts'
import { compareDates } from './service.ts'

/** The difference that the page shows, as data. */
export const differenceApi = (explorer: Explorer): Routes<Viewer> =>
  routes({
    'GET /api/v1/changes': endpoint(
      {
        summary:
          'What became of a question between two dates: added, ended, changed, taken back, each with its sources',
        query: limitedQuery,
        returns: differenceShape,
      },
      async ({ db, viewer, query: { limit, ...asked }, clock, url }) =>
        compareDates(explorer, db, viewer, { asked, limit, now: clock.now(), origin: url.origin }),
    ),
    '/api/v1/changes.csv': download(
      differenceQuery,
      async ({ db, viewer, query, clock, url }) => {
        const around = { asked: query, now: clock.now(), origin: url.origin }
        return new Response(differenceAsCsv(await compareDates(explorer, db, viewer, around)), {
          headers: {
            'content-type': 'text/csv; charset=utf-8',
            'content-disposition': 'attachment; filename="legation-changes.csv"',
            'access-control-allow-origin': '*',
          },
        })
      },
      { summary: 'The same, one row for each value that changed', type: 'text/csv' },
    ),
  })
