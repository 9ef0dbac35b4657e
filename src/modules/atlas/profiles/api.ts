import { z } from 'zod'
import { endpoint, routes, type Viewer } from '#kernel/access'
import { getOrganization, type OrganizationView, organizationKinds } from '#kernel/organizations'
import { dayOf } from '#platform/clock'
import type { Reader } from '#platform/db'
import type { Routes } from '#platform/http'
import { formatDate, plural } from '#platform/i18n'
import { invalid, notFound } from '#platform/problem'
import { countCoverage } from '../coverage/read.ts'
import { denominatorShape } from '../coverage/schema.ts'
import { toEngagementShape } from '../engagements/api.ts'
import { listEngagements } from '../engagements/read.ts'
import { clocksOf } from '../engagements/rules.ts'
import { type ClocksAsked, clocksAsked, type EngagementView, engagementShape } from '../engagements/schema.ts'
import { type ListedRow, readCursor, writeCursor } from '../explore/engine/listing.ts'
import { toQuestion } from '../explore/rules.ts'
import type { Explorer } from '../explore/service.ts'
import { findSurvivor } from '../merges/read.ts'
import { countEngagementsOf, findNewestOf, listEngagementsOf, listGovernments, listNetworks } from './read.ts'
import { tiesOf } from './rules.ts'

const meta = z.object({
  total: z.number().int(),
  of: z.number().int(),
  asOf: z.string(),
  knownAt: z.string(),
  says: z.string(),
  coverage: denominatorShape,
})

const governmentRow = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  population: z.number().nullable(),
  engagements: z.number().int(),
  countries: z.number().int(),
})

const organization = z.object({
  id: z.string(),
  kind: z.enum(organizationKinds),
  name: z.string(),
  parentId: z.string().nullable(),
  country: z.string().nullable(),
  subdivision: z.string().nullable().describe('ISO 3166-2'),
  longitude: z.number().nullable(),
  latitude: z.number().nullable(),
  population: z.number().nullable(),
  ocdId: z.string().nullable(),
  geoid: z.string().nullable(),
  geonamesId: z.number().nullable(),
  wikidataId: z.string().nullable(),
  existsFrom: z.string(),
  existsTo: z.string(),
})

const limitOf = (usual: number) =>
  z.coerce
    .number('limit is a number')
    .int()
    .min(1, 'limit is at least 1')
    .max(500, 'limit is at most 500')
    .default(usual)
const after = z.string().max(200).optional().describe('The `next` of the page before')

const listQuery = z.strictObject({
  ...clocksAsked,
  kind: z.enum(organizationKinds, 'There is no such kind of government').optional(),
  state: z
    .string()
    .regex(/^US-[A-Z]{2}$/, 'Write the state as US-TX')
    .optional(),
  limit: limitOf(50),
  after,
})

/** What is counted, of how many, in force when, as known when. */
const metaAt = async (
  db: Reader,
  { asOf, knownAt }: ClocksAsked,
  { total, of, now, noun }: { total: number; of: number; now: Date; noun: [string, string] },
) => ({
  total,
  of,
  asOf: asOf ?? dayOf(now),
  knownAt: (knownAt ?? now).toISOString(),
  says: `${plural('en', total, ...noun)} of ${of.toLocaleString('en-US')} on record${asOf ? `, in force on ${formatDate('en', asOf)} or without a date` : ''}, as known on ${formatDate('en', dayOf(knownAt ?? now))}.`,
  coverage: await countCoverage(db, knownAt),
})

const profile = z.object({ meta, organization, engagements: z.array(engagementShape) })

async function profileOf(
  db: Reader,
  asked: ClocksAsked,
  about: { found: OrganizationView; engagements: EngagementView[]; total?: number; now: Date; origin: string },
): Promise<z.output<typeof profile>> {
  const { total = about.engagements.length } = about
  return {
    meta: await metaAt(db, asked, { total, of: total, now: about.now, noun: ['engagement', 'engagements'] }),
    organization: about.found,
    engagements: about.engagements.map((each) => toEngagementShape(each, about.origin)),
  }
}

/** As `/countries/:code` lists them: by the index what everybody may know, by the database what staff may. */
async function recordsWith(
  db: Reader,
  viewer: Viewer,
  asked: ClocksAsked & { explorer: Explorer; country: string; limit: number; after?: string | undefined },
): Promise<{ ids: string[]; total: number; next: string | undefined }> {
  const { explorer, country, limit } = asked
  const question = toQuestion({ country: [country], asOf: asked.asOf, knownAt: asked.knownAt }, { limit, arcs: 0 })
  const cursor = asked.after === undefined ? undefined : cursorOf(asked.after)
  if (viewer.role !== 'staff') {
    const { rows, total, next } = explorer.ask({ ...question, after: asked.after })
    return { ids: rows.map(({ id }) => id), total, next }
  }
  const about = { country, clocks: clocksOf(asked) }
  const rows = await findNewestOf(db, viewer, { ...about, limit: limit + 1, after: cursor })
  const last = rows[limit - 1]
  return {
    ids: rows.slice(0, limit).map(({ id }) => id),
    total: await countEngagementsOf(db, viewer, about),
    next:
      rows.length > limit && last ? writeCursor({ ...last, startDay: last.startDay ?? undefined, row: 0 }) : undefined,
  }
}

