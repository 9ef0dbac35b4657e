import type { Viewer } from '#kernel/access'
import type { Services } from '#kernel/doors'
import { dayOf } from '#platform/clock'
import type { SameWhile } from '#platform/http'
import { newId } from '#platform/ids'
import { featuresChanged } from '../features/write.ts'
import { turnsPassed } from '../occasions/rules.ts'
import { listListings } from '../works/read.ts'
import type { Listing } from '../works/schema.ts'
import { worksChanged } from '../works/write.ts'

/** Every published work as lists show it, in memory on each node, newest first; follows every change. */
export interface Shelf {
  all(): readonly Listing[]
  /** The same for no other state of the shelf, nor for another one, nor once an event of it begins or ends. */
  version(now: Date): string
  close(): Promise<void>
}

/** Lists are the same for all while the shelf is, and the hour, in which a feature may end. */
export const listsWhile =
  (shelf: Shelf): SameWhile<Viewer> =>
  ({ viewer, clock }) =>
    viewer.role === 'visitor' ? `${shelf.version(clock.now())} ${clock.now().toISOString().slice(0, 16)}` : undefined

/** A work is the same for all while the shelf is, and the day; one that people sign changes with every name. */
export const worksWhile =
  (shelf: Shelf): SameWhile<Viewer> =>
  ({ viewer, clock, params }) =>
    viewer.role === 'visitor' && !shelf.all().find(({ slug }) => slug === params.slug)?.isSigned
      ? `${shelf.version(clock.now())} ${dayOf(clock.now())}`
      : undefined

export async function openShelf({ database, live, log }: Services): Promise<Shelf> {
  let works = await database.read((db) => listListings(db))
  const opened = newId()
  let generation = 1
  let following: Promise<void> = Promise.resolve()
  const follow = (change: () => Promise<void>): void => {
    // At once for pages of works, which are read from the database, and again when the list is there.
    generation += 1
    following = following
      .then(async () => {
        await change()
        generation += 1
      })
      .catch((error: unknown) => log.error({ err: error }, 'the list of works could not follow a change'))
  }
  const stops = [
    live.subscribe(worksChanged, ({ data }) => {
      const { workId } = data as { workId: string } // announced by announceWork
      follow(async () => {
        const fresh = await database.read((db) => listListings(db, [workId]))
        works = merged(works, workId, fresh)
      })
    }),
    live.subscribe(featuresChanged, () => follow(async () => undefined)),
  ]
  return {
    all: () => works,
    version: (now) => `${opened} ${generation} ${turnsPassed(works, now)}`,
    async close() {
      for (const stop of stops) stop()
      await following
    },
  }
}

/** The list with one work as it now is, in the order in which the database gives them all. */
export function merged(before: readonly Listing[], workId: string, fresh: readonly Listing[]): Listing[] {
  const rest = before.filter((work) => work.workId !== workId)
  const [added] = fresh
  if (!added) return rest
  const at = rest.findIndex((work) => isBefore(added, work))
  return at === -1 ? [...rest, added] : [...rest.slice(0, at), added, ...rest.slice(at)]
}

const isBefore = (a: Listing, b: Listing): boolean =>
  a.firstPublishedAt > b.firstPublishedAt ||
  (a.firstPublishedAt.getTime() === b.firstPublishedAt.getTime() && a.workId < b.workId)
