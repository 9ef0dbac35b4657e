import { z } from 'zod'
import { inquiry, routes, type Viewer } from '#kernel/access'
import type { Routes } from '#platform/http'
import { invalid, notFound, tooLarge } from '#platform/problem'
import { toQuestion } from '../explore/rules.ts'
import type { Explorer } from '../explore/service.ts'
import { allProperties, allTypes, cellsOf, describe, findEntities, type Spine, typeOf } from '../spine/rules.ts'
import { type Entity, isProperty, type PropertyId, properties } from '../spine/schema.ts'
import type { SpineKeeper } from '../spine/service.ts'
import {
  candidatesOf,
  fromConditions,
  fromPlain,
  manifest,
  manifestOfDraft,
  plainResult,
  startingWith,
  suggestEntities,
} from './rules.ts'
import { conditionBatch, type ExtensionQuery, extensionQuery, largestBatch, plainBatch } from './schema.ts'

const text = z.string().optional()
/** Everything a client of 0.1 or 0.2 may send to the one address it knows. */
const plainQuery = z.object({ queries: text, query: text, extend: text, callback: text })
const suggestQuery = z.object({
  prefix: z.string().default(''),
  cursor: z.coerce.number('cursor is a number').int().min(0).default(0),
  offset: z.coerce.number('offset is a number').int().min(0).default(0),
  limit: z.coerce.number('limit is a number').int().min(1).max(100).default(20),
})
const proposeQuery = z.object({ type: text, limit: z.coerce.number('limit is a number').int().min(1).optional() })

/** The Reconciliation Service API: 0.1 and 0.2 at one address with forms, 1.0-draft below it with JSON; one core for all. */
export function reconciliationApi(keeper: SpineKeeper, explorer: Explorer): Routes<Viewer> {
  const suggest = inquiry(suggestQuery, async ({ db, params, query }) =>
    suggestions(await keeper.spine(db), params.what ?? '', query),
  )
  const propose = inquiry(proposeQuery, async ({ query: { type, limit } }) =>
    Response.json({
      ...(type ? { type } : {}),
      ...(limit ? { limit } : {}),
      properties: allProperties.slice(0, limit),
    }),
  )
  return routes({
    '/api/reconcile': inquiry(plainQuery, async ({ db, query, url }) => {
      const spine = await keeper.spine(db)
      return wrapped(query.callback, answerPlain(query, { spine, origin: url.origin, explorer }))
    }),
    '/api/reconcile/suggest/:what': suggest,
    '/api/reconcile/flyout/:what': inquiry(z.object({ id: z.string() }), async ({ db, params, query }) =>
      Response.json(flyout(await keeper.spine(db), params.what ?? '', query.id)),
    ),
    '/api/reconcile/extend/propose': propose,

    '/api/reconcile/1.0': inquiry(z.object({}), async ({ url }) => Response.json(manifestOfDraft(url.origin))),
    'POST /api/reconcile/1.0/match': inquiry(conditionBatch, async ({ db, query: { queries } }) => {
      refuseLarge(queries.length)
      const spine = await keeper.spine(db)
      return Response.json({ results: queries.map((each) => candidatesOf(findEntities(spine, fromConditions(each)))) })
    }),
    'POST /api/reconcile/1.0/extend': inquiry(extensionQuery, async ({ db, query }) => {
      const { meta, rows } = extend(await keeper.spine(db), query, explorer)
      return Response.json({
        meta,
        rows: rows.map(({ id, cells }) => ({
          id,
          properties: cells.map(({ property, values }) => ({ id: property, values })),
        })),
      })
    }),
    '/api/reconcile/1.0/extend/propose': propose,
    '/api/reconcile/1.0/suggest/:what': suggest,
  })
}

function answerPlain(
  query: z.output<typeof plainQuery>,
  { spine, origin, explorer }: { spine: Spine; origin: string; explorer: Explorer },
): object {
  if (query.extend !== undefined) {
    const { meta, rows } = extend(spine, parsed(extensionQuery, query.extend, 'extend'), explorer)
    const cellsByProperty = (cells: (typeof rows)[number]['cells']) =>
      Object.fromEntries(cells.map(({ property, values }) => [property, values]))
    return { meta, rows: Object.fromEntries(rows.map(({ id, cells }) => [id, cellsByProperty(cells)])) }
  }
  if (query.queries !== undefined) {
    const batch = parsed(plainBatch('0.2'), query.queries, 'queries')
    refuseLarge(Object.keys(batch).length)
    return Object.fromEntries(
      Object.entries(batch).map(([key, each]) => [key, plainResult(findEntities(spine, fromPlain(each)))]),
    )
  }
  // The oldest clients ask one by one, in words or as JSON.
  if (query.query !== undefined) {
    const one = query.query.trim().startsWith('{')
      ? parsed(plainBatch('0.1'), `{"q":${query.query}}`, 'query').q
      : { query: query.query }
    return plainResult(one ? findEntities(spine, fromPlain(one)) : [])
  }
  return manifest(origin)
}

