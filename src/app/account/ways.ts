import { z } from 'zod'
import { countAttempt } from '#kernel/limits'
import type { RelyingParty } from '#kernel/passkeys'
import type { Config } from '#platform/config'
import type { Before } from '#platform/http'

/** Only addresses of this site: a sign-in page must not send people elsewhere. */
export const nextPath = z
  .string()
  .regex(/^\/(?![/\\])[^\\]*$/, 'Open the page you want after signing in')
  .max(500)
  .default('/me')

/** What every secret that travels by mail looks like. */
export const linkSecret = z.string().regex(/^[0-9a-z]{32}$/, 'This is not a sign-in link. Ask for a new one.')

/** Where passkeys of this installation belong: the host of its public address. */
export const partyOf = (config: Config, name: string): RelyingParty => {
  const { hostname, origin } = new URL(config.publicUrl)
  return { id: hostname, name, origin }
}

/** Proofs are counted before they are checked, and stay counted when they fail; those that hold are forgotten. */
export const countProof = ({ database, clock, remote }: Before<unknown>): Promise<void> =>
  database.write((db) => countAttempt(db, 'proof.origin', { whom: remote, now: clock.now() }))

/** Links asked for are counted by network, by address, and by both. */
export async function countAsking({ database, clock, remote, input }: Before<{ address: string }>): Promise<void> {
  const now = clock.now()
  await database.write(async (db) => {
    await countAttempt(db, 'link.origin', { whom: remote, now })
    await countAttempt(db, 'link.pair', { whom: `${remote} ${input.address}`, now })
    await countAttempt(db, 'link.address', { whom: input.address, now })
  })
}
