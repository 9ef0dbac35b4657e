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
export function openTimetable({ database, live, clock, log }: Services): { refresh(): Promise<void>; close(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isClosed = false
  const warn = (edition: string, error: unknown) =>
    log.warn({ err: error, edition }, 'a scheduled edition was not ready')
  const nextOf = async (db: Reader): Promise<Date | undefined> => {
    const moments = [await findNextMoment(db), await findNextTurn(db, clock.now())]
    return moments.filter((moment) => moment !== undefined).sort((a, b) => a.getTime() - b.getTime())[0]
  }
  async function refresh(): Promise<void> {
    await publishDue(database, clock.now(), warn)
    await indexTurned(database, clock.now())
    const next = await database.read(nextOf)
    clearTimeout(timer)
    if (!next || isClosed) return
    const wait = Math.min(longestWait, Math.max(0, next.getTime() - clock.now().getTime()))
    timer = setTimeout(
      () => void refresh().catch((error: unknown) => log.error({ err: error }, 'publishing on time')),
      wait,
    )
    timer.unref()
  }
  const stop = live.subscribe(
    worksChanged,
    () => void refresh().catch((error: unknown) => log.error({ err: error }, 'timetable')),
  )
  return {
    refresh,
    close() {
      isClosed = true
      clearTimeout(timer)
      stop()
    },
  }
}
