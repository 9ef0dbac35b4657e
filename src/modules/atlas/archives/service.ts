import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { anonymous } from '#kernel/access'
import type { Services } from '#kernel/doors'
import { dayOf } from '#platform/clock'
import type { Reader } from '#platform/db'
import { siteName } from '#platform/i18n'
import { invalid } from '#platform/problem'
import { zipLarge } from '#platform/zip'
import { endOfSecond } from '../differences/rules.ts'
import { listDisputedOf } from '../disputes/read.ts'
import { toEngagementShape } from '../engagements/api.ts'
import { listEngagements, listPartiesAt } from '../engagements/read.ts'
import type { KnownParty } from '../engagements/schema.ts'
import type { Answer } from '../explore/engine/answer.ts'
import { metaOf, toParameters, toQuestion } from '../explore/rules.ts'
import type { PlainQuestion } from '../explore/schema.ts'
import type { Explorer } from '../explore/service.ts'
import { coverageAt } from '../exports/read.ts'
import { behindOf } from '../exports/rules.ts'
import type { Edition, MadeFile } from './formats/tabular.ts'
import { findLastChange, listSourcesAt, listStatementsAt } from './read.ts'
import { editionId, filesOf, type Holdings } from './rules.ts'
import type { Participation } from './schema.ts'

export interface Archive {
  edition: Edition
  zip: Uint8Array<ArrayBuffer>
  sha256: string
  files: MadeFile[]
}

/** Makes archives, each once for all who wait for it, and keeps those that were asked for last. */
export interface Archives {
  /** Reads what the archive of a question is made of; it is made afterwards, when the transaction is over. */
  gather(db: Reader, asked: PlainQuestion): Promise<() => Promise<Archive>>
  /** Which edition a question has now, and the archive of it if somebody has asked for it already. */
  describe(db: Reader, asked: PlainQuestion): Promise<{ edition: Edition; made: Archive | undefined }>
}

const mostBytes = 96 * 1_048_576
/** More records are for the command line, which nobody waits for. */
const mostRecords = 100_000
const batch = 2000

export function openArchives(explorer: Explorer, { config: { publicUrl }, clock }: Services): Archives {
  const shelf = new LRUCache<string, Archive>({
    maxSize: mostBytes,
    sizeCalculation: ({ zip, files }) => files.reduce((sum, { bytes }) => sum + bytes.length, zip.length),
  })
  const inHand = new Map<string, Promise<Archive>>()

  const keyOf = (question: Pinned) => `${explorer.version()} ${toParameters(question)}`

  return {
    async gather(db, asked) {
      const question = await pinned(db, asked, clock.now())
      const key = keyOf(question)
      const known = shelf.get(key)
      if (known) return async () => known
      const { edition, holdings } = await readArchive(explorer, db, { question, publicUrl })
      return async () => {
        const making = inHand.get(key) ?? makeArchive(holdings, edition)
        inHand.set(key, making)
        try {
          const archive = await making
          shelf.set(key, archive)
          return archive
        } finally {
          inHand.delete(key)
        }
      }
    },
    async describe(db, asked) {
      const question = await pinned(db, asked, clock.now())
      const answer = explorer.ask(toQuestion(question, { limit: 0, arcs: 0 }))
      return { edition: editionOf(answer, question, publicUrl), made: shelf.get(keyOf(question)) }
    },
  }
}

type Pinned = PlainQuestion & { knownAt: Date }

function editionOf(answer: Answer, question: Pinned, publicUrl: string): Edition {
  const { knownAt } = question
  const parameters = toParameters(question)
  return {
    id: editionId(parameters.toString(), knownAt),
    address: `${publicUrl}/api/v1/engagements.zip?${parameters}`,
    title: `${siteName}: engagements of American places abroad`,
    says: metaOf(answer, question, knownAt).says,
    // Without a day of its own a question is about the day until which it is known.
    asOf: question.asOf ?? dayOf(knownAt),
    knownAt: knownAt.toISOString(),
    publisher: siteName,
    publisherAddress: publicUrl,
  }
}

/** Every instant until the next change is one edition: asked for today or for the day of the change, it is the same bytes. */
async function pinned(db: Reader, asked: PlainQuestion, now: Date): Promise<Pinned> {
  const until = endOfSecond(asked.knownAt && asked.knownAt < now ? asked.knownAt : now)
  return { ...asked, knownAt: (await findLastChange(db, until)) ?? until }
}

