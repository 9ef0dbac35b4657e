import { z } from 'zod'
import { inquiry, routes, type Viewer } from '#kernel/access'
import type { Clock } from '#platform/clock'
import type { Reader } from '#platform/db'
import type { Routes } from '#platform/http'
import { siteName } from '#platform/i18n'
import { invalid, notFound, tooLarge } from '#platform/problem'
import { toQuestion } from '../explore/rules.ts'
import type { Explorer } from '../explore/service.ts'
import { allProperties, allTypes, cellsOf, describe, findEntities, type Spine, typeOf } from '../spine/rules.ts'
import { type Entity, isProperty } from '../spine/schema.ts'
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
import {
  type Core,
  conditionBatch,
  type ExtensionQuery,
  extensionQuery,
  largestBatch,
  plainBatch,
  type Told,
} from './schema.ts'

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

export interface Asked {
  db: Reader
  params: Record<string, string | undefined>
  url: URL
  clock: Clock
}

/** The Reconciliation Service API of the spine. */
export const reconciliationApi = (keeper: SpineKeeper, explorer: Explorer): Routes<Viewer> =>
  reconciliationRoutes('/api/reconcile', async ({ db, url }) => spineCore(await keeper.spine(db), explorer, url.origin))

/** 0.1 and 0.2 at one address with forms, 1.0-draft below it with JSON; one core for all. */
export function reconciliationRoutes(base: string, coreOf: (asked: Asked) => Promise<Core>): Routes<Viewer> {
  const suggest = inquiry(suggestQuery, async ({ query, ...asked }) =>
    suggestions(await coreOf(asked), asked.params.what ?? '', query),
  )
  const propose = inquiry(proposeQuery, async ({ query: { type, limit }, ...asked }) =>
    Response.json({
      ...(type ? { type } : {}),
      ...(limit ? { limit } : {}),
      properties: (await coreOf(asked)).properties.slice(0, limit).map(({ id, name }) => ({ id, name })),
    }),
  )
  return routes({
    [base]: inquiry(plainQuery, async ({ query, ...asked }) =>
      wrapped(query.callback, answerPlain(query, await coreOf(asked), asked.url.origin)),
    ),
    [`${base}/suggest/:what`]: suggest,
    [`${base}/flyout/:what`]: inquiry(z.object({ id: z.string() }), async ({ query, ...asked }) =>
      Response.json(flyout(await coreOf(asked), asked.params.what ?? '', query.id)),
    ),
    [`${base}/extend/propose`]: propose,

    [`${base}/1.0`]: inquiry(z.object({}), async ({ query: _, ...asked }) =>
      Response.json(manifestOfDraft(await coreOf(asked))),
    ),
    [`POST ${base}/1.0/match`]: inquiry(conditionBatch, async ({ query: { queries }, ...asked }) => {
      refuseLarge(queries.length)
      const core = await coreOf(asked)
      return Response.json({ results: queries.map((each) => candidatesOf(core.find(fromConditions(core, each)))) })
    }),
    [`POST ${base}/1.0/extend`]: inquiry(extensionQuery, async ({ query, ...asked }) => {
      const { meta, rows } = extend(await coreOf(asked), query)
      return Response.json({
        meta,
        rows: rows.map(({ id, cells }) => ({
          id,
          properties: cells.map(({ property, values }) => ({ id: property, values })),
        })),
      })
    }),
    [`${base}/1.0/extend/propose`]: propose,
    [`${base}/1.0/suggest/:what`]: suggest,
  })
}

