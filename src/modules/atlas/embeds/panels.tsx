import type { Viewer } from '#kernel/access'
import type { EmbedAnswer, EmbedAsked, EmbedKind } from '#kernel/embeds'
import { getOrganization } from '#kernel/organizations'
import { labelOf } from '#kernel/topics'
import type { Clock } from '#platform/clock'
import type { Reader } from '#platform/db'
import { formatNumber, formatPartialDate, plural } from '#platform/i18n'
import { invalid, notFound, Problem } from '#platform/problem'
import { TieMap } from '#ui'
import { engagementPath } from '../engagements/pages/paths.ts'
import { getEngagement, listEngagements } from '../engagements/read.ts'
import type { EngagementView } from '../engagements/schema.ts'
import type { Answer } from '../explore/engine/answer.ts'
import { explorerPath } from '../explore/pages/state.ts'
import { chosenFilters, countedValues, metaOf, namedValues, toQuestion } from '../explore/rules.ts'
import { type FacetName, facetNames, facetTitles, type PlainQuestion } from '../explore/schema.ts'
import type { Explorer } from '../explore/service.ts'
import { endOf } from '../figures/service.ts'
import { drawingOf } from '../profiles/pages/ties.tsx'
import { askedIn } from '../watches/rules.ts'

const mostRows = 12
const mostArcs = 400

type Answering = (db: Reader, viewer: Viewer, asked: EmbedAsked) => Promise<EmbedAnswer>

/** What of the atlas can be shown in a text, as of a day. */
export function atlasEmbeds(explorer: Explorer, clock: Clock): EmbedKind[] {
  const kind = (name: string, label: string, hint: string, answer: Answering): EmbedKind => ({
    name,
    label,
    hint,
    answer,
  })
  const question = 'What stands in the address of the map after the question mark, such as country=JP'
  return [
    kind('atlas.record', 'A record', 'The end of its address: what stands after /engagements/', (db, viewer, asked) =>
      recordAnswer(explorer, { db, viewer, asked }),
    ),
    kind('atlas.list', 'A list of records', question, (db, viewer, asked) =>
      listAnswer({ explorer, clock, db, viewer, asked }),
    ),
    kind('atlas.map', 'A map', question, async (_db, _viewer, asked) => mapAnswer({ explorer, clock, asked })),
    kind('atlas.chart', 'A chart', `${question}&by=form`, async (_db, _viewer, asked) =>
      chartAnswer({ explorer, clock, asked }),
    ),
    kind('atlas.country', 'A country', 'Its code of two letters, such as jp', (db, _viewer, asked) =>
      countryAnswer({ explorer, clock, db, asked }),
    ),
  ]
}

