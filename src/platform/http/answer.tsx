import type { Context } from 'hono'
import type { VNode } from 'preact'
import type { z } from 'zod'
import type { Sight } from '#platform/db'
import { invalid, Problem, statusOf } from '#platform/problem'
import { deviceName, remoteOf } from './client.ts'
import { keepCookie, readCookie } from './cookies.ts'
import { createShelf, isHeld, type Kept, sayUnchanged, sendKept, sendWhole, type Whole } from './kept.ts'
import { renderPage } from './render.tsx'
import type { Arrived, Asked, Before, Deed, FormState, Prepared, Redirect, Route, SameWhile } from './routes.ts'
import type { FormValues, RequestVariables, Site } from './site.ts'

type Web = Context<RequestVariables>

/** Carries out one route: reads get a Reader, deeds a Writer that commits only if the handler returned. */
export async function answerRoute<Viewer>(site: Site<Viewer>, route: Route<Viewer>, c: Web): Promise<Response> {
  const viewer = await site.identify(site.database, c.req.raw)
  const sight = site.sightOf(viewer)
  const around = {
    viewer,
    params: c.req.param() as Record<string, string>, // Hono types parameters by literal path, ours come from a table
    url: addressOf(site, c),
    clock: site.clock,
    locale: site.localeOf(c.req.raw),
    requestId: c.get('requestId'),
    sessionSecret: readCookie(c.req.raw, 'session', site),
    browser: readCookie(c.req.raw, 'browser', site),
    remote: remoteOf(c, site.trustedProxies),
    device: deviceName(c.req.header('user-agent') ?? ''),
  }
  const typed = Object.fromEntries(around.url.searchParams)
  const html = (node: VNode | Redirect, status = 200) => {
    if ('redirect' in node) return goTo(site, c, node)
    const text = renderPage(node, site.document, viewer, around.url)
    return c.req.method === 'GET' && status === 200
      ? sendAsked({ type: pageType, text }, c)
      : c.body(text, status as 200, { 'content-type': pageType }) // any status; Hono wants a literal
  }

  /** A question that needs a proof of presence is asked for it, then goes on. */
  const asking = async (answer: () => Promise<Response>): Promise<Response> => {
    try {
      return await answer()
    } catch (error) {
      const page =
        error instanceof Problem && site.askProof({ problem: error, viewer, url: around.url, values: undefined })
      if (!page) throw error
      return html(page, statusOf(error))
    }
  }

  switch (route.kind) {
    case 'arrival': {
      const query = parse(route.query, queryValues(around.url))
      return html(await route.arrive({ ...around, database: site.database, query } as Arrived<Viewer, never>)) // parsed by its schema
    }
    case 'page': {
      const query = parse(route.query, queryValues(around.url)) ?? typed
      const show = () => site.database.read((db) => route.show({ ...around, db, query } as Asked<Viewer, never>), sight) // parsed by its schema
      return asking(async () => {
        // A page may bear what is somebody's own: only those made for nobody in particular are kept.
        const key = viewer === site.visitor ? keyWhile(route.sameWhile, around) : undefined
        if (key === undefined) return html(await show())
        const kept = answersKept.find(key)
        if (kept) return answerKept(kept, c)
        const node = await show()
        if ('redirect' in node) return html(node)
        const text = renderPage(node, site.document, viewer, around.url)
        return sendKept(await answersKept.keep(key, { type: pageType, text }), acceptedBy(c))
      })
    }
    case 'download': {
      const query = parse(route.query, queryValues(around.url)) ?? typed
      return asking(async () => {
        const given = await site.database.read(
          (db) => route.give({ ...around, db, query } as Asked<Viewer, never>), // parsed by its schema
          sight,
        )
        return typeof given === 'function' ? given() : given
      })
    }
    case 'inquiry': {
      const query = parse(route.query, { ...queryValues(around.url), ...(await sentValues(c)) })
      return site.database.read((db) => route.give({ ...around, db, query } as Asked<Viewer, never>), sight) // parsed by its schema
    }
    case 'endpoint':
      return answerEndpoint(site, route, c, around, sight)
    case 'form': {
      const show = (form: FormState) =>
        site.database.read((db) => route.show({ ...around, db, query: typed, form }), sight)
      if (c.req.method === 'GET') return asking(async () => html(await show({ values: typed, problem: undefined })))
      return answerForm(site, route, c, { around, typed, sight, html, show })
    }
  }
}

