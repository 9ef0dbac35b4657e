import { z } from 'zod'
import { download, endpoint, routes, type Viewer } from '#kernel/access'
import type { Routes } from '#platform/http'
import { invalid } from '#platform/problem'
import { countCoverage } from '../coverage/read.ts'
import { denominatorShape } from '../coverage/schema.ts'
import { toEngagementShape } from '../engagements/api.ts'
import { listEngagements } from '../engagements/read.ts'
import { engagementShape } from '../engagements/schema.ts'
import { drawnOf, facetViews, metaOf, toParameters, toQuestion } from './rules.ts'
import { exploreQuery, listQuery, type PlainQuestion, plainQuestion } from './schema.ts'
import { type Explorer, publicWhile } from './service.ts'

export const metaShape = z.object({
  total: z.number().int(),
  of: z.number().int(),
  asOf: z.string(),
  knownAt: z.string(),
  undated: z.number().int(),
  unlocated: z.number().int(),
  says: z.string(),
})

/** The same with its denominator. */
const coveredMeta = metaShape.extend({ coverage: denominatorShape })

const position = z.object({ lon: z.number(), lat: z.number() })

const exploreView = z.object({
  meta: coveredMeta.extend({ inView: z.number().int() }),
  facets: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      of: z.number().int(),
      values: z.array(
        z.object({ value: z.string(), label: z.string(), count: z.number().int(), isChosen: z.boolean() }),
      ),
    }),
  ),
  years: z.object({ first: z.number().int(), counts: z.array(z.number().int()), undated: z.number().int() }),
  clusters: z.array(position.extend({ cell: z.number(), count: z.number().int(), id: z.string().optional() })),
  abroad: z.array(position.extend({ cell: z.number(), count: z.number().int(), id: z.string().optional() })),
  arcs: z.array(
    z.object({
      from: z.array(z.string()),
      to: z.array(z.string()),
      fromPoint: position,
      toPoint: position,
      count: z.number().int(),
      kind: z.string(),
      label: z.string(),
    }),
  ),
  rows: z.array(engagementShape),
  next: z.string().optional(),
})

/** Operations of the API that answer from the living index: the same set behind every number. */
export const exploreApi = (explorer: Explorer): Routes<Viewer> =>
  routes({
    'GET /api/v1/explore': endpoint(
      {
        summary: 'The whole page state of one question: total, exact facet counts, timeline, clusters, arcs, rows',
        query: exploreQuery,
        returns: exploreView,
        sameWhile: publicWhile(explorer),
      },
      async ({ db, viewer, query, clock, url }) => {
        const { bbox, zoom, within, limit, after, arcs, values, ...asked } = query
        const answer = explorer.ask(
          toQuestion(asked, { bbox, zoom, limit, after, arcs, within: within === 'yes', abroad: true }),
        )
        const rows = await listEngagements(
          db,
          viewer,
          answer.rows.map((row) => row.id),
          asked.knownAt,
        )
        return {
          meta: {
            ...metaOf(answer, asked, clock.now()),
            ...{ inView: answer.inView, coverage: await countCoverage(db, asked.knownAt) },
          },
          facets: facetViews(answer, asked, explorer.labelOf, values),
          years: { first: answer.years.first, counts: Array.from(answer.years.counts), undated: answer.years.undated },
          ...drawnOf(answer, explorer.labelOf),
          rows: rows.map((row) => toEngagementShape(row, url.origin)),
          next: answer.next,
        }
      },
    ),

    'GET /api/v1/engagements': endpoint(
      {
        summary: 'Engagements that answer a question, newest beginning first, undated last',
        query: listQuery,
        returns: z.object({ meta: coveredMeta, data: z.array(engagementShape), next: z.string().optional() }),
      },
      async ({ db, viewer, query, clock, url }) => {
        const { limit, after, ...asked } = query
        const answer = explorer.ask(toQuestion(asked, { limit, after, arcs: 0 }))
        const rows = await listEngagements(
          db,
          viewer,
          answer.rows.map((row) => row.id),
          asked.knownAt,
        )
        return {
          meta: { ...metaOf(answer, asked, clock.now()), coverage: await countCoverage(db, asked.knownAt) },
          data: rows.map((row) => toEngagementShape(row, url.origin)),
          ...(answer.next ? { next: `${url.origin}/api/v1/engagements?${withCursor(asked, limit, answer.next)}` } : {}),
        }
      },
    ),

    'GET /api/v1/tiles/:z/:x/:y': download(
      plainQuestion,
      async ({ params, query }) => {
        const [z, x, y] = [
          tileNumber('z', params.z),
          tileNumber('x', params.x),
          tileNumber('y', (params.y ?? '').replace(/\.mvt$/, '')),
        ]
        if (z > 14) throw invalid('atlas.tile.zoom', 'Tiles go from zoom 0 to 14.', { z: 'at most 14' })
        if (x >= 2 ** z || y >= 2 ** z)
          throw invalid('atlas.tile.outside', `At zoom ${z} x and y go from 0 to ${2 ** z - 1}.`, {
            x: 'outside',
            y: 'outside',
          })
        return new Response(explorer.tile(toQuestion(query), z, x, y), {
          headers: { 'content-type': 'application/vnd.mapbox-vector-tile', 'cache-control': 'public, max-age=60' },
        })
      },
      {
        summary: 'One vector tile of a question; its address ends in .mvt',
        type: 'application/vnd.mapbox-vector-tile',
      },
    ),
  })

function tileNumber(name: string, text: string | undefined): number {
  if (!/^\d{1,9}$/.test(text ?? ''))
    throw invalid(
      'atlas.tile.number',
      `Write the tile as /api/v1/tiles/zoom/x/y.mvt with whole numbers; ${name} is not one.`,
      { [name]: 'not a whole number' },
    )
  return Number(text)
}

function withCursor(asked: PlainQuestion, limit: number, next: string): URLSearchParams {
  const parameters = toParameters(asked)
  parameters.set('limit', String(limit))
  parameters.set('after', next)
  return parameters
}
