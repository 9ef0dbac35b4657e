import { anonymous, findViewer, registerPermissions, type Viewer } from '#kernel/access'
import type { ModuleDoor, Services } from '#kernel/doors'
import { dayOf } from '#platform/clock'
import { type Routes, renderPage, type Site, serve } from '#platform/http'
import { localeFor, say as message } from '#platform/i18n'
import { notFound, Problem, statusOf } from '#platform/problem'
import { addPlainAddresses } from './addresses.ts'
import type { BrowserParts } from './browser-parts.ts'
import { galleryPages } from './gallery/pages.tsx'
import { homePages } from './home/pages.tsx'
import { siteMission, siteName } from './name.ts'
import { openApiOf } from './openapi.ts'
import { BugPage, bugBody, ProblemPage, problemBody, wantsJson } from './problems.tsx'
import { deskPages } from './shell/desk.tsx'
import { makeDocument } from './shell/document.tsx'
import { searchPages } from './shell/search.tsx'
import { version } from './version.ts'

export interface Application {
  fetch(request: Request): Response | Promise<Response>
  tables: Routes<Viewer>[]
}

const sessionCookie = (request: Request): string | undefined =>
  /(?:^|;\s*)session=([0-9a-z]{32})/.exec(request.headers.get('cookie') ?? '')?.[1]

const megabyte = 1_048_576

/** The whole site as one function from request to response: the tables of every module, plain addresses, then problems. */
export function makeApplication(services: Services, modules: ModuleDoor[], browser: BrowserParts): Application {
  const { database, clock, log, config } = services
  registerPermissions([{ name: 'audit.entry.read', roles: ['staff'], meaning: 'Read the log of who did what' }])
  const document = makeDocument({
    name: siteName,
    mission: siteMission,
    publicUrl: config.publicUrl,
    version,
    stylesheet: browser.stylesheet,
    islands: browser.islands,
    navigation: modules.flatMap((module) => module.navigation),
    today: () => dayOf(clock.now()),
  })
  const site: Site<Viewer> = {
    database,
    clock,
    log,
    publicUrl: config.publicUrl,
    async identify(db, request) {
      const secret = sessionCookie(request)
      return secret ? db.read((reader) => findViewer(reader, secret, clock.now())) : anonymous
    },
    visitor: anonymous,
    document,
    localeOf: (request) => localeFor(request.headers.get('accept-language') ?? undefined),
    bodyLimit: 4 * megabyte,
    embeddable: /^\/(?:embed|cards)\//,
    streams: /^\/live\//,
  }
  const tables: Routes<Viewer>[] = [
    ...modules.flatMap((module) => [module.api, module.pages]),
    homePages(modules, config.publicUrl),
    searchPages,
    deskPages(modules),
    galleryPages,
  ]
  const app = serve(site, tables)
  const openApi = openApiOf(tables, version)
  app.get('/api/openapi.json', (c) => c.json(openApi))
  addPlainAddresses(app, services, modules, browser)

  async function answerProblem(request: Request, requestId: string, problem: Problem): Promise<Response> {
    const status = statusOf(problem)
    if (wantsJson(request)) return Response.json(problemBody(problem, requestId), { status, headers: problemType })
    const viewer = await site.identify(database, request)
    const page = ProblemPage({ problem, locale: site.localeOf(request) })
    return new Response(renderPage(page, document, viewer, new URL(request.url)), { status, headers: htmlType })
  }

  app.notFound((c) =>
    answerProblem(
      c.req.raw,
      c.get('requestId'),
      notFound('platform.page.unknown', message('en', 'problem.unknownPage')),
    ),
  )
  app.onError(async (error, c) => {
    const requestId = c.get('requestId')
    if (error instanceof Problem) return answerProblem(c.req.raw, requestId, error)
    const refused = refusalOf(error)
    if (refused) return answerProblem(c.req.raw, requestId, refused)
    log.error({ err: error, requestId, path: c.req.path }, 'bug')
    if (wantsJson(c.req.raw)) return Response.json(bugBody(requestId), { status: 500, headers: problemType })
    const page = BugPage({ requestId, locale: 'en' })
    return new Response(renderPage(page, document, anonymous, new URL(c.req.url)), { status: 500, headers: htmlType })
  })

  return { fetch: (request) => app.fetch(request), tables }
}

const problemType = { 'content-type': 'application/problem+json' }
const htmlType = { 'content-type': 'text/html; charset=utf-8' }

/** Hono's own refusals, such as a form sent from another site, as a problem of ours. */
function refusalOf(error: Error): Problem | undefined {
  if (!('getResponse' in error) || !('status' in error) || typeof error.status !== 'number') return undefined
  return new Problem(
    'forbidden',
    'platform.http.refused',
    'This request was refused because it did not come from this site. Open the form here and send it again.',
    {},
    error.status,
  )
}
