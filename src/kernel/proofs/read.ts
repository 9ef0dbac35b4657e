import { type Challenge, createChallenge, randomInt } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { type Reader, sql } from '#platform/db'
import { algorithm, cost, mostTurns, taskMinutes } from './rules.ts'

export const findSecret = async (db: Reader): Promise<string> =>
  (await db.only(sql<{ secret: string }>`select secret from proofs.secrets`)).secret

/** A task for a browser, which takes it a moment and a machine that sends thousands of forms too long (ALTCHA, proof of work v2). */
export async function newTask(db: Reader, now: Date): Promise<Challenge> {
  const secret = await findSecret(db)
  return createChallenge({
    ...{ algorithm, cost, deriveKey, counter: randomInt(mostTurns / 3, mostTurns) },
    // Signed with the rest. The library's own end of a task goes by the clock of the machine, not by the site's.
    data: { until: now.getTime() + taskMinutes * 60_000 },
    hmacSignatureSecret: secret,
  })
}
