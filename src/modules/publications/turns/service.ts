import type { Services } from '#kernel/doors'
import type { Reader } from '#platform/db'
import { findNextTurn } from '../occasions/read.ts'
import { indexTurned } from '../occasions/write.ts'
import { findNextMoment } from '../works/read.ts'
import { worksChanged } from '../works/write.ts'
import { publishDue } from './write.ts'

/** Timers hold no more than this many milliseconds; later moments are looked for again. */
const longestWait = 2 ** 31 - 1

/**
 * Publishes scheduled editions at their moment, and lets search turn with events at theirs, not at the next full minute. Any number of nodes may wait for the same moment: the
 * first publishes, the others find nothing left. The job of the same name catches what was due while no node ran.
 */
export function openTimetable({ database, live, clock, log }: Services): {
  refresh(): Promise<void>
  close(): Promise<void>
} {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isClosed = false
  let looking: Promise<void> = Promise.resolve()
  const warn = (edition: string, error: unknown) =>
    log.warn({ err: error, edition }, 'a scheduled edition was not ready')
  async function look(): Promise<void> {
    if (isClosed) return
    await publishDue(database, clock.now(), warn)
    await indexTurned(database, clock.now())
    const next = await database.read((db) => nextOf(db, clock.now()))
    clearTimeout(timer)
    if (!next || isClosed) return
    const wait = Math.min(longestWait, Math.max(0, next.getTime() - clock.now().getTime()))
    timer = setTimeout(lookLater, wait)
    timer.unref()
  }
  /** One look after the other, so that whoever closes knows when the last is over. */
  function refresh(): Promise<void> {
    const looked = looking.then(look)
    looking = looked.catch(() => undefined)
    return looked
  }
  const lookLater = () => void refresh().catch((error: unknown) => log.error({ err: error }, 'timetable'))
  const stop = live.subscribe(worksChanged, lookLater)
  return {
    refresh,
    async close() {
      isClosed = true
      clearTimeout(timer)
      stop()
      await looking
    },
  }
}

async function nextOf(db: Reader, now: Date): Promise<Date | undefined> {
  const moments = [await findNextMoment(db), await findNextTurn(db, now)].filter((moment) => moment !== undefined)
  return moments.sort((a, b) => a.getTime() - b.getTime())[0]
}
