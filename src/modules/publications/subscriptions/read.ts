import { allow, bodiesOf, mayDo, type Viewer } from '#kernel/access'
import { type Reader, sql, wholeSight } from '#platform/db'
import { secretHash } from '#platform/ids'
import { forbidden, notFound } from '#platform/problem'
import { getListSecret } from '../newsletters/read.ts'
import type { NewsletterView } from '../newsletters/schema.ts'
import { confirmDays, isPersonalMark, personalCode, readPersonalCode } from './rules.ts'
import type { SubscriberView } from './schema.ts'

const view = sql`select id, newsletter_id as "newsletterId", address, address_key as "addressKey", language, topics, region, name, outlet,
    beat, state, basis, asked_at as "askedAt", confirmed_at as "confirmedAt", ended_at as "endedAt"
  from publications.subscribers`

const unknown = () =>
  notFound('publications.subscription.unknown', 'This link leads nowhere any more. You get nothing from us by it.')

export const findSubscriber = (
  db: Reader,
  { newsletterId, addressKey }: { newsletterId: string; addressKey: string },
): Promise<SubscriberView | undefined> =>
  db.one(sql<SubscriberView>`${view} where newsletter_id = ${newsletterId} and address_key = ${addressKey}`)

/** Whose letter a personal link came in. The link is the proof, and opens what is kept of that mailbox (`ofMailbox`). */
export async function getSubscriberByCode(db: Reader, code: string): Promise<SubscriberView> {
  const read = readPersonalCode(code)
  const found = read && (await db.seeing(wholeSight, () => db.one(sql<SubscriberView>`${view} where id = ${read.id}`)))
  if (!read || !found || !isPersonalMark(await getListSecret(db, found.newsletterId), read)) throw unknown()
  return found
}

/** Who asked, by the link of a confirmation, while it counts. */
export async function getAsked(db: Reader, code: string, now: Date): Promise<SubscriberView> {
  const since = new Date(now.getTime() - confirmDays * 86_400_000)
  const asked = sql<SubscriberView>`${view} where confirm_hash = ${secretHash(code)} and asked_at > ${since}`
  const found = await db.seeing(wholeSight, () => db.one(asked))
  if (!found)
    throw notFound('publications.subscription.expired', 'This link counts no longer. Subscribe again for a new one.')
  return found
}

export const codeOf = async (db: Reader, { id, newsletterId }: SubscriberView): Promise<string> =>
  personalCode(await getListSecret(db, newsletterId), id)

export async function isSilenced(db: Reader, bodyId: string, addressKey: string): Promise<boolean> {
  const { silent } = await db.only(sql<{ silent: boolean }>`select exists (select from publications.suppressions
    where body_id = ${bodyId} and address_key = ${addressKey}) as silent`)
  return silent
}

/** Works with the sight of whoever holds a mailbox: what is kept of it, and nothing else. */
export const ofMailbox = <Done>(db: Reader, addressKey: string, work: () => Promise<Done>): Promise<Done> =>
  db.seeing({ mailbox: addressKey }, work)

export interface ReadersCount {
  state: SubscriberView['state']
  count: number
}

export function countReaders(db: Reader, viewer: Viewer, list: NewsletterView): Promise<ReadersCount[]> {
  allowAddresses(viewer, list)
  return db.all(sql<ReadersCount>`select state, count(*)::int as count from publications.subscribers
    where newsletter_id = ${list.id} group by state order by state`)
}

/**
 * Addresses are the body's own: rights over the whole network open them no more than they open any body's people. The policies of the
 * tables say the same; this says it in a sentence.
 */
export function allowAddresses(viewer: Viewer, list: NewsletterView): void {
  allow(viewer, 'publications.newsletter.manage', { bodyId: list.bodyId })
  if (!bodiesOf(viewer).includes(list.bodyId))
    throw forbidden('publications.subscription.walled', `Who gets it is seen by the staff of ${list.bodyName} alone.`)
}

/** For links alone: the deeds and the tables decide. */
export const maySeeReaders = (viewer: Viewer, { bodyId }: NewsletterView): boolean =>
  mayDo(viewer, 'publications.newsletter.manage', { bodyId }) && bodiesOf(viewer).includes(bodyId)

/** Subscribers as staff see them, the latest first. */
export function listReaders(
  db: Reader,
  viewer: Viewer,
  { list, q, most }: { list: NewsletterView; q: string; most: number },
): Promise<SubscriberView[]> {
  allowAddresses(viewer, list)
  return db.all(sql<SubscriberView>`${view} where newsletter_id = ${list.id}
    and ${q ? sql`strpos(lower(address || ' ' || name || ' ' || outlet), ${q.toLowerCase()}) > 0` : sql`true`}
    order by asked_at desc, id limit ${most}`)
}

export async function countSilenced(db: Reader, bodyId: string): Promise<number> {
  const { count } = await db.only(
    sql<{ count: number }>`select count(*)::int as count from publications.suppressions where body_id = ${bodyId}`,
  )
  return count
}

/** All that a body keeps of a mailbox in its newsletters: for whoever holds the mailbox. */
export const listOfMailbox = (db: Reader, subscriber: SubscriberView) =>
  ofMailbox(db, subscriber.addressKey, () => listOwn(db, subscriber))

async function listOwn(db: Reader, { newsletterId, addressKey, address }: SubscriberView) {
  const bodyId = sql`(select body_id from publications.newsletters where id = ${newsletterId})`
  const lists = sql`select id from publications.newsletters where body_id = ${bodyId}`
  return {
    subscriptions:
      await db.all(sql`select list.name as newsletter, address, language, topics, region, subscriber.name, outlet, beat,
        state, basis, asked_at as "askedAt", confirmed_at as "confirmedAt", ended_at as "endedAt"
      from publications.subscribers subscriber join publications.newsletters list on list.id = newsletter_id
      where address_key = ${addressKey} and newsletter_id in (${lists}) order by asked_at`),
    letters: await db.all(sql`select list.name as newsletter, issue.subject, recipient.state, decided_at as "at", bounce
      from publications.recipients recipient join publications.issues issue on issue.id = issue_id
      join publications.newsletters list on list.id = newsletter_id
      where member_id in (select id from publications.subscribers where address_key = ${addressKey} and newsletter_id in (${lists}))
        and address = ${address} order by decided_at`),
  }
}