/** A form that was sent: its deed, or the form again with what was typed, or first a page that asks for a proof of presence. */
async function answerForm<Viewer>(
  site: Site<Viewer>,
  route: Extract<Route<Viewer>, { kind: 'form' }>,
  c: Web,
  { around, typed, sight, html, show }: Shown<Viewer>,
): Promise<Response> {
  const sent = await formValues(c)
  let values = sent
  try {
    const proven = await site.takeProof(around.viewer, sent)
    values = proven.values
    const input = parse(route.input, values)
    const { clock, remote, params } = around
    const before = { database: site.database, viewer: proven.viewer, params, clock, remote, input }
    const prepared = await route.before?.(before as Before<never, Viewer>) // parsed by its schema
    const asked = { ...around, viewer: proven.viewer, actor: proven.viewer, prepared }
    return html(
      await site.database.write(
        (db) => route.deed({ ...asked, db, query: typed, input } as unknown as Deed<Viewer, never> & Prepared<never>), // parsed by its schema
        sight,
      ),
    )
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const page = site.askProof({ problem: error, viewer: around.viewer, url: around.url, values: sent })
    if (page) return html(page, statusOf(error))
    if (error.kind !== 'invalid' && error.kind !== 'conflict') throw error
    const again = await show({ values, problem: error })
    // A form without a page of its own has nowhere to say what was wrong: the problem gets a page.
    if ('redirect' in again) throw error
    return html(again, statusOf(error))
  }
}

interface Shown<Viewer> {
  around: Omit<Asked<Viewer>, 'db' | 'query'>
  typed: Record<string, string>
  sight: Sight
  html(node: VNode | Redirect, status?: number): Response | Promise<Response>
  show(form: FormState): Promise<VNode | Redirect>
}

/** The address asked for, as people see it. Path and query are set apart: resolved, `//host/` would lead to another host. */
function addressOf<Viewer>(site: Site<Viewer>, c: Web): URL {
  const { pathname, search } = new URL(c.req.url)
  const url = new URL(site.publicUrl)
  url.pathname = pathname
  url.search = search
  return url
}

function goTo<Viewer>(site: Site<Viewer>, c: Web, { redirect, session, browser }: Redirect): Response {
  if (session !== undefined) keepCookie(c, 'session', session, site)
  if (browser) keepCookie(c, 'browser', browser, site, 1800)
  return c.redirect(redirect, 303)
}

const answersKept = createShelf()

/**
 * What is kept for a visitor without a session, before anything else is done for the request: no parsing, no database. A browser
 * that already holds the answer is told so.
 */
export function findKept<Viewer>(site: Site<Viewer>, sameWhile: SameWhile<Viewer>, c: Web): Response | undefined {
  if (readCookie(c.req.raw, 'session', site) !== undefined) return undefined
  const url = addressOf(site, c)
  const version = sameWhile({
    ...{ viewer: site.visitor, params: {}, url, clock: site.clock, locale: site.localeOf(c.req.raw) },
    ...{ requestId: c.get('requestId'), sessionSecret: undefined, browser: undefined, remote: '', device: '' },
  })
  const kept = version === undefined ? undefined : answersKept.find(keyOf(version, url))
  return kept && answerKept(kept, c)
}

const answerKept = (kept: Kept, c: Web): Response =>
  isHeld(kept, c.req.header('if-none-match')) ? sayUnchanged(kept) : sendKept(kept, acceptedBy(c))

const sendAsked = (whole: Whole, c: Web): Promise<Response> =>
  sendWhole(whole, { acceptEncoding: acceptedBy(c), ifNoneMatch: c.req.header('if-none-match') })