/** Which edition a question has now and which records are in it, in their order. */
export async function surveyArchive(
  db: Reader,
  explorer: Explorer,
  { asked, now, publicUrl }: { asked: PlainQuestion; now: Date; publicUrl: string },
): Promise<{ edition: Edition; ids: string[]; at: Date }> {
  const question = await pinned(db, asked, now)
  const answer = explorer.ask(toQuestion(question, { limit: Number.MAX_SAFE_INTEGER, arcs: 0 }))
  return {
    edition: editionOf(answer, question, publicUrl),
    ids: answer.rows.map(({ id }) => id).sort(),
    at: question.knownAt,
  }
}

async function readArchive(
  explorer: Explorer,
  db: Reader,
  { question, publicUrl }: { question: Pinned; publicUrl: string },
): Promise<{ edition: Edition; holdings: Holdings }> {
  const answer = explorer.ask(toQuestion(question, { limit: Number.MAX_SAFE_INTEGER, arcs: 0 }))
  if (answer.total > mostRecords)
    throw invalid(
      'atlas.archive.too-large',
      `This question has more than ${mostRecords.toLocaleString('en-US')} records. Narrow it, or ask those who run the site for it: the command “legation archive” writes it, however large.`,
    )
  const edition = editionOf(answer, question, publicUrl)
  const ids = answer.rows.map(({ id }) => id).sort()
  return { edition, holdings: await holdingsOf(db, { ids, at: question.knownAt, publicUrl }) }
}

async function makeArchive(holdings: Holdings, edition: Edition): Promise<Archive> {
  const files = await filesOf(holdings, edition)
  const zip = await zipLarge(files, new Date(edition.knownAt))
  return { edition, files, zip, sha256: createHash('sha256').update(zip).digest('hex') }
}

/** Only what everybody may know: an archive is passed on. */
export async function holdingsOf(
  db: Reader,
  wanted: { ids: string[]; at: Date; publicUrl: string },
): Promise<Holdings> {
  const { at, publicUrl } = wanted
  const holdings: Holdings = { records: [], participations: [], statements: [], sources: [] }
  for (let start = 0; start < wanted.ids.length; start += batch) {
    const views = await listEngagements(db, anonymous, wanted.ids.slice(start, start + batch), at)
    const ids = views.map(({ id }) => id)
    const partyIds = views.flatMap((view) => [...view.usIds, ...view.abroadIds, view.networkId ?? []].flat())
    const parties = new Map(
      (await listPartiesAt(db, { ids: [...new Set(partyIds)], at })).map((party) => [party.id, party]),
    )
    const named = (wantedIds: string[]): KnownParty[] => wantedIds.flatMap((id) => parties.get(id) ?? [])
    const statements = await listStatementsAt(db, { ids, at })
    holdings.statements.push(...statements)
    const standing = Map.groupBy(
      statements.filter(({ retractedAt }) => retractedAt === null),
      (each) => `${each.engagementId} ${each.property} ${each.value}`,
    )
    const covered = await coverageAt(db, { ids: [...new Set(views.flatMap(({ usIds }) => usIds))], at })
    const disputed = Map.groupBy(await listDisputedOf(db, { ids, at }), ({ engagementId }) => engagementId)
    const behind = Map.groupBy(statements, (each) => each.engagementId)
    const sayings = (key: string) => (standing.get(key) ?? []).map(({ id }) => id)
    for (const view of views) {
      const [us, abroad] = [named(view.usIds), named(view.abroadIds)]
      const network = view.networkId ? parties.get(view.networkId) : undefined
      const shape = toEngagementShape({ ...view, us, abroad, networkName: network?.name ?? null }, publicUrl)
      holdings.records.push({
        ...shape,
        statements: behindOf(behind.get(view.id) ?? []),
        coverage: covered(view.usIds, view.form),
        disputes: disputed.get(view.id),
        us: us.map(plainParty),
        counterparts: abroad.map(plainParty),
        usPoint: pointOf(us),
        abroadPoint: pointOf(abroad),
      })
      const taking = (side: Participation['side'], property: string, theirs: KnownParty[]): Participation[] =>
        theirs.map((party, index) => ({
          ...{ engagementId: view.id, side, position: index + 1, party, license: view.licence },
          statementIds: sayings(`${view.id} ${property} ${party.id}`),
        }))
      holdings.participations.push(
        ...taking('us', 'party.us', us),
        ...taking('abroad', 'party.abroad', abroad),
        ...taking('network', 'network', network ? [network] : []),
      )
    }
  }
  const sourceIds = [...new Set(holdings.statements.map(({ sourceId }) => sourceId))]
  holdings.sources = await listSourcesAt(db, { ids: sourceIds, at })
  return holdings
}

const plainParty = ({ id, name, kind, country }: KnownParty) => ({ id, name, kind, country })

function pointOf(parties: KnownParty[]): [number, number] | undefined {
  for (const { longitude, latitude } of parties)
    if (longitude !== null && latitude !== null) return [longitude, latitude]
  return undefined
}
