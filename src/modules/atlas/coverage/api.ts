import { z } from 'zod'
import { endpoint, routes } from '#kernel/access'
import { clocksAsked } from '../engagements/schema.ts'
import { countCoverage, listCoverage } from './read.ts'
import { denominatorInWords } from './rules.ts'
import { coverageShape } from './schema.ts'

export const coverageApi = routes({
  'GET /api/v1/coverage': endpoint(
    {
      summary: 'Which governments were asked, which answered, and how far the record reaches',
      query: z.strictObject({ knownAt: clocksAsked.knownAt }),
      returns: z.object({
        meta: z.object({
          of: z.number().int(),
          asked: z.number().int(),
          answered: z.number().int(),
          complete: z.number().int(),
          knownAt: z.iso.datetime(),
          says: z.string(),
        }),
        data: z.array(coverageShape),
      }),
    },
    async ({ db, query, clock }) => {
      const counts = await countCoverage(db, query.knownAt)
      const lines = await listCoverage(db, { knownAt: query.knownAt })
      return {
        meta: {
          ...counts,
          knownAt: (query.knownAt ?? clock.now()).toISOString(),
          says: denominatorInWords(counts),
        },
        data: lines.map(({ id, organizationName, organizationKind, sourceTitle, sourceAddress, ...line }) => ({
          ...line,
          ...{ name: organizationName, kind: organizationKind },
          source: { title: sourceTitle, address: sourceAddress },
        })),
      }
    },
  ),
})
