import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { cors } from 'hono/cors'
import { csrf } from 'hono/csrf'
import { etag } from 'hono/etag'
import { secureHeaders } from 'hono/secure-headers'
import { newId } from '#platform/ids'
import { invalid, tooLarge } from '#platform/problem'
import { answerRoute, findKept } from './answer.tsx'
import { isSecure } from './client.ts'
import { readCookie } from './cookies.ts'
import type { Routes } from './routes.ts'
import type { RequestVariables, Site } from './site.ts'

const contentSecurity = {
  defaultSrc: ["'self'"],
  // MapLibre's worker and images it draws itself; nothing else may come from a blob or data address.
  workerSrc: ["'self'", 'blob:'],
  imgSrc: ["'self'", 'data:', 'blob:'],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
}

/** The web application of several tables of addresses: every page, form, download and API operation takes this one way. */
export function serve<Viewer>(site: Site<Viewer>, tables: Routes<Viewer>[]): Hono<RequestVariables> {
  const app = new Hono<RequestVariables>()
  const strict = secureHeaders({
    contentSecurityPolicy: { ...contentSecurity, frameAncestors: ["'self'"] },
    referrerPolicy: 'same-origin',
    xFrameOptions: 'SAMEORIGIN',
    strictTransportSecurity: false,
    permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
  })
  const framed = secureHeaders({
    contentSecurityPolicy: { ...contentSecurity, frameAncestors: ['*'] },
    referrerPolicy: 'same-origin',
    xFrameOptions: false,
    strictTransportSecurity: false,
    crossOriginResourcePolicy: 'cross-origin',
  })
  app.use(async (c, next) => {
    const started = performance.now()
    c.set('requestId', newId())
    await next()
    // Afterwards: an answer made as a whole, such as a file or a problem, knows nothing of headers set before.
    c.res.headers.set('x-request-id', c.get('requestId'))
    // Half a year, for this host alone: neighbors of the same domain are not ours to bind. Never over plain http (RFC 6797 §7.2).
    if (isSecure(c.req.raw, site)) c.res.headers.set('strict-transport-security', 'max-age=15552000')
    // What was made for somebody is kept for nobody else, and asked for anew.
    if (readCookie(c.req.raw, 'session', site) !== undefined && !c.res.headers.has('cache-control'))
      c.res.headers.set('cache-control', 'private, no-cache')
    // What is handed over as a file may be anybody's: wherever it is opened, nothing in it runs.
    if (c.res.headers.get('content-disposition')?.startsWith('attachment'))
      c.res.headers.set('content-security-policy', "default-src 'none'; sandbox")
    // A letter as mail programs get it, with styles on its elements: nothing else of it works. Also where it is unchanged (304): what a
    // browser holds takes the headers of that answer.
    if (c.res.status < 400 && site.letters.test(c.req.path))
      c.res.headers.set(
        'content-security-policy',
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox",
      )
    site.log.info(
      {
        requestId: c.get('requestId'),
        method: c.req.method,
        path: c.req.path,
        status: c.res.status,
        ms: Math.round(performance.now() - started),
      },
      'request',
    )
  })
  app.use((c, next) => (site.embeddable.test(c.req.path) ? framed(c, next) : strict(c, next)))
  // Only behind the headers of safety: what is kept is compressed, tagged and checked already.
  for (const table of tables)
    for (const [address, route] of Object.entries(table)) {
      const isRead = route.kind === 'page' || (route.kind === 'endpoint' && route.read)
      const sameWhile = isRead ? route.sameWhile : undefined
      const path = address.split(' ').at(-1)
      if (sameWhile && path && !path.includes(':'))
        app.on(['GET'], [path], async (c, next) => findKept(site, sameWhile, c) ?? next())
    }
  app.use(compress())
  // A tag is made of the whole body, and a live stream has no end.
  const tagged = etag({ generateDigest })
  app.use((c, next) => (site.streams.test(c.req.path) ? next() : tagged(c, next)))
  const sameSite = csrf()
  app.use((c, next) => (site.sentByMail.test(c.req.path) || site.open.test(c.req.path) ? next() : sameSite(c, next)))
  const fromAnywhere = cors({ origin: '*', allowMethods: ['GET', 'POST'], maxAge: 86_400 })
  app.use((c, next) => (site.open.test(c.req.path) ? fromAnywhere(c, next) : next()))
  const atMost = (maxSize: number) =>
    bodyLimit({
      maxSize,
      onError: () => {
        throw tooLarge(
          'platform.http.body-too-large',
          `Please send at most ${Math.floor(maxSize / 1_048_576)} MB at once.`,
        )
      },
    })
  const [usual, forFiles] = [atMost(site.bodyLimit), atMost(site.forFiles.bodyLimit)]
  app.use((c, next) => {
    // Nobody reads a body that came with these, and looking for one makes the request anew in a heavier form.
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    return site.forFiles.addresses.test(c.req.path) ? forFiles(c, next) : usual(c, next)
  })
  app.use(async (c, next) => {
    if (/%00|\0/.test(c.req.url))
      throw invalid('platform.http.bad-character', 'The address holds a character that no address may hold.')
    await next()
  })

  for (const table of tables)
    for (const [address, route] of Object.entries(table)) {
      const [method, path] = address.includes(' ') ? address.split(' ') : [undefined, address]
      const takesPost = route.kind === 'form' || route.kind === 'inquiry'
      const methods = method ? [method] : takesPost ? ['GET', 'POST'] : ['GET']
      app.on(methods, [path ?? address], (c) => answerRoute(site, route, c))
    }
  return app
}

/** At once: handing a page to another thread and back takes longer than hashing it here. */
const generateDigest = (body: Uint8Array): ArrayBuffer =>
  new Uint8Array(createHash('sha1').update(body).digest()).buffer
