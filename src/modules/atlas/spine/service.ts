import type { Services } from '#kernel/doors'
import type { Reader } from '#platform/db'
import { organizationsChanged } from '../profiles/write.ts'
import { listEntities } from './read.ts'
import { buildSpine, type Spine } from './rules.ts'

export interface SpineKeeper {
  /** Reads by the transaction of whoever asks first: the embedded database has no second connection to lend. */
  spine(db: Reader): Promise<Spine>
  close(): void
}

/** The spine in memory: read when it is first asked for, and again after an organization has changed. */
export function openSpine({ live }: Pick<Services, 'live'>): SpineKeeper {
  let known: Promise<Spine> | undefined
  const stop = live.subscribe(organizationsChanged, () => {
    known = undefined
  })
  return {
    spine(db) {
      known ??= listEntities(db).then(buildSpine)
      // A failed reading is tried again by whoever asks next.
      known.catch(() => {
        known = undefined
      })
      return known
    },
    close: stop,
  }
}
