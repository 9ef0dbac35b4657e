import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { requireStepUp, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { sql, type Writer, wholeSight } from '#platform/db'
import { newId } from '#platform/ids'
import { conflict, invalid, notFound, unauthenticated } from '#platform/problem'
import { findPasskey, listPasskeys } from './read.ts'
import type { RelyingParty } from './schema.ts'

const challengeMinutes = 5

type Purpose = 'register' | 'sign-in' | 'step-up'

async function keepChallenge(
  db: Writer,
  input: { challenge: string; purpose: Purpose; accountId: string | null; now: Date },
): Promise<string> {
  const id = newId(input.now)
  db.unaudited('a question put to an authenticator; its answer is audited')
  await db.save(sql`delete from access.challenges where expires_at < ${input.now}`)
  await db.save(sql`insert into access.challenges (id, challenge, purpose, account_id, expires_at)
    values (${id}, ${input.challenge}, ${input.purpose}, ${input.accountId}, ${new Date(input.now.getTime() + challengeMinutes * 60_000)})`)
  return id
}

/** Takes the challenge out: it is answered once, whatever the answer. */
async function takeChallenge(
  db: Writer,
  input: { id: string; purpose: Purpose; now: Date },
): Promise<{ challenge: string; accountId: string | null }> {
  const [taken] = await db.saveAll(sql<{ challenge: string; accountId: string | null }>`delete from access.challenges
    where id = ${input.id} and purpose = ${input.purpose} and expires_at > ${input.now}
    returning challenge, account_id as "accountId"`)
  if (!taken) throw invalid('passkeys.challenge.expired', 'That took too long. Please try again.')
  return taken
}

/** Asks a signed-in person's authenticator for a new passkey: discoverable, with user verification. */
export async function askRegistration(
  db: Writer,
  actor: Viewer,
  input: { party: RelyingParty; now: Date },
): Promise<{ id: string; options: PublicKeyCredentialCreationOptionsJSON }> {
  if (!actor.accountId) throw unauthenticated('access.sign-in-first', 'Please sign in first.')
  const known = await listPasskeys(db, actor.accountId)
  const options = await generateRegistrationOptions({
    rpName: input.party.name,
    rpID: input.party.id,
    userName: actor.name,
    userID: new TextEncoder().encode(actor.accountId),
    attestationType: 'none',
    excludeCredentials: known.map((passkey) => ({ id: passkey.id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  const id = await keepChallenge(db, {
    challenge: options.challenge,
    purpose: 'register',
    accountId: actor.accountId,
    now: input.now,
  })
  return { id, options }
}

/** Keeps the passkey that an authenticator made for the person who asked, and for nobody else. A fresh proof of presence comes first. */
export async function registerPasskey(
  db: Writer,
  actor: Viewer,
  input: { challengeId: string; credential: Record<string, unknown>; name: string; party: RelyingParty; now: Date },
): Promise<void> {
  requireStepUp(actor, input.now)
  const { challenge, accountId } = await takeChallenge(db, {
    id: input.challengeId,
    purpose: 'register',
    now: input.now,
  })
  if (!actor.accountId || accountId !== actor.accountId)
    throw invalid('passkeys.registration.other', 'This passkey was asked for in another session. Please begin again.')
  const verified = await verifyRegistrationResponse({
    response: input.credential as unknown as RegistrationResponseJSON, // the library checks every member of it
    expectedChallenge: challenge,
    expectedOrigin: input.party.origin,
    expectedRPID: input.party.id,
    requireUserVerification: true,
  }).catch(unreadable)
  if (!verified.verified) throw refused()
  const { credential, credentialBackedUp } = verified.registrationInfo
  const saved =
    await db.save(sql`insert into access.passkeys (id, account_id, name, public_key, counter, transports, is_backed_up, created_at)
    values (${credential.id}, ${actor.accountId}, ${input.name}, ${Buffer.from(credential.publicKey)}, ${credential.counter},
      ${credential.transports ?? []}, ${credentialBackedUp}, ${input.now}) on conflict do nothing`)
  if (saved === 0) throw conflict('passkeys.passkey.known', 'This passkey is registered already.')
  await audit(db, actor, 'access.passkey.registered', `account:${actor.accountId}`, { isBackedUp: credentialBackedUp })
}

/** Asks any authenticator of this site; no account is named, so nothing can be learned from the question. */
export async function askSignIn(
  db: Writer,
  input: { party: RelyingParty; purpose: 'sign-in' | 'step-up'; now: Date },
): Promise<{ id: string; options: PublicKeyCredentialRequestOptionsJSON }> {
  const options = await generateAuthenticationOptions({ rpID: input.party.id, userVerification: 'required' })
  const id = await keepChallenge(db, {
    challenge: options.challenge,
    purpose: input.purpose,
    accountId: null,
    now: input.now,
  })
  return { id, options }
}

/** Checks an authenticator's answer and says whose it is. A counter that runs backwards is a copied key (WebAuthn §6.1.1). */
export async function provePasskey(
  db: Writer,
  input: {
    challengeId: string
    purpose: 'sign-in' | 'step-up'
    credential: Record<string, unknown>
    party: RelyingParty
    now: Date
  },
): Promise<string> {
  return db.seeing(wholeSight, async () => {
    const { challenge } = await takeChallenge(db, { id: input.challengeId, purpose: input.purpose, now: input.now })
    const passkey = await findPasskey(db, String(input.credential.id ?? ''))
    if (!passkey) throw refused()
    const verified = await verifyAuthenticationResponse({
      response: input.credential as unknown as AuthenticationResponseJSON, // the library checks every member of it
      expectedChallenge: challenge,
      expectedOrigin: input.party.origin,
      expectedRPID: input.party.id,
      credential: { id: passkey.id, publicKey: passkey.publicKey, counter: passkey.counter },
      requireUserVerification: true,
    }).catch(unreadable)
    if (!verified.verified) throw refused()
    await db.save(sql`update access.passkeys set counter = ${verified.authenticationInfo.newCounter}, last_used_at = ${input.now}
      where id = ${passkey.id}`)
    const account = `account:${passkey.accountId}`
    await audit(db, { auditId: account }, 'access.passkey.used', account, { purpose: input.purpose })
    return passkey.accountId
  })
}

/** Takes one of one's own passkeys out of use; after a fresh proof of presence, so that a borrowed browser locks nobody out. */
export async function revokePasskey(db: Writer, actor: Viewer, input: { id: string; now: Date }): Promise<void> {
  requireStepUp(actor, input.now)
  const changed = await db.save(sql`update access.passkeys set revoked_at = ${input.now}
    where id = ${input.id} and account_id = ${actor.accountId ?? ''} and revoked_at is null`)
  if (changed === 0) throw notFound('passkeys.passkey.unknown', 'There is no such passkey among yours.')
  await audit(db, actor, 'access.passkey.revoked', `account:${actor.accountId}`)
}

const refused = () =>
  invalid('passkeys.proof.refused', 'This passkey is not known here. Use another one, or ask for a sign-in link.')

/** The library throws on anything malformed or mismatched; people only need to know that it did not count. */
function unreadable(): never {
  throw refused()
}
