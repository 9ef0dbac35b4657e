import { anonymous, type Viewer } from '#kernel/access'
import type { Services } from '#kernel/doors'
import type { NoticeKind } from '#kernel/notifications'
import type { Reader } from '#platform/db'
import type { Job } from '#platform/jobs'
import { type ChangeView, listChanges } from '../changes/read.ts'
import { compareDates } from '../differences/service.ts'
import { toQuestion } from '../explore/rules.ts'
import type { PlainQuestion } from '../explore/schema.ts'
import type { Explorer } from '../explore/service.ts'
import { listWatches } from './read.ts'
import { askedIn } from './rules.ts'
import { tellWatchers, watchChanged } from './write.ts'

const feedLength = 100
/** A record that left the question stays in its feed for so long. */
const remembered = 90 * 86_400_000

/** What became of the records that answer a question now or did so lately, newest first. */
export function listQuestionChanges(
  explorer: Explorer,
  db: Reader,
  viewer: Viewer,
  wanted: { asked: PlainQuestion; now: Date },
): Promise<ChangeView[]> {
  const answering = (knownAt: Date | undefined) =>
    explorer.ask(toQuestion({ ...wanted.asked, knownAt }, { limit: Number.MAX_SAFE_INTEGER, arcs: 0 })).rows
  const lately = new Date(wanted.now.getTime() - remembered)
  const ids = new Set([...answering(undefined), ...answering(lately)].map(({ id }) => id))
  return listChanges(db, viewer, { limit: feedLength, ids: [...ids] })
}

/** Told by the job below; what it says is made when it is read, so that a watch that was removed says nothing. */
export const watchNotice: NoticeKind = {
  name: watchChanged,
  label: 'A question that you watch has another answer',
  hears: {},
  async describe(db, viewer, ids) {
    const own = new Map((await listWatches(db, viewer)).map((watch) => [watch.id, watch]))
    return new Map(
      ids.flatMap((about) => {
        const [id = '', since = ''] = about.split('@')
        const watch = own.get(id)
        if (!watch) return []
        const dates = new URLSearchParams([...new URLSearchParams(watch.question), ['since', since]])
        return [[about, { says: `“${watch.name}” has changed`, href: `/map/changes?${dates}` }] as const]
      }),
    )
  },
}

/** Every morning before the letters are written. */
export const watchJobs = (explorer: Explorer, { database, clock }: Services): Job[] => [
  {
    name: 'atlas.watches',
    every: '50 5 * * *',
    run: async () => void (await wakeWatches(explorer, { database, clock })),
  },
]

export const wakeWatches = (explorer: Explorer, { database, clock }: Pick<Services, 'database' | 'clock'>) =>
  tellWatchers(database, {
    now: clock.now(),
    changesOf: ({ question, toldUntil }) =>
      database.read(async (db) => {
        const asked = { ...askedIn(question), since: toldUntil, until: undefined }
        const found = await compareDates(explorer, db, anonymous, { asked, limit: 0, now: clock.now(), origin: '' })
        return found.came + found.went + found.altered
      }),
  })
