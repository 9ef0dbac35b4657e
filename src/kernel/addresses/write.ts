import {
  addressHash,
  findAccountByAddress,
  linkMinutes,
  listAddresses,
  newLink,
  requireStepUp,
  takeLink,
  type Viewer,
} from '#kernel/access'
import { audit } from '#kernel/audit'
import { isUniqueViolation, type Reader, sql, type Writer, wholeSight } from '#platform/db'
import { post } from '#platform/mail'
import { conflict, invalid, notFound, unauthenticated } from '#platform/problem'
import { listOwnAddresses } from './read.ts'
import { refuseLast, refuseMany } from './rules.ts'

/** A letter to every address that a person has shown to be theirs: notices of security go to every channel. Called with a sight of them. */
export async function tellEverywhere(
  db: Writer,
  accountId: string,
  letter: { subject: string; text: string },
): Promise<void> {
  for (const to of await listAddresses(db, accountId)) await post(db, { to, ...letter })
}

/**
 * Sends a link to another address of one's own; nothing is kept of it before the link is opened, so that nobody holds an address that is
 * not theirs. Says the same whoever has the address already; whoever does is told.
 */
export async function askAddress(
  db: Writer,
  actor: Viewer,
  input: { address: string; browser: string; publicUrl: string; now: Date },
): Promise<void> {
  const accountId = await mine(db, actor)
  requireStepUp(actor, input.now)
  refuseMany((await listOwnAddresses(db, accountId)).length)
  await db.seeing(wholeSight, async () => {
    const owner = await findAccountByAddress(db, input.address)
    const secret = await newLink(db, {
      ...{ accountId, purpose: 'address', about: input.address.trim() },
      ...{ browser: input.browser, now: input.now },
    })
    await post(db, {
      to: input.address,
      ...(owner
        ? {
            subject: 'Somebody wanted to add your address',
            text: 'Somebody who is signed in here asked to add this address to their account. It belongs to an account already, so nothing has changed.\n\nIf that was you, on another account: remove it there first.\n',
          }
        : {
            subject: 'Confirm this address',
            text: `Open this link in the browser in which you asked for it. It works once, for ${linkMinutes} minutes, and adds this address to your account.\n\n${input.publicUrl}/me/addresses/confirmation?link=${secret}\n\nIf you did not ask for it, nothing happens.\n`,
          }),
    })
  })
  await audit(db, actor, 'access.address.asked', `account:${accountId}`)
}

/** Adds the address that a link was sent to. Every earlier address is told. */
export async function confirmAddress(
  db: Writer,
  actor: Viewer,
  input: { secret: string; browser: string | undefined; now: Date },
): Promise<void> {
  const accountId = await mine(db, actor)
  const { accountId: asker, about: address } = await takeLink(db, { ...input, purpose: 'address' })
  if (asker !== accountId)
    throw invalid('access.link.unusable', 'This link was asked for by somebody else. Ask for a new one.')
  refuseMany((await listOwnAddresses(db, accountId)).length)
  await tellEverywhere(db, accountId, {
    subject: 'Another address was added to your account',
    text: `From now on it may ask for sign-in links and is told of what happens to your account, as this one is.\n\n${notYou}`,
  })
  await db
    .save(sql`insert into access.addresses (address_hash, account_id, address, verified_at, is_first)
      values (${addressHash(address)}, ${accountId}, ${address}, ${input.now}, false)`)
    .catch((error: unknown) => {
      if (isUniqueViolation(error))
        throw conflict('access.address.taken', 'This address belongs to an account already. Choose another one.')
      throw error
    })
  // The link is used; what it was about stands in its place now.
  await db.save(sql`delete from access.links where account_id = ${accountId} and purpose = 'address'`)
  await audit(db, actor, 'access.address.added', `account:${accountId}`)
}

const notYou =
  'If this was not you: sign in, end all other sessions and remove what you do not know under “If something went wrong” on your page, or write to the staff of your body at once.\n'

/** Removes one of several addresses. All of them are told, also the one that goes. */
export async function removeAddress(db: Writer, actor: Viewer, input: { id: string; now: Date }): Promise<void> {
  const accountId = await mine(db, actor)
  requireStepUp(actor, input.now)
  const known = await listOwnAddresses(db, accountId)
  if (!known.some((address) => address.id === input.id))
    throw notFound('access.address.unknown', 'There is no such address among yours.')
  refuseLast(known.length)
  await tellEverywhere(db, accountId, {
    subject: 'An address was removed from your account',
    text: `The addresses that are left go on as before; the one that was removed no longer opens anything.\n\n${notYou}`,
  })
  await db.save(sql`delete from access.addresses where address_hash = ${input.id} and account_id = ${accountId}`)
  // The oldest that is left is asked first from now on.
  await db.save(sql`update access.addresses set is_first = true where address_hash = (select address_hash from access.addresses
    where account_id = ${accountId} and verified_at is not null order by is_first desc, verified_at, address_hash limit 1)`)
  await audit(db, actor, 'access.address.removed', `account:${accountId}`)
}

/** One's own account, held for this deed: two removals at once would leave none. */
async function mine(db: Reader, actor: Viewer): Promise<string> {
  if (!actor.accountId) throw unauthenticated('access.sign-in-first', 'Please sign in first.')
  await db.one(sql`select id from access.accounts where id = ${actor.accountId} for update`)
  return actor.accountId
}
