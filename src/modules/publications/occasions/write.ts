import type { Database } from '#platform/db'
import { findEdition } from '../works/read.ts'
import { indexWork } from '../works/write.ts'
import { listTurned } from './read.ts'

/** Lets search tell of events as they stand now. Pages and lists ask the clock themselves. Returns how many had turned. */
export async function indexTurned(database: Database, now: Date): Promise<number> {
  const turned = await database.read((db) => listTurned(db, now))
  if (turned.length > 0)
    await database.write(async (db) => {
      db.unaudited('the clock turned them: nobody did anything')
      for (const { id } of turned) {
        const edition = await findEdition(db, id)
        if (edition?.state === 'published') await indexWork(db, edition, now)
      }
    })
  return turned.length
}