async function recordAnswer(
  explorer: Explorer,
  { db, viewer, asked }: { db: Reader; viewer: Viewer; asked: EmbedAsked },
): Promise<EmbedAnswer> {
  const id = asked.reference.replace(/^.*\/engagements\//, '')
  const record = await getEngagement(db, viewer, { id, knownAt: endOf(asked.asOf) })
  const concepts = explorer.concepts()
  return {
    title: record.title,
    line: sentenceOf([
      labelOf(concepts, 'kind', record.kind),
      partiesOf(record),
      begunWords(record),
      `legal status: ${labelOf(concepts, 'legal', record.legal).toLowerCase()}`,
      labelOf(concepts, 'verification', record.verification).toLowerCase(),
    ]),
    href: engagementPath(id),
    isGone: asked.asOf !== '' && !(await stands(db, viewer, id)),
  }
}

async function stands(db: Reader, viewer: Viewer, id: string): Promise<boolean> {
  try {
    await getEngagement(db, viewer, { id })
    return true
  } catch (error) {
    if (error instanceof Problem) return false
    throw error
  }
}

const sentenceOf = (parts: string[]): string => `${parts.filter(Boolean).join('; ')}.`
const begunWords = ({ started }: EngagementView): string =>
  started ? `began ${formatPartialDate('en', started)}` : 'beginning unknown'
const partiesOf = ({ us, abroad, networkName }: EngagementView): string =>
  [us.map(({ name }) => name).join(', '), networkName ?? abroad.map(({ name }) => name).join(', ')]
    .filter(Boolean)
    .join(' – ')

interface Asking {
  explorer: Explorer
  clock: Clock
  asked: EmbedAsked
}

interface Found {
  question: PlainQuestion
  answer: Answer
  title: string
  says: string
}

function ask({ explorer, clock, asked }: Asking, around: { limit: number; arcs: number }): Found {
  const question = { ...askedIn(asked.reference), knownAt: endOf(asked.asOf) }
  const answer = explorer.ask(toQuestion(question, around))
  // The sentence says as of when.
  const filters = chosenFilters({ ...question, knownAt: undefined }, explorer.labelOf).map(
    ({ title, label }) => `${title}: ${label}`,
  )
  return {
    ...{ question, answer, title: filters.join(' · ') || 'What American places do abroad' },
    says: metaOf(answer, question, clock.now()).says,
  }
}

async function listAnswer(asking: Asking & { db: Reader; viewer: Viewer }): Promise<EmbedAnswer> {
  const { question, answer, title, says } = ask(asking, { limit: mostRows, arcs: 0 })
  const { db, viewer } = asking
  const ids = answer.rows.map(({ id }) => id)
  const records = ids.length > 0 ? await listEngagements(db, viewer, ids, question.knownAt) : []
  return {
    ...{ title, href: explorerPath(question, 'table') },
    line:
      answer.total > records.length && records.length > 0 ? `${says} The latest ${records.length} are listed.` : says,
    table: {
      head: ['Record', 'Between', 'Began'],
      rows: records.map((record) => [
        record.title,
        partiesOf(record),
        record.started ? formatPartialDate('en', record.started) : 'Unknown',
      ]),
    },
  }
}

function mapAnswer(asking: Asking): EmbedAnswer {
  const { explorer } = asking
  const { question, answer, title, says } = ask(asking, { limit: 0, arcs: mostArcs })
  const { points, arcs } = drawingOf(explorer, answer.arcs, [...(question.place ?? []), ...(question.partner ?? [])])
  return {
    ...{ title, line: says, href: explorerPath(question) },
    // Who looks at a map of one country asks for the places; who looks at the world, for the countries.
    table: rowsOf(explorer, answer, question.country?.length === 1 ? 'place' : 'country'),
    ...(arcs.length > 0 ? { drawing: <TieMap title={`Map. ${title}. ${says}`} points={points} arcs={arcs} /> } : {}),
  }
}

function chartAnswer(asking: Asking): EmbedAnswer {
  const parameters = new URLSearchParams(asking.asked.reference)
  const by = parameters.get('by') ?? 'form'
  if (!isFacet(by))
    throw invalid('atlas.embed.by', `The chart cannot be by “${by}”: write by=${facetNames.slice(0, 8).join(', by=')}.`)
  parameters.delete('by')
  const { question, answer, title, says } = ask(
    { ...asking, asked: { ...asking.asked, reference: parameters.toString() } },
    { limit: 0, arcs: 0 },
  )
  return {
    ...{ title: `${title}, by ${facetTitles[by].toLowerCase()}`, line: says, href: explorerPath(question) },
    table: { ...rowsOf(asking.explorer, answer, by), isBars: true },
  }
}

const isFacet = (name: string): name is FacetName => (facetNames as string[]).includes(name)

function rowsOf(explorer: Explorer, answer: Answer, facet: FacetName): { head: string[]; rows: string[][] } {
  const counted = countedValues(answer, facet)
  const rest = counted.slice(mostRows).reduce((sum, { count }) => sum + count, 0)
  return {
    head: [facetTitles[facet], 'Engagements'],
    rows: [
      ...counted
        .slice(0, mostRows)
        .map(({ value, count }) => [explorer.labelOf(facet, value), formatNumber('en', count)]),
      ...(rest > 0 ? [['All others', formatNumber('en', rest)]] : []),
    ],
  }
}

async function countryAnswer({ db, ...asking }: Asking & { db: Reader }): Promise<EmbedAnswer> {
  const { explorer, asked } = asking
  const id = asked.reference.replace(/^.*\/countries\//, '').toLowerCase()
  const country = await getOrganization(db, id)
  if (country.kind !== 'country') throw notFound('organizations.country.unknown', 'There is no country with this code.')
  const { answer, says } = ask(
    { ...asking, asked: { ...asked, reference: `country=${id.toUpperCase()}` } },
    { limit: 0, arcs: mostArcs },
  )
  const governments = plural('en', namedValues(answer, 'place').length, 'US government', 'US governments')
  const { points, arcs } = drawingOf(explorer, answer.arcs, [id])
  return {
    ...{ title: country.name, line: `${says} They are of ${governments}.`, href: `/countries/${id}` },
    table: rowsOf(explorer, answer, 'form'),
    ...(arcs.length > 0
      ? { drawing: <TieMap title={`Map of ties with ${country.name}. ${says}`} points={points} arcs={arcs} /> }
      : {}),
  }
}
