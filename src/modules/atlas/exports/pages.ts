import { createHash } from 'node:crypto'
import { download, routes, type Viewer } from '#kernel/access'
import type { Reader } from '#platform/db'
import type { Routes } from '#platform/http'
import { listDisputedOf } from '../disputes/read.ts'
import { toEngagementShape } from '../engagements/api.ts'
import { listEngagements } from '../engagements/read.ts'
import { metaOf, toQuestion } from '../explore/rules.ts'
import { type PlainQuestion, plainQuestion } from '../explore/schema.ts'
import type { Explorer } from '../explore/service.ts'
import { coverageAt, listBehind } from './read.ts'
import { engagementsAsCsv, type Located, toGeoJson } from './rules.ts'
import { exportColumns } from './schema.ts'

const batch = 2000

/** Downloads of exactly what is shown, each with its license and a checksum. */
export const exportPages = (explorer: Explorer): Routes<Viewer> =>
  routes({
    '/api/v1/engagements.csv': download(
      plainQuestion,
      async ({ db, viewer, query, url, clock }) => {
        const rows = await rowsOf(explorer, db, viewer, { asked: query, origin: url.origin, now: clock.now() })
        return fileOf('engagements.csv', 'text/csv; charset=utf-8', engagementsAsCsv(rows), rows)
      },
      { summary: 'All engagements that answer a question, as comma-separated values', type: 'text/csv' },
    ),
    '/api/v1/engagements.geojson': download(
      plainQuestion,
      async ({ db, viewer, query, url, clock }) => {
        const rows = await rowsOf(explorer, db, viewer, { asked: query, origin: url.origin, now: clock.now() })
        const { says } = metaOf(explorer.ask(toQuestion(query, { limit: 0, arcs: 0 })), query, clock.now())
        return fileOf('engagements.geojson', 'application/geo+json', JSON.stringify(toGeoJson(rows, says)), rows)
      },
      { summary: 'All engagements that answer a question, as GeoJSON lines and points', type: 'application/geo+json' },
    ),
    '/api/v1/engagements.json': download(
      plainQuestion,
      async ({ db, viewer, query, url, clock }) => {
        const rows = await rowsOf(explorer, db, viewer, { asked: query, origin: url.origin, now: clock.now() })
        const meta = metaOf(explorer.ask(toQuestion(query, { limit: 0, arcs: 0 })), query, clock.now())
        const codebook = exportColumns.map(({ name, meaning }) => ({ name, meaning }))
        const data = rows.map(({ usPoint, abroadPoint, ...row }) => row)
        return fileOf(
          'engagements.json',
          'application/json',
          JSON.stringify({ meta, licenses: licensesOf(rows), codebook, data }),
          rows,
        )
      },
      { summary: 'All engagements that answer a question, with codebook and licenses', type: 'application/json' },
    ),
  })

async function rowsOf(
  explorer: Explorer,
  db: Reader,
  viewer: Viewer,
  { asked, origin, now }: { asked: PlainQuestion; origin: string; now: Date },
): Promise<Located[]> {
  const answer = explorer.ask(toQuestion(asked, { limit: Number.MAX_SAFE_INTEGER, arcs: 0 }))
  const rows: Located[] = []
  for (let start = 0; start < answer.rows.length; start += batch) {
    const ids = answer.rows.slice(start, start + batch).map((row) => row.id)
    const at = asked.knownAt ?? now
    const behind = await listBehind(db, { ids, at })
    const views = await listEngagements(db, viewer, ids, asked.knownAt)
    const covered = await coverageAt(db, { ids: [...new Set(views.flatMap(({ usIds }) => usIds))], at })
    const disputed = Map.groupBy(await listDisputedOf(db, { ids, at }), ({ engagementId }) => engagementId)
    for (const view of views)
      rows.push({
        ...toEngagementShape(view, origin),
        statements: behind.get(view.id),
        coverage: covered(view.usIds, view.form),
        disputes: disputed.get(view.id)?.map(({ property, partyId }) => ({ property, partyId })),
        usPoint: pointOf(explorer, view.usIds),
        abroadPoint: pointOf(explorer, view.abroadIds),
      })
  }
  return rows
}

function pointOf(explorer: Explorer, ids: string[]): [number, number] | undefined {
  for (const id of ids) {
    const party = explorer.party(id)
    if (party && party.longitude !== null && party.latitude !== null) return [party.longitude, party.latitude]
  }
  return undefined
}

const licensesOf = (rows: { license: string | null }[]): string[] => [
  ...new Set(rows.flatMap((row) => row.license ?? [])),
]

function fileOf(name: string, type: string, text: string, rows: { license: string | null }[]): Response {
  const hash = createHash('sha256').update(text).digest('hex')
  return new Response(text, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="legation-${name}"`,
      'x-content-sha256': hash,
      // Header values are ASCII; the license list is too, but nothing guarantees it of a future source.
      'x-license': licensesOf(rows)
        .join('; ')
        .replace(/[^\x20-\x7e]/g, '?')
        .slice(0, 500),
      'access-control-allow-origin': '*',
    },
  })
}
