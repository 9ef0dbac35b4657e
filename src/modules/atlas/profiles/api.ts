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
import { clocksOf } from '../engagements/rules.ts'
import { type ClocksAsked, clocksAsked, type EngagementView, engagementShape } from '../engagements/schema.ts'
import type { Explorer } from '../explore/service.ts'
import { findSurvivor } from '../merges/read.ts'
import { listEngagementsOf, listGovernments, listNetworks } from './read.ts'
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

const listQuery = z.strictObject({
  ...clocksAsked,
  kind: z.enum(organizationKinds, 'There is no such kind of government').optional(),
  state: z
    .string()
    .regex(/^US-[A-Z]{2}$/, 'Write the state as US-TX')
    .optional(),
  limit: z.coerce
    .number('limit is a number')
    .int()
    .min(1, 'limit is at least 1')
    .max(500, 'limit is at most 500')
    .default(50),
  after: z.string().max(200).optional().describe('The `next` of the page before'),
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
  about: { found: OrganizationView; engagements: EngagementView[]; now: Date; origin: string },
): Promise<z.output<typeof profile>> {
  const total = about.engagements.length
  return {
    meta: await metaAt(db, asked, { total, of: total, now: about.now, noun: ['engagement', 'engagements'] }),
    organization: about.found,
    engagements: about.engagements.map((each) => toEngagementShape(each, about.origin)),
  }
}

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
          after: readCursor(query.after),
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
        summary: 'One country and what US governments do with it',
        query: z.strictObject(clocksAsked),
        returns: profile,
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
        const engagements = await listEngagementsOf(db, viewer, {
          country: code.toUpperCase(),
          clocks: clocksOf(query),
        })
        return profileOf(db, query, { found, engagements, now: clock.now(), origin: url.origin })
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

function readCursor(text: string | undefined): { engagements: number; id: string } | undefined {
  if (text === undefined) return undefined
  const [, count, id] = /^(\d{1,9})~(.{1,120})$/.exec(text) ?? []
  if (count === undefined || id === undefined)
    throw invalid('atlas.cursor', 'Use the `next` of the page before as it stands.', { after: 'not a cursor' })
  return { engagements: Number(count), id }
}

function nextAddress(url: URL, after: string): string {
  const next = new URL(url)
  next.searchParams.set('after', after)
  return next.href
}