function spineCore(spine: Spine, explorer: Explorer, origin: string): Core {
  const told = (entity: Entity): Told => ({
    id: entity.id,
    name: entity.name,
    description: describe(entity),
    type: typeOf(entity.kind),
  })
  return {
    name: `${siteName}: governments, tribes, countries and networks`,
    base: '/api/reconcile',
    documentation: `${origin}/data/reconcile`,
    identifierSpace: `${origin}/governments/`,
    schemaSpace: `${origin}/data#codebook`,
    view: (id) => `${origin}/governments/${id}`,
    preview: (id) => `${origin}/embed/reconcile/${id}`,
    types: allTypes,
    defaultTypes: allTypes.filter(({ id }) => commonTypes.includes(id)),
    properties: allProperties.map((each) =>
      each.id === 'level' ? { ...each, type: { id: 'level', name: 'Level' } } : each,
    ),
    find: (query) =>
      findEntities(spine, query).map(({ entity, score, isMatch, features }) => ({
        ...told(entity),
        ...{ score, isMatch, features },
      })),
    cellsOf(id, property) {
      const entity = spine.entities.get(id)
      return entity && isProperty(property) ? cellsOf(entity, property, (each) => engagementsOf(explorer, each)) : []
    },
    suggest: (prefix) => suggestEntities(spine, prefix).map(told),
    tell(id) {
      const entity = spine.entities.get(id)
      return entity && `${entity.name}: ${describe(entity)}`
    },
  }
}
const commonTypes = ['city', 'county', 'state', 'tribe', 'foreign-city', 'country']

function answerPlain(query: z.output<typeof plainQuery>, core: Core, origin: string): object {
  const answer = (each: Parameters<typeof fromPlain>[1]) => plainResult(core.find(fromPlain(core, each)))
  if (query.extend !== undefined) {
    const { meta, rows } = extend(core, parsed(extensionQuery, query.extend, 'extend'))
    const cellsByProperty = (cells: (typeof rows)[number]['cells']) =>
      Object.fromEntries(cells.map(({ property, values }) => [property, values]))
    return { meta, rows: Object.fromEntries(rows.map(({ id, cells }) => [id, cellsByProperty(cells)])) }
  }
  if (query.queries !== undefined) {
    const batch = parsed(plainBatch('0.2'), query.queries, 'queries')
    refuseLarge(Object.keys(batch).length)
    return Object.fromEntries(Object.entries(batch).map(([key, each]) => [key, answer(each)]))
  }
  // The oldest clients ask one by one, in words or as JSON.
  if (query.query !== undefined) {
    const one = query.query.trim().startsWith('{')
      ? parsed(plainBatch('0.1'), `{"q":${query.query}}`, 'query').q
      : { query: query.query }
    return one ? answer(one) : plainResult([])
  }
  return manifest(origin, core)
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
  cells: { property: string; values: object[] }[]
}

/** Values for somebody's sheet. An id nobody knows has a row of empty cells, so that rows keep their number. */
function extend(core: Core, { ids, properties: wanted }: ExtensionQuery): { meta: object[]; rows: Row[] } {
  refuseLarge(ids.length)
  const asked = wanted.map(({ id }) => {
    const property = core.properties.find((each) => each.id === id)
    if (!property)
      throw invalid('atlas.reconciliation.unknown-property', `There is no property “${id}”.`, {
        properties: `Ask for ${core.properties.map((each) => each.id).join(', ')}.`,
      })
    return property
  })
  return {
    meta: asked,
    rows: ids.map((id) => ({
      id,
      cells: asked.map((property) => ({ property: property.id, values: core.cellsOf(id, property.id) })),
    })),
  }
}

/** What the map counts for it, on either side. */
function engagementsOf(explorer: Explorer, id: string): number {
  const facets = ['place', 'partner', 'network'] as const
  return Math.max(...facets.map((facet) => explorer.ask(toQuestion({ [facet]: [id] }, { limit: 0, arcs: 0 })).total))
}

function suggestions(
  core: Core,
  what: string,
  { prefix, cursor, offset, limit }: z.output<typeof suggestQuery>,
): Response {
  const from = Math.max(cursor, offset)
  if (what === 'type') return Response.json({ result: startingWith(core.types, prefix).slice(from, from + limit) })
  if (what === 'property') {
    const list = core.properties.map(({ id, name }) => ({ id, name }))
    return Response.json({ result: startingWith(list, prefix).slice(from, from + limit) })
  }
  if (what !== 'entity')
    throw notFound('atlas.reconciliation.no-suggestions', `There are no suggestions for “${what}”.`)
  return Response.json({
    result: core
      .suggest(prefix)
      .slice(from, from + limit)
      .map(({ id, name, description, type }) => ({ id, name, description, notable: [type] })),
  })
}

/** A short text beside a suggestion (0.2 §7.4). */
function flyout(core: Core, what: string, id: string): { id: string; html: string } {
  const named = [...core.types, ...core.properties].find((each) => each.id === id)
  const words = what === 'entity' ? core.tell(id) : named?.name
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
