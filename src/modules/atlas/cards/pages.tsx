import { z } from 'zod'
import { anonymous, download, routes, type Viewer } from '#kernel/access'
import { getOrganization } from '#kernel/organizations'
import { labelOf } from '#kernel/topics'
import { dayOf } from '#platform/clock'
import type { Reader } from '#platform/db'
import type { Routes } from '#platform/http'
import { formatDate, formatNumber, formatPartialDate, plural, siteName } from '#platform/i18n'
import { sendPicture } from '#platform/pictures'
import { notFound } from '#platform/problem'
import { type MapArc, ShareCard, type ShareCardProps } from '#ui'
import { getEngagement, listParties } from '../engagements/read.ts'
import type { Answer } from '../explore/engine/answer.ts'
import { chosenFilters, formHues, metaOf, namedValues, questionOf, toQuestion } from '../explore/rules.ts'
import { explorerQuery, type PlainQuestion } from '../explore/schema.ts'
import type { Explorer } from '../explore/service.ts'
import { kindInWords } from '../governments/rules.ts'
import { findSurvivor } from '../merges/read.ts'
import { drawingOf, pointAt } from '../profiles/pages/ties.tsx'
import { listGaps } from '../profiles/read.ts'
import { getRule, listRules } from '../rules/read.ts'

type Card = Omit<ShareCardProps, 'institution'>
type About = { db: Reader; id: string; now: Date }

const mostArcs = 400

/**
 * Cards of pages, under the address of the page: `/cards/countries/jp.png`. Whoever asks is answered as a visitor,
 * because a card is made to be passed on: what only staff may know of has none.
 */
export const cardPages = (explorer: Explorer): Routes<Viewer> =>
  routes({
    '/cards/index.png': fixed(async ({ now }) => mapCard(explorer, {}, now)),
    '/cards/map.png': download(explorerQuery, async ({ query, clock }) =>
      send(mapCard(explorer, questionOf(query), clock.now())),
    ),
    '/cards/governments.png': fixed(async ({ now }) => ({
      ...mapCard(explorer, {}, now),
      title: 'Governments: what each does abroad',
    })),
    '/cards/countries.png': fixed(async ({ now }) => ({
      ...mapCard(explorer, {}, now),
      title: 'Countries that American places work with',
    })),
    '/cards/networks.png': fixed(async () => ({
      type: 'Networks',
      title: 'Networks that American governments take part in',
      line: `${plural('en', countOf(explorer.ask({ arcs: 0, limit: 0 }), 'network'), 'network', 'networks')} on record.`,
    })),
    '/cards/rules.png': fixed(async ({ db }) => ({
      type: 'Rules',
      title: 'Laws that constrain ties of American governments',
      line: `${plural('en', (await listRules(db)).length, 'law', 'laws')}, each compared with the ties on record.`,
    })),
    '/cards/gaps.png': fixed(async ({ db }) => ({
      type: 'Gaps',
      title: 'What we do not know',
      line: `${plural('en', (await listGaps(db)).length, 'known unknown', 'known unknowns')}. A map without its blank spots misleads.`,
    })),
    '/cards/data.png': fixed(async ({ now }) => ({
      ...mapCard(explorer, {}, now),
      type: 'Data',
      title: 'Data and API',
    })),
    '/cards/governments/:file': record((about) => governmentCard(explorer, about)),
    '/cards/countries/:file': record((about) => countryCard(explorer, about)),
    '/cards/networks/:file': record((about) => networkCard(explorer, about)),
    '/cards/engagements/:file': record((about) => engagementCard(explorer, about)),
    '/cards/rules/:file': record(ruleCard),
  })

const fixed = (card: (around: { db: Reader; now: Date }) => Promise<Card>) =>
  download(z.object({}), async ({ db, clock }) => send(await card({ db, now: clock.now() })))

const record = (card: (about: About) => Promise<Card>) =>
  download(z.object({}), async ({ db, params, clock }) => {
    const [, id] = /^(.+)\.png$/.exec(params.file ?? '') ?? []
    if (id === undefined) throw notFound('atlas.card.unknown', 'There is no such card.')
    const kept = await findSurvivor(db, id)
    return send(await card({ db, id: kept?.id ?? id, now: clock.now() }))
  })

const send = (card: Card): Promise<Response> => sendPicture(<ShareCard institution={siteName} {...card} />)

