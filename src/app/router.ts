import { anonymous, findViewer, isSeenLately, keepSession, sightOf, type Viewer } from '#kernel/access'
import type { ModuleDoor, Services } from '#kernel/doors'
import { countUnread } from '#kernel/notifications'
import { dayOf } from '#platform/clock'
import { wholeSight } from '#platform/db'
import { type Routes, readCookie, renderPage, type Site, serve } from '#platform/http'
import { localeFor, say as message, siteMission, siteName } from '#platform/i18n'
import { notFound, Problem, statusOf } from '#platform/problem'
import { confirmationPages, confirmations } from './account/confirmation.tsx'
import { erasingPages } from './account/erasing.tsx'
import { identityPages } from './account/identity.tsx'
import { invitationPages } from './account/invitations.tsx'
import { addressPages } from './account/me/addresses.tsx'
import { dataPages } from './account/me/data.tsx'
import { erasurePages } from './account/me/erasure.tsx'
import { mePages } from './account/me/pages.tsx'
import { profilePages } from './account/me/profile.tsx'
import { viewAsPages } from './account/me/view-as.tsx'
import { notificationPages } from './account/notifications.tsx'
import { peoplePages } from './account/people.tsx'
import { personaPages } from './account/personas.tsx'
import { recoveryPages } from './account/recovery.tsx'
import { recoveryDeskPages } from './account/recovery-desk.tsx'
import { rightsPages } from './account/rights.tsx'
import { signInPages } from './account/sign-in.tsx'
import { partyOf } from './account/ways.ts'
import { addPlainAddresses } from './addresses.ts'
import { historyPages } from './bodies/history.tsx'
import { historyDeskPages } from './bodies/history-desk.tsx'
import { bodyPages } from './bodies/pages.tsx'
import { setupPages } from './bodies/setup.tsx'
import { transferPages } from './bodies/transfers.tsx'
import type { BrowserParts } from './browser-parts.ts'
import { galleryPages } from './gallery/pages.tsx'
import { homePages } from './home/pages.tsx'
import { addLiveAddresses } from './live.ts'
import { openApiOf } from './openapi.ts'
import { BugPage, bugBody, ProblemPage, problemBody, wantsJson } from './problems.tsx'
import { deskPages } from './shell/desk.tsx'
import { makeDocument } from './shell/document.tsx'
import { searchPages } from './shell/search.tsx'
import { version } from './version.ts'
import { bulkPages } from './workspace/bulk.tsx'
import { duplicatePages } from './workspace/duplicates.tsx'
import { exportPages } from './workspace/exports.tsx'
import { importPages } from './workspace/imports.tsx'
import { logPages } from './workspace/log.tsx'
import { deskSearchPages } from './workspace/search.tsx'
import { viewPages } from './workspace/views.tsx'

export interface Application {
  /** `environment` is the server's own: it knows the socket a request came by. */
  fetch(request: Request, environment?: object): Response | Promise<Response>
  tables: Routes<Viewer>[]
}

const megabyte = 1_048_576

/** The whole site as one function from request to response: the tables of every module, plain addresses, then problems. */
export function makeApplication(services: Services, modules: ModuleDoor[], browser: BrowserParts): Application {
  const { database, clock, log, config } = services
  const document = makeDocument({
    name: siteName,
    mission: siteMission,
    publicUrl: config.publicUrl,
    version,
    stylesheet: browser.stylesheet,
    islands: browser.islands,
    navigation: modules.flatMap((module) => module.navigation).sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0)),
    today: () => dayOf(clock.now()),
  })
  const party = partyOf(config, siteName)
  /** Who asks, and how much waits to be read; the session is not used by it. */
  const whoIs = async (request: Request): Promise<Viewer> => {
    const secret = readCookie(request, 'session', site)
    if (!secret) return anonymous
    return database.read(async (reader) => {
      const found = await findViewer(reader, secret, clock.now())
      // What waits to be read is asked with one's own sight: nobody is told of what they may not know.
      if (!found.accountId) return found
      const unread = await reader.seeing(sightOf(found), () => countUnread(reader, found))
      return { ...found, unread }
    }, wholeSight)
  }
  const site: Site<Viewer> = {
    database,
    clock,
    log,
    publicUrl: config.publicUrl,
    async identify(db, request) {
      const now = clock.now()
      const viewer = await whoIs(request)
      if (viewer.sessionId && !isSeenLately(viewer, now))
        await db.write((writer) => keepSession(writer, viewer, { now }), sightOf(viewer))
      return viewer
    },
    sightOf,
    ...confirmations(database, clock, party),
    trustedProxies: config.trustedProxies,
    visitor: anonymous,
    document,
    localeOf: (request) => localeFor(request.headers.get('accept-language') ?? undefined),
    bodyLimit: 4 * megabyte,
    forFiles: {
      addresses: /^\/desk\/works\/[^/]+\/(?:import|pictures)$|^\/desk\/works\/import$/,
      bodyLimit: 32 * megabyte,
    },
    embeddable: /^\/(?:embed|cards)\//,
    streams: /^\/live\//,
    open: /^\/api\/reconcile(?:\/|$)/,
    // The secret in the address is the proof; a mail program has no page of ours to come from.
    letters: /^\/desk\/issues\/[^/]+\/letter\.html$/,
    sentByMail: /^\/(?:notifications\/stop|unsubscribe\/[0-9a-z-]{46})$/,
  }
  const tables: Routes<Viewer>[] = [
    ...modules.flatMap((module) => [module.api, module.pages]),
    homePages(modules, config.publicUrl),
    searchPages,
    deskPages(modules, config),
    logPages,
    deskSearchPages,
    viewPages,
    signInPages(
      config,
      party,
      config.isPrivate ? [{ href: '/sign-in/personas', label: 'Sign in as a sample person (this machine only)' }] : [],
    ),
    identityPages(config),
    confirmationPages(config, party),
    recoveryPages(config),
    recoveryDeskPages(config),
    invitationPages(config),
    mePages(party),
    notificationPages,
    profilePages,
    addressPages(config),
    dataPages,
    erasurePages(config),
    viewAsPages,
    rightsPages,
    // Before the pages of single people: `import` is nobody's id.
    importPages,
    bulkPages,
    exportPages,
    duplicatePages,
    erasingPages(config),
    peoplePages,
    historyPages,
    historyDeskPages,
    bodyPages,
    setupPages,
    transferPages,
    // Not hidden but absent: a site that others reach has no such address.
    ...(config.isPrivate ? [personaPages()] : []),
    galleryPages,
  ]
  const app = serve(site, tables)
  const openApi = openApiOf(tables, version)
  app.get('/api/openapi.json', (c) => c.json(openApi))
  addPlainAddresses(app, services, modules, browser)
  addLiveAddresses(app, services, modules, whoIs)

  async function answerProblem(request: Request, requestId: string, problem: Problem): Promise<Response> {
    const status = statusOf(problem)
    if (wantsJson(request)) return Response.json(problemBody(problem, requestId), { status, headers: problemType })
    const viewer = await site.identify(database, request)
    const { pathname, search } = new URL(request.url)
    const next = request.method === 'GET' ? `${pathname}${search}` : pathname
    const page = ProblemPage({ problem, locale: site.localeOf(request), next })
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

  return { fetch: (request, environment) => app.fetch(request, environment), tables }
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