function refuseLarge(size: number): void {
  if (size > largestBatch)
    throw tooLarge(
      'atlas.reconciliation.batch-too-large',
      `Please send at most ${largestBatch} queries at once; these are ${size}.`,
    )
}

function parsed<Shape extends z.ZodType>(shape: Shape, json: string, field: string): z.output<Shape> {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    throw invalid('atlas.reconciliation.no-json', `${field} is not JSON.`, { [field]: 'Send it as JSON.' })
  }
  const read = shape.safeParse(value)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  const where = [field, ...(issue?.path ?? [])].join('.')
  throw invalid('atlas.reconciliation.invalid', `${where}: ${issue?.message ?? 'does not fit'}`, {
    [where]: issue?.message ?? '',
  })
}

interface Row {
  id: string
  cells: { property: PropertyId; values: object[] }[]
}

/** Values for somebody's sheet. An id nobody knows has a row of empty cells, so that rows keep their number. */
function extend(
  spine: Spine,
  { ids, properties: wanted }: ExtensionQuery,
  explorer: Explorer,
): { meta: object[]; rows: Row[] } {
  refuseLarge(ids.length)
  const asked = wanted.map(({ id }) => {
    if (!isProperty(id))
      throw invalid('atlas.reconciliation.unknown-property', `There is no property “${id}”.`, {
        properties: `Ask for ${Object.keys(properties).join(', ')}.`,
      })
    return id
  })
  return {
    meta: asked.map((id) => ({
      id,
      name: properties[id],
      ...(id === 'level' ? { type: { id: 'level', name: 'Level' } } : {}),
    })),
    rows: ids.map((id) => {
      const entity = spine.entities.get(id)
      const valuesOf = (property: PropertyId) =>
        entity ? cellsOf(entity, property, (each) => engagementsOf(explorer, each)) : []
      return { id, cells: asked.map((property) => ({ property, values: valuesOf(property) })) }
    }),
  }
}

/** What the map counts for it, on either side. */
function engagementsOf(explorer: Explorer, id: string): number {
  const facets = ['place', 'partner', 'network'] as const
  return Math.max(...facets.map((facet) => explorer.ask(toQuestion({ [facet]: [id] }, { limit: 0, arcs: 0 })).total))
}

function suggestions(
  spine: Spine,
  what: string,
  { prefix, cursor, offset, limit }: z.output<typeof suggestQuery>,
): Response {
  const from = Math.max(cursor, offset)
  if (what === 'type') return Response.json({ result: startingWith(allTypes, prefix).slice(from, from + limit) })
  if (what === 'property')
    return Response.json({ result: startingWith(allProperties, prefix).slice(from, from + limit) })
  if (what !== 'entity')
    throw notFound('atlas.reconciliation.no-suggestions', `There are no suggestions for “${what}”.`)
  return Response.json({
    result: suggestEntities(spine, prefix)
      .slice(from, from + limit)
      .map((entity) => ({
        id: entity.id,
        name: entity.name,
        description: describe(entity),
        notable: [typeOf(entity.kind)],
      })),
  })
}

/** A short text beside a suggestion (0.2 §7.4). */
function flyout(spine: Spine, what: string, id: string): { id: string; html: string } {
  const entity: Entity | undefined = spine.entities.get(id)
  const named = [...allTypes, ...allProperties].find((each) => each.id === id)
  const words = what === 'entity' ? entity && `${entity.name}: ${describe(entity)}` : named?.name
  if (!words) throw notFound('atlas.reconciliation.unknown', 'There is no such entry.')
  return { id, html: `<p>${escaped(words)}</p>` }
}

const escaped = (words: string): string => words.replace(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0)};`)

/** JSON, or for the oldest clients a call of a function they name (JSONP, 0.1 §3). */
function wrapped(callback: string | undefined, answer: object): Response {
  if (callback === undefined) return Response.json(answer)
  if (!/^[A-Za-z_$][\w$.]{0,99}$/.test(callback))
    throw invalid('atlas.reconciliation.bad-callback', 'callback is not the name of a function.', {
      callback: 'Use letters and digits.',
    })
  return new Response(`/**/${callback}(${JSON.stringify(answer).replaceAll('<', '\\u003c')})`, {
    headers: { 'content-type': 'text/javascript; charset=UTF-8', 'x-content-type-options': 'nosniff' },
  })
}