function mapCard(explorer: Explorer, asked: PlainQuestion, now: Date): Card {
  const { answer, drawing } = ask(explorer, asked, [])
  const filters = chosenFilters(asked, explorer.labelOf).map(({ title, label }) => `${title}: ${label}`)
  return {
    type: 'Map',
    title: filters.length > 0 ? filters.join(' · ') : 'What American places do abroad',
    // What has no date or position is said on the page; here is room for the count alone.
    line: metaOf(answer, asked, now).says.replace(/;.*$/, '.'),
    ...drawing,
  }
}

async function governmentCard(explorer: Explorer, { db, id, now }: About): Promise<Card> {
  const government = await getOrganization(db, id)
  if (government.kind === 'network' || government.kind === 'country')
    throw notFound('organizations.organization.unknown', 'There is no such government or organization.')
  const [party] = await listParties(db, [id])
  const isForeign = government.country !== null && government.country !== 'US'
  const { answer, drawing } = ask(explorer, isForeign ? { partner: [id] } : { place: [id] }, [id])
  const others = countOf(answer, isForeign ? 'place' : 'partner')
  return {
    type: kindInWords(government.kind),
    title: party?.name ?? government.name,
    line: lineOf(answer.total, `with ${plural('en', others, 'counterpart', 'counterparts')}`, now),
    ...drawing,
  }
}

async function countryCard(explorer: Explorer, { db, id, now }: About): Promise<Card> {
  const country = await getOrganization(db, id)
  if (country.kind !== 'country') throw notFound('organizations.country.unknown', 'There is no country with this code.')
  const { answer, drawing } = ask(explorer, { country: [id.toUpperCase()] }, [id])
  const governments = plural('en', countOf(answer, 'place'), 'US government', 'US governments')
  return { type: 'Country', title: country.name, line: lineOf(answer.total, `of ${governments}`, now), ...drawing }
}

async function networkCard(explorer: Explorer, { db, id, now }: About): Promise<Card> {
  const network = await getOrganization(db, id)
  if (network.kind !== 'network') throw notFound('atlas.network.unknown', 'There is no such network.')
  const answer = explorer.ask(toQuestion({ network: [id] }, { arcs: 0, limit: 0 }))
  const members = namedValues(answer, 'place')
  return {
    type: 'Network',
    title: network.name,
    line: lineOf(answer.total, `of ${plural('en', members.length, 'US government', 'US governments')}`, now),
    points: members.flatMap(({ value, count }) => pointAt(explorer, value, count)),
  }
}

async function engagementCard(explorer: Explorer, { db, id }: About): Promise<Card> {
  const engagement = await getEngagement(db, anonymous, { id })
  const concepts = explorer.concepts()
  const began = engagement.started ? `Began ${formatPartialDate('en', engagement.started)}` : 'Beginning unknown'
  const legal = `Legal status: ${labelOf(concepts, 'legal', engagement.legal).toLowerCase()}`
  const points = [...engagement.usIds, ...engagement.abroadIds].flatMap((party) => pointAt(explorer, party, 1))
  const [from] = points.filter((point) => engagement.usIds.includes(point.id))
  const arcs = points.flatMap((to): MapArc[] =>
    from && engagement.abroadIds.includes(to.id)
      ? [{ id: to.id, from, to, count: 1, hue: formHues[engagement.form] ?? 6 }]
      : [],
  )
  return {
    type: labelOf(concepts, 'kind', engagement.kind),
    title: engagement.title,
    line: [began, legal, labelOf(concepts, 'verification', engagement.verification)].join(' · '),
    points,
    arcs,
  }
}

async function ruleCard({ db, id }: About): Promise<Card> {
  const rule = await getRule(db, id)
  return {
    type: 'Rule',
    title: rule.title,
    line: [rule.citation, rule.jurisdictionName].filter(Boolean).join(' · '),
  }
}

function ask(explorer: Explorer, asked: PlainQuestion, chosen: string[]) {
  const answer = explorer.ask(toQuestion(asked, { arcs: mostArcs, limit: 0 }))
  return { answer, drawing: drawingOf(explorer, answer.arcs, chosen) }
}

const countOf = (answer: Answer, name: string): number => namedValues(answer, name).length

const lineOf = (total: number, rest: string, now: Date): string =>
  total === 0
    ? 'Nothing on record: there may be nothing, or nobody has told us.'
    : `${formatNumber('en', total)} ${total === 1 ? 'engagement' : 'engagements'} on record ${rest}, as of ${formatDate('en', dayOf(now))}`
