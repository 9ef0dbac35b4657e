import { type Reader, sql, wholeSight } from '#platform/db'
import { unseal } from './rules.ts'

export const findKey = async (db: Reader, personId: string): Promise<Uint8Array | undefined> =>
  (await db.one(sql<{ key: Uint8Array }>`select key from people.keys where person_id = ${personId}`))?.key

/** What was sealed for a person; undefined once their key is gone. Keys lie behind every wall: whoever may read the sealed text may ask. */
export const openSealed = (
  db: Reader,
  wanted: { personId: string; place: string; sealed: string },
): Promise<string | undefined> =>
  db.seeing(wholeSight, async () => {
    const key = await findKey(db, wanted.personId)
    return key && unseal(key, wanted.place, wanted.sealed)
  })
