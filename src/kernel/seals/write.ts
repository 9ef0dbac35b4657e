import { sql, type Writer, wholeSight } from '#platform/db'
import { findKey } from './read.ts'
import { newKey, seal } from './rules.ts'

/** Seals a text that tells of a person, with a key of theirs that is made at the first use (ADR 10). Part of the deed that writes it. */
export const sealFor = (
  db: Writer,
  input: { personId: string; place: string; text: string; at: Date },
): Promise<string> =>
  db.seeing(wholeSight, async () => {
    await db.save(sql`insert into people.keys (person_id, key, made_at) values (${input.personId}, ${newKey()}, ${input.at})
      on conflict do nothing`)
    const key = await findKey(db, input.personId)
    if (!key) throw new Error('A key that was just made is not there')
    return seal(key, input.place, input.text)
  })
