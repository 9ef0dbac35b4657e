import { verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { countAttempt } from '#kernel/limits'
import { type Database, sql } from '#platform/db'
import { findSecret } from './read.ts'
import { readWork } from './rules.ts'

/** Makes the secret of an installation that has none yet; called at every start. */
export const keepSecret = (database: Database): Promise<number> =>
  database.write((db) => {
    db.unaudited('a secret of the machine, which tells nothing of anybody')
    return db.save(sql`insert into proofs.secrets default values on conflict do nothing`)
  })

/**
 * Takes the work that a browser has done for a form that anybody may send. Each task counts once. Without it the form still goes
 * through, for people whose browsers run no scripts, but only a few times an hour from one network.
 */
export async function takeWork(database: Database, input: { work: string; remote: string; now: Date }): Promise<void> {
  const { remote, now } = input
  const work = readWork(input.work)
  const until = Number(work?.challenge.parameters?.data?.until ?? 0)
  const isDone = work !== undefined && until > now.getTime() && (await isSolved(database, work))
  await database.write(async (db) => {
    db.unaudited('counting is no deed; what the form does is audited by itself')
    await db.save(sql`delete from proofs.spent where expires_at < ${now}`)
    const taken = isDone
      ? await db.save(sql`insert into proofs.spent (signature, expires_at) values (${work.challenge.signature ?? ''}, ${new Date(until)})
          on conflict do nothing`)
      : 0
    if (taken === 0) await countAttempt(db, 'form.unproven', { whom: remote, now })
  })
}

async function isSolved(database: Database, work: NonNullable<ReturnType<typeof readWork>>): Promise<boolean> {
  const hmacSignatureSecret = await database.read(findSecret)
  try {
    return (await verifySolution({ ...work, deriveKey, hmacSignatureSecret })).verified
  } catch {
    // The library throws for a task in a form that it never makes.
    return false
  }
}
