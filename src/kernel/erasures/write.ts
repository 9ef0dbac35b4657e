import { findAccountOf, requireStepUp, type Viewer } from '#kernel/access'
import { tellEverywhere } from '#kernel/addresses'
import { audit } from '#kernel/audit'
import { listBodyIdsOf } from '#kernel/bodies'
import { allowFor } from '#kernel/contacts'
import { getKnownProfile } from '#kernel/profiles'
import { isUniqueViolation, sql, type Writer, wholeSight } from '#platform/db'
import { newId, newSecret, secretHash } from '#platform/ids'
import { post } from '#platform/mail'
import { notFound, unauthenticated } from '#platform/problem'
import { findByStopCode, findOpenErasure } from './read.ts'
import { alreadyAsked, coolingDays, effectiveFrom, refuseWithAccount } from './rules.ts'
import type { ErasureView } from './schema.ts'

/** Asks for oneself to be erased, whole or from one body; every address gets a notice by which it can be stopped. Returns the code of the receipt. */
export async function askErasure(
  db: Writer,
  actor: Viewer,
  input: { bodyId: string | null; publicUrl: string; now: Date },
): Promise<string> {
  const { accountId, personId } = actor
  if (!accountId) throw unauthenticated('access.sign-in-first', 'Please sign in first.')
  requireStepUp(actor, input.now)
  if (input.bodyId !== null && !(await listBodyIdsOf(db, personId ?? '')).includes(input.bodyId))
    throw notFound('people.body.unknown', 'You belong to no such body.')
  const begun = await begin(db, actor, { ...input, personId: personId ?? null, accountId, reason: null })
  await db.seeing(wholeSight, () => tellEverywhere(db, accountId, noticeOf(begun, input)))
  return begun.receiptCode
}

/** Begins the erasure of somebody who has no account and asked a body's staff. What other bodies hold is theirs. */
export async function askErasureFor(
  db: Writer,
  actor: Viewer,
  input: { personId: string; bodyId: string; reason: string; publicUrl: string; now: Date },
): Promise<void> {
  allowFor(actor, 'people.person.erase', input.bodyId)
  await getKnownProfile(db, input.personId)
  if (!(await listBodyIdsOf(db, input.personId)).includes(input.bodyId))
    throw notFound('profiles.person.unknown', 'There is no such person.')
  refuseWithAccount(await findAccountOf(db, input.personId))
  requireStepUp(actor, input.now)
  const begun = await begin(db, actor, { ...input, accountId: null })
  const channels = await db.all(sql<{ address: string }>`
    select value as address from people.cards where person_id = ${input.personId} and body_id = ${input.bodyId} and field = 'email'
    union select value from people.fields where person_id = ${input.personId} and field = 'email' and audience <> 'me'`)
  for (const { address } of channels) await post(db, { to: address, ...noticeOf(begun, input) })
}

interface Begun {
  stopCode: string
  receiptCode: string
  effectiveAt: Date
}

async function begin(
  db: Writer,
  actor: Viewer,
  input: {
    personId: string | null
    accountId: string | null
    bodyId: string | null
    reason: string | null
    now: Date
  },
): Promise<Begun> {
  const begun = { stopCode: newSecret(), receiptCode: newSecret(), effectiveAt: effectiveFrom(input.now) }
  const id = newId(input.now)
  await db
    .save(sql`insert into people.erasures (id, person_id, account_id, body_id, asked_by, reason, asked_at, effective_at, stop_hash, receipt_hash)
      values (${id}, ${input.personId}, ${input.accountId}, ${input.bodyId}, ${actor.auditId}, ${input.reason}, ${input.now},
        ${begun.effectiveAt}, ${secretHash(begun.stopCode)}, ${secretHash(begun.receiptCode)})`)
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? alreadyAsked() : error
    })
  await audit(db, actor, 'people.erasure.asked', subjectOf(input), detailOf({ id, bodyId: input.bodyId }))
  return begun
}

const subjectOf = (erasure: { personId: string | null; accountId: string | null }): string =>
  erasure.personId ? `person:${erasure.personId}` : `account:${erasure.accountId}`

const detailOf = ({ id, bodyId }: { id: string; bodyId: string | null }) => ({
  erasure: id,
  ...(bodyId === null ? {} : { body: bodyId }),
})

const noticeOf = (begun: Begun, { bodyId, publicUrl }: { bodyId: string | null; publicUrl: string }) => ({
  subject: bodyId === null ? 'You will be erased' : 'One body will forget you',
  text: `In ${coolingDays} days ${bodyId === null ? 'everything this site holds about you is erased' : 'everything that one body holds about you is erased'}, except what must be kept by number.\n\nIf you do not want it, or it was not you who asked, stop it now: ${publicUrl}/erasure/stop?code=${begun.stopCode}\n\nHow far it is, and afterwards the proof that it was done: ${publicUrl}/erasure?code=${begun.receiptCode}\nKeep this address: later nobody can tell which erasure was yours.\n`,
})

/** Stops an erasure by the code of a notice: whoever holds an address of the person may. */
export async function stopErasure(db: Writer, input: { code: string; now: Date }): Promise<void> {
  await db.seeing(wholeSight, async () => {
    const erasure = await findByStopCode(db, input.code)
    if (!erasure) throw nothingToStop()
    await stop(db, { auditId: 'visitor' }, { erasure, now: input.now })
  })
}

/** Stops one's own from a session that is still open. */
export async function stopOwnErasure(db: Writer, actor: Viewer, input: { id: string; now: Date }): Promise<void> {
  if (!actor.accountId) throw unauthenticated('access.sign-in-first', 'Please sign in first.')
  const erasure = await findOpenErasure(db, input.id)
  if (!erasure || erasure.accountId !== actor.accountId) throw nothingToStop()
  await db.seeing(wholeSight, () => stop(db, actor, { erasure, now: input.now }))
}

/** Staff stop what staff of their body began. */
export async function stopErasureAsStaff(db: Writer, actor: Viewer, input: { id: string; now: Date }): Promise<void> {
  const erasure = await findOpenErasure(db, input.id)
  allowFor(actor, 'people.person.erase', erasure?.bodyId ?? '')
  if (!erasure || erasure.accountId !== null) throw nothingToStop()
  await db.seeing(wholeSight, () => stop(db, actor, { erasure, now: input.now }))
}

const nothingToStop = () =>
  notFound('people.erasure.unknown', 'There is no erasure to stop: it was stopped already, or it is done.')

async function stop(
  db: Writer,
  actor: { auditId: string },
  { erasure, now }: { erasure: ErasureView; now: Date },
): Promise<void> {
  const stopped = await db.save(sql`update people.erasures set stopped_at = ${now}, reason = null
    where id = ${erasure.id} and stopped_at is null and done_at is null`)
  if (stopped === 0) throw nothingToStop()
  if (erasure.accountId)
    await tellEverywhere(db, erasure.accountId, {
      subject: 'Your erasure was stopped',
      text: 'Nothing has been erased. You can ask again on your page at any time.\n',
    })
  await audit(db, actor, 'people.erasure.stopped', subjectOf(erasure), detailOf(erasure))
}