const acceptedBy = (c: Web): string | undefined => c.req.header('accept-encoding')

function keyWhile<Viewer>(
  sameWhile: SameWhile<Viewer> | undefined,
  around: Omit<Asked<Viewer>, 'db' | 'query'>,
): string | undefined {
  const version = sameWhile?.(around)
  return version === undefined ? undefined : keyOf(version, around.url)
}

const keyOf = (version: string, url: URL): string => `${version} ${url.href}`

async function answerEndpoint<Viewer>(
  site: Site<Viewer>,
  route: Extract<Route<Viewer>, { kind: 'endpoint' }>,
  c: Web,
  around: Omit<Asked<Viewer>, 'db' | 'query'>,
  sight: Sight,
): Promise<Response> {
  const { read, deed, sameWhile } = route
  const key = keyWhile(sameWhile, around)
  const kept = key === undefined ? undefined : answersKept.find(key)
  if (kept) return answerKept(kept, c)
  let view: unknown
  if (read) {
    const query = parse(route.query, queryValues(around.url)) ?? {}
    view = await site.database.read((db) => read({ ...around, db, query } as Asked<Viewer, never>), sight) // parsed by its schema
  } else if (deed) {
    const input = parse(route.input, await jsonBody(c))
    view = await site.database.write(
      (db) => deed({ ...around, db, query: {}, actor: around.viewer, input } as unknown as Deed<Viewer, never>), // parsed by its schema
      sight,
    )
  }
  if (key !== undefined) {
    const text = JSON.stringify(view)
    return sendKept(await answersKept.keep(key, { type: 'application/json', text }), acceptedBy(c))
  }
  return read && (route.status ?? 200) === 200
    ? sendAsked({ type: 'application/json', text: JSON.stringify(view) }, c)
    : c.json(view as object, (route.status ?? 200) as 200) // any status; Hono wants a literal
}

/** Parses by schema and turns what does not fit into one problem with a sentence per field. */
function parse(schema: z.ZodType<unknown> | undefined, value: unknown): unknown {
  if (!schema) return undefined
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const fields: Record<string, string> = {}
  for (const issue of parsed.error.issues) {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.join('.') || 'request']
    for (const name of names)
      fields[name] ??= issue.code === 'unrecognized_keys' ? 'There is no such parameter.' : issue.message
  }
  const list = Object.entries(fields).map(([name, message]) => `${name}: ${message}`)
  throw invalid('platform.http.invalid', `Please check ${list.join(' ')}`.replace(/\.?$/, '.'), fields)
}

/** Repeated parameters become lists, single ones stay text. */
function queryValues(url: URL): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {}
  for (const key of new Set(url.searchParams.keys())) {
    const all = url.searchParams.getAll(key)
    values[key] = all.length > 1 ? all : (all[0] ?? '')
  }
  return values
}

/** What came beside the address: the members of a JSON object, or the fields of a form. */
async function sentValues(c: Web): Promise<object> {
  if (c.req.method !== 'POST') return {}
  if (!/\bjson\b/.test(c.req.header('content-type') ?? '')) return formValues(c)
  const body = await jsonBody(c)
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? body : { body }
}

async function formValues(c: Web): Promise<FormValues> {
  const body = await c.req.parseBody({ all: true }).catch(() => {
    throw invalid('platform.http.unreadable', 'The form could not be read. Please reload the page and send it again.')
  })
  for (const value of Object.values(body).flat())
    if (typeof value === 'string' && value.includes('\0'))
      throw invalid('platform.http.bad-character', 'The form holds a character that cannot be stored.')
  return body as FormValues // files pass through to the schema, which says whether it wants them
}

async function jsonBody(c: Web): Promise<unknown> {
  const text = await c.req.text()
  if (text.includes('\\u0000') || text.includes('\0'))
    throw invalid('platform.http.bad-character', 'The body holds a character that cannot be stored.')
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    throw invalid('platform.http.not-json', 'The body is not JSON. Send an object with content type application/json.')
  }
}

const pageType = 'text/html; charset=UTF-8'
