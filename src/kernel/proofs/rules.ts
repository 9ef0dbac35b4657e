import type { Payload } from 'altcha-lib'

export const algorithm = 'PBKDF2/SHA-256'
/** Rounds of one try, and most tries: together under a second for a laptop, a few for an old phone. */
export const cost = 400
export const mostTurns = 900
export const taskMinutes = 60

/** Work as a form brings it; undefined for anything else. */
export function readWork(text: string): Payload | undefined {
  try {
    const { challenge, solution } = JSON.parse(Buffer.from(text, 'base64').toString('utf8')) as Partial<Payload> // checked next
    return typeof challenge?.signature === 'string' && typeof solution?.counter === 'number'
      ? { challenge, solution }
      : undefined
  } catch {
    return undefined
  }
}