function cursorOf(text: string): ListedRow {
  try {
    return readCursor(text)
  } catch {
    throw notACursor()
  }
}

const notACursor = () =>
  invalid('atlas.cursor', 'Use the `next` of the page before as it stands.', { after: 'not a cursor' })

export const profileApi = (explorer: Explorer): Routes<Viewer> =>
  routes({
    'GET /api/v1/governments': endpoint(
      {
        summary: 'US governments, those with most engagements first',
        query: listQuery,
        returns: z.object({ meta, data: z.array(governmentRow), next: z.string().optional() }),
      },
      async ({ db, viewer, query, clock, url }) => {
        const clocks = clocksOf(query)
        const { of, total, rows } = await listGovernments(db, viewer, {
          kind: query.kind,
          state: query.state,
          after: placeAfter(query.after),
          limit: query.limit,
          ...{ clocks, ties: tiesOf(explorer, viewer, query) },
        })
        const last = rows.length === query.limit ? rows.at(-1) : undefined
        return {
          meta: await metaAt(db, query, {
            ...{ total, of, now: clock.now() },
            noun: ['government', 'governments'],
          }),
          data: rows,
          ...(last ? { next: nextAddress(url, `${last.engagements}~${last.id}`) } : {}),
        }
      },
    ),

    'GET /api/v1/governments/:id': endpoint(
      { summary: 'One government and its engagements', query: z.strictObject(clocksAsked), returns: profile },
      async ({ db, viewer, params, query, clock, url }) => {
        // A program that kept an id of a record that is part of another gets that one, under its own id.
        const kept = await findSurvivor(db, params.id ?? '')
        const found = await getOrganization(db, kept?.id ?? params.id ?? '')
        const engagements = await listEngagementsOf(db, viewer, { organizationId: found.id, clocks: clocksOf(query) })
        return profileOf(db, query, { found, engagements, now: clock.now(), origin: url.origin })
      },
    ),

    'GET /api/v1/countries/:code': endpoint(
      {
        summary: 'One country and what US governments do with it, newest beginning first, undated last',
        query: z.strictObject({ ...clocksAsked, limit: limitOf(100), after }),
        returns: profile.extend({ next: z.string().optional() }),
      },
      async ({ db, viewer, params, query, clock, url }) => {
        const code = (params.code ?? '').toLowerCase()
        if (!/^[a-z]{2}$/.test(code))
          throw invalid('organizations.country.code', 'Write the country as its ISO 3166-1 code, such as JP.', {
            code: 'two letters',
          })
        const found = await getOrganization(db, code)
        if (found.kind !== 'country')
          throw notFound('organizations.country.unknown', 'There is no country with this code.')
        const { ids, total, next } = await recordsWith(db, viewer, { explorer, country: code.toUpperCase(), ...query })
        const engagements = await listEngagements(db, viewer, ids, query.knownAt)
        return {
          ...(await profileOf(db, query, { found, engagements, total, now: clock.now(), origin: url.origin })),
          ...(next ? { next: nextAddress(url, next) } : {}),
        }
      },
    ),

    'GET /api/v1/networks': endpoint(
      {
        summary: 'Networks and how many US governments are recorded in each',
        query: z.strictObject(clocksAsked),
        returns: z.object({
          meta,
          data: z.array(z.object({ id: z.string(), name: z.string(), mandate: z.string(), members: z.number().int() })),
        }),
      },
      async ({ db, viewer, query, clock }) => {
        const rows = await listNetworks(db, viewer, clocksOf(query))
        return {
          meta: await metaAt(db, query, {
            ...{ total: rows.length, of: rows.length, now: clock.now() },
            noun: ['network', 'networks'],
          }),
          data: rows,
        }
      },
    ),
  })

function placeAfter(text: string | undefined): { engagements: number; id: string } | undefined {
  if (text === undefined) return undefined
  const [, count, id] = /^(\d{1,9})~(.{1,120})$/.exec(text) ?? []
  if (count === undefined || id === undefined) throw notACursor()
  return { engagements: Number(count), id }
}

function nextAddress(url: URL, after: string): string {
  const next = new URL(url)
  next.searchParams.set('after', after)
  return next.href
}
