import { allow, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { sql, type Writer } from '#platform/db'
import { newId, newSecret, secretHash } from '#platform/ids'
import { postIf } from '#platform/mail'
import { conflict } from '#platform/problem'
import { addressKey } from '../letters/rules.ts'
import { getNewsletterOf } from '../newsletters/read.ts'
import type { NewsletterView } from '../newsletters/schema.ts'
import { allowAddresses, codeOf, findSubscriber, getAsked, getSubscriberByCode, isSilenced, ofMailbox } from './read.ts'
import { askMinutes, readList } from './rules.ts'
import type { ImportReport, Preferences, SubscriberView } from './schema.ts'

interface Asking extends Preferences {
  list: NewsletterView
  address: string
  /** How we came by the address. */
  basis: string
  broughtBy: string | null
  now: Date
  publicUrl: string
}

/**
 * Asks to subscribe. Nothing is sent before the link in the mail was followed; whether the mailbox has subscribed already, or is not to
 * be written to, is told to nobody but the mailbox.
 */
export async function askToSubscribe(
  db: Writer,
  actor: Viewer,
  input: Omit<Asking, 'basis' | 'broughtBy'>,
): Promise<void> {
  allow(actor, 'publications.subscription.ask')
  refuseClosed(input.list)
  const asking = { ...input, basis: 'Asked on the page of the newsletter', broughtBy: null }
  await ofMailbox(db, addressKey(input.address), () => ask(db, asking))
  // No address: the log cannot forget.
  await audit(db, actor, 'publications.subscription.asked', `newsletter:${input.list.id}`)
}

function refuseClosed({ closedAt, kind }: NewsletterView): void {
  if (closedAt || kind === 'press')
    throw conflict('publications.newsletter.closed', 'This newsletter is closed: it takes no more subscribers.')
}

/** Writes the request down and the letter that asks for confirmation; returns what became of it, which only staff who import may see. */
async function ask(db: Writer, asking: Asking): Promise<'asked' | 'known' | 'silent'> {
  const { list, address, now, publicUrl } = asking
  const key = addressKey(address)
  const code = newSecret()
  const known = await findSubscriber(db, { newsletterId: list.id, addressKey: key })
  const isAskedLately = known !== undefined && now.getTime() - known.askedAt.getTime() < askMinutes * 60_000
  const isSilent = (await isSilenced(db, list.bodyId, key)) || ['bounced', 'complained'].includes(known?.state ?? '')
  const isNew = !isSilent && known?.state !== 'confirmed'
  // A list that somebody brings asks nobody who has left, nor twice whoever has not answered.
  const isMeant = !isSilent && !isAskedLately && (asking.broughtBy === null || known === undefined)
  if (isNew && isMeant)
    await db.save(sql`insert into publications.subscribers (id, newsletter_id, address, address_key, language, topics, region, state,
        basis, brought_by, confirm_hash, asked_at)
      values (${newId(now)}, ${list.id}, ${address}, ${key}, ${asking.language}, ${asking.topics}::text[], ${asking.region}, 'pending',
        ${asking.basis}, ${asking.broughtBy}, ${secretHash(code)}, ${now})
      on conflict (newsletter_id, address_key) do update set address = excluded.address, language = excluded.language,
        topics = excluded.topics, region = excluded.region, basis = excluded.basis, confirm_hash = excluded.confirm_hash,
        asked_at = excluded.asked_at`)
  else if (known && isMeant)
    await db.save(sql`update publications.subscribers set asked_at = ${now} where id = ${known.id}`)
  const own = known && !isNew ? await codeOf(db, known) : ''
  await postIf(db, isMeant, {
    to: known && !isNew ? known.address : address,
    subject: isNew ? `Confirm: ${list.name}` : `You already get ${list.name}`,
    text: isNew
      ? `Somebody, we hope you, asked that ${list.name} be sent here. ${asking.broughtBy ? `${list.bodyName} has your address from: ${asking.basis}. ` : ''}\n\nConfirm: ${publicUrl}/subscriptions/confirm/${code}\n\nIf it was not you, do nothing: you get nothing from us.\n\n${list.bodyName}, ${list.postalAddress.replace(/\s+/g, ' ')}\n`
      : `This mailbox gets it already. Change what you get, or leave: ${publicUrl}/subscriptions/${own}\n`,
  })
  if (isSilent) return 'silent'
  return isMeant && isNew ? 'asked' : 'known'
}

/** The second yes, from the mailbox itself. */
export async function confirmSubscription(
  db: Writer,
  actor: Viewer,
  input: { code: string; now: Date },
): Promise<SubscriberView> {
  const subscriber = await getAsked(db, input.code, input.now)
  allow(actor, 'publications.subscription.ask')
  const list = await getNewsletterOf(db, subscriber.newsletterId)
  refuseClosed(list)
  const confirming = sql`update publications.subscribers set state = 'confirmed', confirmed_at = ${input.now}, ended_at = null
    where id = ${subscriber.id} and state in ('pending', 'left')`
  const changed = await ofMailbox(db, subscriber.addressKey, () => db.save(confirming))
  if (changed === 0) db.unaudited('it was confirmed before')
  else await audit(db, actor, 'publications.subscription.confirmed', `newsletter:${list.id}`, { id: subscriber.id })
  return subscriber
}

export async function changePreferences(
  db: Writer,
  actor: Viewer,
  input: Preferences & { code: string },
): Promise<void> {
  allow(actor, 'publications.subscription.ask')
  const subscriber = await getSubscriberByCode(db, input.code)
  const chosen = sql`update publications.subscribers set language = ${input.language}, topics = ${input.topics}::text[],
    region = ${input.region} where id = ${subscriber.id}`
  await ofMailbox(db, subscriber.addressKey, () => db.save(chosen))
  await audit(db, actor, 'publications.subscription.changed', `newsletter:${subscriber.newsletterId}`, {
    id: subscriber.id,
  })
}

/** Leaves, at once and without a question. Done twice it is done. */
export async function leave(db: Writer, actor: Viewer, input: { code: string; now: Date }): Promise<void> {
  allow(actor, 'publications.subscription.ask')
  const subscriber = await getSubscriberByCode(db, input.code)
  const leaving = sql`update publications.subscribers set state = 'left', ended_at = ${input.now}, confirm_hash = null
    where id = ${subscriber.id} and state in ('pending', 'confirmed')`
  const changed = await ofMailbox(db, subscriber.addressKey, () => db.save(leaving))
  if (changed === 0) return db.unaudited('they had left')
  await audit(db, actor, 'publications.subscription.left', `newsletter:${subscriber.newsletterId}`, {
    id: subscriber.id,
  })
}

/** Takes back a leaving by mistake, while the address is still kept. The link came in a letter to that mailbox. */
export async function comeBack(db: Writer, actor: Viewer, input: { code: string; now: Date }): Promise<void> {
  allow(actor, 'publications.subscription.ask')
  const subscriber = await getSubscriberByCode(db, input.code)
  const returning = sql`update publications.subscribers set state = 'confirmed', ended_at = null
    where id = ${subscriber.id} and state = 'left' and address <> '' and confirmed_at is not null`
  const changed = await ofMailbox(db, subscriber.addressKey, () => db.save(returning))
  if (changed === 0)
    throw conflict('publications.subscription.state', 'This subscription cannot be taken up again. Subscribe anew.')
  await audit(db, actor, 'publications.subscription.resumed', `newsletter:${subscriber.newsletterId}`, {
    id: subscriber.id,
  })
}

/**
 * Erases a mailbox from every list of the body. A hash stays, so that nobody of the body writes to it again: no import, and nobody who
 * types it in.
 */
export async function eraseMailbox(db: Writer, actor: Viewer, input: { code: string; now: Date }): Promise<void> {
  allow(actor, 'publications.subscription.ask')
  const { newsletterId, addressKey: key } = await getSubscriberByCode(db, input.code)
  const list = await getNewsletterOf(db, newsletterId)
  const members = sql`select id from publications.subscribers where address_key = ${key}
    and newsletter_id in (select id from publications.newsletters where body_id = ${list.bodyId})`
  // Of the body, not of the mailbox: a letter without its reader is nobody's any more.
  await db.seeing({ bodies: list.bodyId }, async () => {
    await db.save(sql`update publications.recipients set address = '', member_id = '',
      state = case when state = 'waiting' then 'skipped' else state end where member_id in (${members})`)
    await db.save(sql`insert into publications.suppressions (body_id, address_key, reason, since)
      values (${list.bodyId}, ${key}, 'erased', ${input.now}) on conflict do nothing`)
    await db.save(sql`delete from publications.subscribers where id in (${members})`)
  })
  await audit(db, actor, 'publications.subscription.erased', `newsletter:${list.id}`)
}

/** Stops a mailbox at every list of the body: it is gone, or its owner complained. Nothing is sent to it again. */
export async function stopMailbox(
  db: Writer,
  actor: Viewer,
  input: { subscriberId: string; reason: 'bounce' | 'complaint'; now: Date },
): Promise<void> {
  const found = await db.one(sql<{ key: string; bodyId: string }>`select address_key as key, body_id as "bodyId"
    from publications.subscribers join publications.newsletters list on list.id = newsletter_id
    where publications.subscribers.id = ${input.subscriberId}`)
  if (!found) return
  allow(actor, 'publications.newsletter.manage', { bodyId: found.bodyId })
  await db.save(sql`insert into publications.suppressions (body_id, address_key, reason, since)
    values (${found.bodyId}, ${found.key}, ${input.reason}, ${input.now}) on conflict do nothing`)
  await db.save(sql`update publications.subscribers set state = ${input.reason === 'bounce' ? 'bounced' : 'complained'},
      ended_at = ${input.now}, confirm_hash = null
    where address_key = ${found.key} and state in ('pending', 'confirmed')
      and newsletter_id in (select id from publications.newsletters where body_id = ${found.bodyId})`)
  await audit(db, actor, 'publications.subscription.stopped', `subscriber:${input.subscriberId}`, {
    reason: input.reason,
  })
}

/** Brings a list in: each address gets one letter that asks, and nothing more until it has said yes. */
export async function importList(
  db: Writer,
  actor: Viewer,
  input: { list: NewsletterView; text: string; basis: string; now: Date; publicUrl: string },
): Promise<ImportReport> {
  const { list, text, basis, now, publicUrl } = input
  allowAddresses(actor, list)
  refuseClosed(list)
  const { rows, unreadable } = readList(text)
  const counts = { asked: 0, known: 0, silent: 0 }
  for (const row of rows)
    counts[
      await ask(db, {
        ...row,
        topics: [],
        list,
        basis,
        broughtBy: actor.auditId,
        now,
        publicUrl,
      })
    ] += 1
  await audit(db, actor, 'publications.subscription.imported', `newsletter:${list.id}`, { basis, ...counts })
  return { ...counts, unreadable }
}

/** Lets a mailbox be asked again, because its owner wants to: it was told by another way. */
export async function liftSilence(
  db: Writer,
  actor: Viewer,
  input: { list: NewsletterView; address: string; reason: string },
): Promise<void> {
  allowAddresses(actor, input.list)
  const key = addressKey(input.address)
  await db.save(
    sql`delete from publications.suppressions where body_id = ${input.list.bodyId} and address_key = ${key}`,
  )
  await db.save(sql`update publications.subscribers set state = 'left' where address_key = ${key} and state in ('bounced', 'complained')
    and newsletter_id in (select id from publications.newsletters where body_id = ${input.list.bodyId})`)
  // The same whether there was one or not: the list of hashes is no way to ask who is on it.
  await audit(db, actor, 'publications.suppression.lifted', `newsletter:${input.list.id}`, { reason: input.reason })
}

const keptDays = 30

/** Every night: requests that nobody confirmed go, and addresses of those who left a month ago; the key stays, so that no list brings them back. */
export async function forgetOld(db: Writer, now: Date): Promise<void> {
  const before = new Date(now.getTime() - keptDays * 86_400_000)
  db.unaudited('what nobody confirmed is forgotten as its letter said')
  await db.save(sql`delete from publications.subscribers where state = 'pending' and asked_at < ${before}`)
  await db.save(sql`update publications.subscribers set address = '', name = '', outlet = ''
    where state in ('left', 'removed', 'bounced', 'complained') and ended_at < ${before} and address <> ''`)
}
