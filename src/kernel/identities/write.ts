import { beginSession, findAccountByAddress, listCurrentGrants, roleOf } from '#kernel/access'
import { audit } from '#kernel/audit'
import { dayOf } from '#platform/clock'
import { sql, type Writer, wholeSight } from '#platform/db'
import { newId, secretHash } from '#platform/ids'
import { forbidden, invalid } from '#platform/problem'
import { findIdentity } from './read.ts'
import type { Departure, ProvenIdentity } from './schema.ts'

const departureMinutes = 10

/** Remembers with what somebody left for their provider; only the same browser can come back with it. */
export async function keepDeparture(
  db: Writer,
  input: { departure: Departure; browser: string; now: Date },
): Promise<void> {
  db.unaudited('leaving is not a deed; coming back is audited')
  await db.save(sql`delete from access.challenges where expires_at < ${input.now}`)
  await db.save(sql`insert into access.challenges (id, challenge, purpose, browser_hash, expires_at)
    values (${newId(input.now)}, ${JSON.stringify(input.departure)}, 'oidc', ${secretHash(input.browser)},
      ${new Date(input.now.getTime() + departureMinutes * 60_000)})`)
}

/** Takes the departure out: one leaves and comes back once. */
export async function takeDeparture(
  db: Writer,
  input: { state: string; browser: string | undefined; now: Date },
): Promise<Departure> {
  db.unaudited('leaving is not a deed; coming back is audited')
  const taken = await db.saveAll(sql<{ challenge: string }>`delete from access.challenges where purpose = 'oidc'
    and browser_hash = ${input.browser ? secretHash(input.browser) : 'none'} and expires_at > ${input.now} returning challenge`)
  const departures = taken.map((each) => JSON.parse(each.challenge) as Departure) // written by keepDeparture
  const found = departures.find((departure) => departure.state === input.state)
  if (!found)
    throw invalid('access.identity.expired', 'That took too long, or began in another browser. Please sign in again.')
  return found
}

const unknownHere = () =>
  forbidden(
    'access.identity.unknown',
    'Your organization knows you, but this site has no staff account for that address. Ask an administrator of your body to invite it.',
  )

/**
 * Signs in staff by what their provider proved. An identity is bound to an account at its first use, and only to one that has itself
 * verified the same address here: an account that somebody prepared for another’s address is never joined, and none is made.
 */
export async function signInByIdentity(
  db: Writer,
  input: { identity: ProvenIdentity; device: string; now: Date },
): Promise<string> {
  return db.seeing(wholeSight, async () => {
    const { identity, now } = input
    const known = await findIdentity(db, identity)
    const account =
      known ?? (identity.email && identity.isEmailVerified ? await findAccountByAddress(db, identity.email) : undefined)
    if (!account || roleOf(await listCurrentGrants(db, account.accountId, dayOf(now))) !== 'staff') throw unknownHere()
    const subject = `account:${account.accountId}`
    if (!known) {
      await db.save(sql`insert into access.identities (issuer, subject, account_id, linked_at)
        values (${identity.issuer}, ${identity.subject}, ${account.accountId}, ${now})`)
      await audit(db, { auditId: subject }, 'access.identity.linked', subject)
    }
    return beginSession(db, { accountId: account.accountId, how: 'oidc', device: input.device, now })
  })
}
