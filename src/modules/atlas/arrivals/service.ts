import type { Services } from '#kernel/doors'
import { type Database, type Writer, wholeSight } from '#platform/db'
import { newId } from '#platform/ids'
import { announce } from '#platform/live'
import { listInHand } from '../uploads/read.ts'
import { type UploadState, uploadMoved } from '../uploads/schema.ts'
import { forgetUploads, type Hand, leaseUpload } from '../uploads/write.ts'
import { carryOn } from './write.ts'

const leaseSeconds = 10

/** Another process has it in hand; whoever sees this leaves it alone. */
class Elsewhere extends Error {}

/** Work on large imports: goes on in the background, piece by piece, and is taken up again after a restart. */
export interface Importer {
  /** Begins with whatever waits, without being waited for. */
  wake(): void
  /** Goes on until nothing is left in hand. */
  carryOnAll(): Promise<void>
  close(): Promise<void>
}

export function openImporter(services: Services): Importer {
  const { database, clock, log } = services
  const worker = newId()
  let working: Promise<void> | undefined
  let isClosing = false

  const carryOnAll = (): Promise<void> => {
    working ??= goThrough().finally(() => {
      working = undefined
    })
    return working
  }

  async function goThrough(): Promise<void> {
    for (;;) {
      const inHand = await database.read(listInHand, wholeSight)
      let isMoved = false
      for (const each of inHand) {
        if (isClosing) return
        isMoved = (await tryOn(each)) || isMoved
      }
      if (!isMoved) return
    }
  }

  async function tryOn({ id, state }: { id: string; state: UploadState }): Promise<boolean> {
    try {
      await carryOn(handOver(database, { id, state, worker, isClosing: () => isClosing }), {
        id,
        state,
        at: clock.now(),
      })
      return true
    } catch (error) {
      if (error instanceof Elsewhere) return false
      log.error({ err: error, upload: id }, 'an import stopped; it is taken up again within a minute')
      return false
    }
  }

  return {
    wake: () => void carryOnAll().catch((error: unknown) => log.error({ err: error }, 'imports')),
    carryOnAll,
    async close() {
      isClosing = true
      await working?.catch(() => undefined)
    },
  }
}

/** One transaction for each piece; each begins by making sure that nobody else has the upload in hand. */
function handOver(
  database: Database,
  { id, state, worker, isClosing }: { id: string; state: UploadState; worker: string; isClosing(): boolean },
): Hand {
  return {
    step: <T>(work: (db: Writer) => Promise<T>) =>
      database.write(async (db) => {
        if (isClosing() || !(await leaseUpload(db, { id, worker, state, seconds: leaseSeconds }))) throw new Elsewhere()
        db.unaudited('a piece of work whose beginning and end are on record')
        const done = await work(db)
        await announce(db, uploadMoved, { id })
        return done
      }, wholeSight),
  }
}

const keptDays = 30

export const forgetOldUploads = (database: Database, now: Date): Promise<number> =>
  database.write((db) => forgetUploads(db, new Date(now.getTime() - keptDays * 86_400_000)), wholeSight)
