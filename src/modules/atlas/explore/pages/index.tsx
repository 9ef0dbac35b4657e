import { pageOf, routes, type Viewer } from '#kernel/access'
import type { Reader } from '#platform/db'
import { Page, type Routes } from '#platform/http'
import { countCoverage, listCoverage } from '../../coverage/read.ts'
import { listEngagements } from '../../engagements/read.ts'
import { metaOf, questionOf, toParameters, toQuestion } from '../rules.ts'
import { type ExplorerQuery, explorerQuery, partsQuery } from '../schema.ts'
import { type Explorer, publicWhile } from '../service.ts'
import { MapView } from './map-view.tsx'
import { drawnZoom, type ExplorerState, explorerPath } from './state.ts'
import { Workbench } from './workbench.tsx'

const tablePage = 50
/** Lines that a map shows; whoever comes nearer to the living one sees the busiest of what is near. */
const mostLines = 300

export const explorePages = (explorer: Explorer): Routes<Viewer> =>
  routes({
    '/map': pageOf(explorerQuery, async ({ db, viewer, query, clock, url }) => (
      <Workbench state={await stateOf(explorer, db, viewer, query, { now: clock.now(), origin: url.origin })} />
    )),

    '/map/parts': pageOf(
      partsQuery,
      async ({ db, viewer, query, clock, url }) => {
        const { draws, bbox, zoom, ...asked } = query
        const isLiving = draws === 'living'
        const around = { now: clock.now(), origin: url.origin, ...(isLiving ? { zoom } : {}) }
        const state = await stateOf(explorer, db, viewer, asked, around)
        // A box bounds circles and lines, while the rest of the page speaks of the whole question.
        const seen =
          isLiving && bbox
            ? explorer.ask(toQuestion(state.asked, { bbox, zoom, arcs: mostLines, abroad: true, limit: 0 }))
            : state.answer
        return <Workbench state={{ ...state, parts: { draws, seen } }} />
      },
      publicWhile(explorer),
    ),

    '/embed/map': pageOf(explorerQuery, async ({ db, viewer, query, clock, url }) => {
      const state = await stateOf(
        explorer,
        db,
        viewer,
        { ...query, view: 'map' },
        { now: clock.now(), origin: url.origin },
      )
      return (
        <Page title="Map" frame="bare" islands={['modules/atlas/explore/explorer']} robots="noindex" canonical="/map">
          <div class="embed" data-explorer>
            <h1 class="visually-hidden">Map of subnational diplomacy</h1>
            <p class="count-line" data-part="count">
              {state.meta.says}
            </p>
            <MapView state={state} isEmbedded />
            <p class="quiet">
              <a href={`${url.origin}${explorerPath(query)}`} target="_top">
                Explore on Legation
              </a>
            </p>
          </div>
        </Page>
      )
    }),
  })

async function stateOf(
  explorer: Explorer,
  db: Reader,
  viewer: Viewer,
  query: ExplorerQuery,
  around: { now: Date; origin: string; zoom?: number | undefined },
): Promise<ExplorerState> {
  const asked = questionOf(query)
  const isTable = query.view === 'table'
  const answer = explorer.ask(
    toQuestion(asked, {
      zoom: around.zoom ?? drawnZoom,
      // Only the map draws lines and circles abroad.
      ...(query.view === 'map' ? { arcs: mostLines, abroad: true } : { arcs: 0 }),
      limit: isTable ? query.page * tablePage : 0,
    }),
  )
  const shown = answer.rows.slice((query.page - 1) * tablePage).map((row) => row.id)
  const rows = shown.length > 0 ? await listEngagements(db, viewer, shown, asked.knownAt) : []
  return {
    explorer,
    query,
    asked,
    answer,
    rows,
    coverage: await countCoverage(db, asked.knownAt),
    ...(query.coverage ? { covered: await listCoverage(db, { knownAt: asked.knownAt }) } : {}),
    meta: metaOf(answer, asked, around.now),
    parameters: toParameters(asked),
    origin: around.origin,
    now: around.now,
    pages: Math.ceil(answer.total / tablePage),
  }
}
