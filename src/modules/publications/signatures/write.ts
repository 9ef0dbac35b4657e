import { allow, system, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { type Database, isUniqueViolation, sql, type Writer } from '#platform/db'
import { newId, newSecret, secretHash } from '#platform/ids'
import { post } from '#platform/mail'
import { conflict, forbidden, invalid, notFound } from '#platform/problem'
import { findLetter, getTextToSign } from '../letters/read.ts'
import { addressKey, nameKey, refuseCapacity, refuseClosed } from '../letters/rules.ts'
import type { LetterView } from '../letters/schema.ts'
import { countSignature, recount } from '../letters/write.ts'
import { countReached, getSignatureByCode, listUnasked, reachedBy } from './read.ts'
import type { Conditions, NewSignature } from './schema.ts'

/**
 * Asks to sign. Nothing stands under the letter before the link in the mail is followed. Whether the mailbox has signed already is told
 * to the mailbox alone: it gets a link to its signature.
 */
export async function askToSign(
  db: Writer,
  actor: Viewer,
  input: NewSignature & { letter: LetterView; now: Date; publicUrl: string },
): Promise<void> {
  allow(actor, 'publications.signature.ask')
  const { letter, now } = input
  refuseClosed(letter, now)
  refuseCapacity(letter, { capacity: input.capacity, isFederal: input.isFederal === 'yes' })
  const edition = await getTextToSign(db, letter)
  const [code, key] = [newSecret(), addressKey(input.address)]
  const known = await db.one(sql<{
    id: string
    address: string
  }>`update publications.signatures set secret_hash = ${secretHash(code)}
    where work_id = ${letter.workId} and address_key = ${key} and state in ('confirmed', 'invalid') returning id, address`)
  if (!known) {
    // Only the latest of several tries of one mailbox can be confirmed.
    await db.save(
      sql`delete from publications.signatures where work_id = ${letter.workId} and address_key = ${key} and state = 'pending'`,
    )
    await db.save(sql`insert into publications.signatures (id, work_id, name, title, capacity, address, address_key, name_key,
        secret_hash, asked_at)
      values (${newId(now)}, ${letter.workId}, ${input.name}, ${input.title}, ${input.capacity}, ${input.address}, ${key},
        ${nameKey(input.name)}, ${secretHash(code)}, ${now})`)
  }
  await post(db, {
    to: known?.address ?? input.address,
    subject: known ? `You have signed “${edition.title}”` : `Confirm your signature of “${edition.title}”`,
    text: known
      ? `This mailbox has signed already. Look at the signature, or withdraw it: ${input.publicUrl}/signatures/${code}\n`
      : `Somebody, we hope you, asked to sign as “${input.name}”.\n\nRead the text and confirm: ${input.publicUrl}/signatures/${code}\n\nIf it was not you, do nothing: nothing stands under the letter.\n`,
  })
  // Neither name nor address: the log cannot forget.
  await audit(db, actor, 'publications.signature.asked', `work:${letter.workId}`)
}

/** Puts the name under the text as it stands, or agrees to a text that was changed since. The first signature freezes the text's hash. */
export async function confirmSignature(db: Writer, actor: Viewer, input: { code: string; now: Date }): Promise<void> {
  const signature = await getSignatureByCode(db, input.code)
  allow(actor, 'publications.signature.ask')
  const letter = await findLetter(db, signature.workId)
  if (!letter) throw notFound('publications.letter.unknown', 'There is no such letter.')
  if (signature.state === 'invalid')
    throw forbidden(
      'publications.signature.invalid',
      'The editors have taken this signature out. Write to them if that is wrong.',
    )
  if (signature.state === 'withdrawn')
    throw conflict(
      'publications.signature.withdrawn',
      'You have withdrawn this signature. Sign again if you have changed your mind.',
    )
  refuseClosed(letter, input.now)
  const edition = await getTextToSign(db, letter)
  if (letter.agreedHashes.length === 0)
    await db.save(sql`update publications.letters set agreed_hashes = array[${edition.contentHash}]
      where work_id = ${letter.workId} and agreed_hashes = '{}'`)
  try {
    const changed =
      await db.save(sql`update publications.signatures set state = 'confirmed', content_hash = ${edition.contentHash},
        confirmed_at = coalesce(confirmed_at, ${input.now})
      where id = ${signature.id} and (state = 'pending' or (state = 'confirmed' and content_hash <> ${edition.contentHash}))`)
    if (changed === 0) return db.unaudited('it stands already')
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw conflict(
      'publications.signature.twice',
      'This mailbox has signed this letter already, under another spelling.',
    )
  }
  await countSignature(db, { workId: letter.workId, id: signature.id, by: 1 })
  await audit(db, actor, 'publications.signature.confirmed', `work:${letter.workId}`, { signature: signature.id })
}

/** Takes one's name from under a letter. The page counts it as withdrawn; the name goes. */
export async function withdrawSignature(db: Writer, actor: Viewer, input: { code: string; now: Date }): Promise<void> {
  const signature = await getSignatureByCode(db, input.code)
  allow(actor, 'publications.signature.ask')
  const letter = await findLetter(db, signature.workId)
  const isCounted = signature.state === 'confirmed' && letter?.agreedHashes.includes(signature.contentHash)
  const changed = await db.save(sql`update publications.signatures set state = 'withdrawn', withdrawn_at = ${input.now}
    where id = ${signature.id} and state in ('pending', 'confirmed')`)
  if (changed === 0) throw conflict('publications.signature.state', 'This signature does not stand any more.')
  if (isCounted) await countSignature(db, { workId: signature.workId, id: signature.id, by: -1 })
  await audit(db, actor, 'publications.signature.withdrawn', `work:${signature.workId}`, { signature: signature.id })
}

/** Takes every confirmed signature that meets the conditions out of the letter, with a reason, and can be undone as one. */
export async function invalidateSignatures(
  db: Writer,
  actor: Viewer,
  input: { letter: LetterView; wanted: Conditions; reason: string; at: Date },
): Promise<number> {
  const { letter, wanted, reason, at } = input
  allow(actor, 'publications.letter.moderate', { bodyId: letter.bodyId })
  if (reason.length < 10)
    throw invalid('publications.invalidation.reason', 'Say why, for whoever asks later.', { reason: 'A sentence' })
  await db.all(sql`select 1 from publications.letters where work_id = ${letter.workId} for update`)
  const count = await countReached(db, letter, wanted)
  if (count === 0)
    throw conflict('publications.invalidation.nothing', 'No confirmed signature meets these conditions.', {
      name: 'Change the conditions',
    })
  const id = newId(at)
  await db.save(sql`insert into publications.invalidations (id, work_id, conditions, reason, count, done_by, done_at)
    values (${id}, ${letter.workId}, ${JSON.stringify(wanted)}, ${reason}, ${count}, ${actor.auditId}, ${at})`)
  await db.save(
    sql`update publications.signatures set state = 'invalid', invalidation_id = ${id} where ${reachedBy(letter, wanted)}`,
  )
  await recount(db, letter.workId)
  await audit(db, actor, 'publications.signature.invalidated', `work:${letter.workId}`, { invalidation: id, count })
  return count
}

/** Brings back exactly what one invalidation took out, save what its signers have withdrawn since. */
export async function undoInvalidation(
  db: Writer,
  actor: Viewer,
  input: { letter: LetterView; id: string; at: Date },
): Promise<void> {
  const { letter, id, at } = input
  allow(actor, 'publications.letter.moderate', { bodyId: letter.bodyId })
  const changed =
    await db.save(sql`update publications.invalidations set undone_at = ${at}, undone_by = ${actor.auditId}
    where id = ${id} and work_id = ${letter.workId} and undone_at is null`)
  if (changed === 0)
    throw conflict('publications.invalidation.undone', 'Somebody else has undone this in the meantime.')
  await db.save(sql`update publications.signatures set state = 'confirmed', invalidation_id = null
    where invalidation_id = ${id} and state = 'invalid'`)
  await recount(db, letter.workId)
  await audit(db, actor, 'publications.signature.restored', `work:${letter.workId}`, { invalidation: id })
}

const atATime = 200

/**
 * Asks the signers of an earlier text whether they agree to the one that stands. Each is a transaction of its own with the asking noted in
 * it, so that a crash asks nobody twice. Returns how many were asked.
 */
export async function askConsents(database: Database, publicUrl: string): Promise<number> {
  const waiting = await database.read((db) => listUnasked(db, atATime))
  for (const { id } of waiting)
    await database.write(async (db) => {
      const code = newSecret()
      const asked = await db.one(sql<{ address: string; workId: string }>`update publications.signatures signature
          set secret_hash = ${secretHash(code)}, asked_hash = agreed_hashes[1]
        from publications.letters letter where letter.work_id = signature.work_id and signature.id = ${id}
          and asked_hash <> agreed_hashes[1] returning address, signature.work_id as "workId"`)
      const letter = asked && (await findLetter(db, asked.workId))
      if (!asked || !letter) return db.unaudited('somebody else has asked')
      const { title } = await getTextToSign(db, letter)
      await post(db, {
        to: asked.address,
        subject: `“${title}” has changed since you signed it`,
        text: `You signed an earlier text. Your name does not stand under the new one unless you agree to it.\n\nRead it and decide: ${publicUrl}/signatures/${code}\n`,
      })
      await audit(db, system, 'publications.signature.asked-again', `work:${asked.workId}`, { signature: id })
    })
  return waiting.length
}
