import { findViewerOf, listAddresses, sightOf, type Viewer } from '#kernel/access'
import { type AuditEntry, audit, hearEntries } from '#kernel/audit'
import { type Database, sql, type Writer, wholeSight } from '#platform/db'
import { plural, siteName } from '#platform/i18n'
import { newId, newSecret, secretHash } from '#platform/ids'
import { announce } from '#platform/live'
import { post } from '#platform/mail'
import { notFound, unauthenticated } from '#platform/problem'
import { listChoices, listNotices, mostCounted } from './read.ts'
import { choiceKey, keepKinds, kindOf, kindsHearing, periodOf } from './rules.ts'
import type { NoticeChoice, NoticeKind, NoticeView, Rhythm, Telling } from './schema.ts'

/** Declares kinds of notices, once at start; from then on their events are heard. */
export function registerKinds(kinds: NoticeKind[]): void {
  keepKinds(kinds)
  hearEntries('notifications', tellOfEntry)
}

async function tellOfEntry(db: Writer, entry: AuditEntry): Promise<void> {
  for (const kind of kindsHearing(entry.event))
    await db.seeing(wholeSight, async () => {
      const tellings = (await kind.hears[entry.event]?.(db, entry)) ?? []
      await tell(db, { kind: kind.name, tellings, occasion: `${entry.stream}/${entry.number}`, at: entry.at })
    })
}

/** Tells some people; who has been told on this occasion is not told again. Called with the whole sight. */
export async function tell(
  db: Writer,
  input: { kind: string; tellings: Telling[]; occasion: string; at: Date },
): Promise<void> {
  if (input.tellings.length === 0) return
  const rows = input.tellings.map((telling) => ({ ...telling, id: newId(input.at) }))
  await db.save(sql`insert into notifications.notices (id, account_id, body_id, kind, about, occasion, told_at)
    select id, "accountId", "bodyId", ${input.kind}, about, ${input.occasion}, ${input.at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as told(id text, "accountId" text, "bodyId" text, about text)
    on conflict do nothing`)
  await announceTo(
    db,
    rows.map(({ accountId }) => accountId),
  )
}

/** The topic on which every node hears whose notices changed. It names accounts: no page listens to it, each is told its own number. */
export const noticesChanged = 'notifications.notices.changed'
/** So many ids fit into one notification of the database. */
const mostNamed = 100

async function announceTo(db: Writer, accountIds: string[]): Promise<void> {
  const once = [...new Set(accountIds)]
  for (let start = 0; start < once.length; start += mostNamed)
    await announce(db, noticesChanged, { accountIds: once.slice(start, start + mostNamed) })
}

const ownAccount = (actor: Viewer): string => {
  if (!actor.accountId) throw unauthenticated('access.sign-in-first', 'Please sign in to see your notifications.')
  return actor.accountId
}

/** Marks one of one's own notices, or all of them, as read or as unread again. */
export async function markNotices(
  db: Writer,
  actor: Viewer,
  input: { id?: string | undefined; isRead: boolean; at: Date },
): Promise<void> {
  const accountId = ownAccount(actor)
  db.unaudited('what somebody has read is nobody else’s business')
  const marked = await db.save(sql`update notifications.notices set read_at = ${input.isRead ? input.at : null}
    where account_id = ${accountId} and ${input.id === undefined ? sql`true` : sql`id = ${input.id}`}
      and (read_at is null) = ${input.isRead}`)
  if (marked > 0) await announceTo(db, [accountId])
  if (input.id === undefined || marked > 0) return
  const found = await db.one(
    sql`select 1 from notifications.notices where id = ${input.id} and account_id = ${accountId}`,
  )
  if (!found) throw notFound('notifications.notice.unknown', 'There is no such notification among yours.')
}

/** Keeps of what somebody wants to be told, and how often by mail. What was there before they asked for letters is in none. */
export async function chooseNotices(db: Writer, actor: Viewer, input: NoticeChoice & { at: Date }): Promise<void> {
  const accountId = ownAccount(actor)
  for (const { bodyId, kind } of await listChoices(db, actor))
    await (input.told.includes(choiceKey(bodyId, kind))
      ? db.save(sql`delete from notifications.silences
          where account_id = ${accountId} and body_id = ${bodyId ?? ''} and kind = ${kind}`)
      : db.save(sql`insert into notifications.silences (account_id, body_id, kind) values (${accountId}, ${bodyId ?? ''}, ${kind})
          on conflict do nothing`))
  await setRhythm(db, { accountId, often: input.often, at: input.at })
  await audit(db, actor, 'notifications.choice.made', `account:${accountId}`, { often: input.often })
}

async function setRhythm(db: Writer, input: { accountId: string; often: Rhythm; at: Date }): Promise<void> {
  const { accountId, often, at } = input
  if (often === 'never') {
    await db.save(sql`delete from notifications.subscriptions where account_id = ${accountId}`)
    return
  }
  const [begun] = await db.saveAll(sql<{
    isNew: boolean
  }>`insert into notifications.subscriptions (account_id, often, since)
    values (${accountId}, ${often}, ${at})
    on conflict (account_id) do update set often = excluded.often returning since = ${at}::timestamptz as "isNew"`)
  if (begun?.isNew)
    await db.save(
      sql`update notifications.notices set mailed_in = '' where account_id = ${accountId} and mailed_in is null`,
    )
}

/** Stops the letters by the secret in one of them: whoever holds the letter may. */
export async function stopDigests(db: Writer, input: { code: string; at: Date }): Promise<void> {
  await db.seeing(wholeSight, async () => {
    const found = await db.one(sql<{ accountId: string }>`select account_id as "accountId" from notifications.digests
      where stop_hash = ${secretHash(input.code)}`)
    if (!found) throw notFound('notifications.digest.unknown', 'There is no letter with this code.')
    const { accountId } = found
    await setRhythm(db, { accountId, often: 'never', at: input.at })
    const actor = { auditId: `account:${accountId}` }
    await audit(db, actor, 'notifications.choice.made', actor.auditId, { often: 'never', by: 'letter' })
  })
}

/** Writes the letters that are due. Each is a transaction of its own, so that a crash neither loses nor repeats any. Returns how many. */
export async function writeDigests(database: Database, input: { publicUrl: string; now: Date }): Promise<number> {
  const subscribed = await database.read(
    (db) =>
      db.all(
        sql<{ accountId: string; often: 'daily' | 'weekly' }>`select account_id as "accountId", often
          from notifications.subscriptions order by account_id`,
      ),
    wholeSight,
  )
  let written = 0
  for (const { accountId, often } of subscribed) {
    const period = periodOf(often, input.now)
    const isWritten = await database.write((db) => writeDigest(db, { ...input, accountId, period }), wholeSight)
    if (isWritten) written += 1
  }
  return written
}

async function writeDigest(
  db: Writer,
  input: { accountId: string; period: string; publicUrl: string; now: Date },
): Promise<boolean> {
  const { accountId, period, now } = input
  db.unaudited('a letter says only what its reader has asked for; the choice is audited')
  const code = newSecret()
  const begun = await db.save(sql`insert into notifications.digests (account_id, period, made_at, notices, stop_hash)
    values (${accountId}, ${period}, ${now}, 0, ${secretHash(code)}) on conflict (account_id, period) do nothing`)
  const viewer = begun === 0 ? undefined : await findViewerOf(db, accountId, now)
  if (!viewer) return false
  const wanted = { isUnread: true, isUnmailed: true, limit: mostCounted + 1 }
  const notices = await db.seeing(sightOf(viewer), () => listNotices(db, viewer, wanted))
  const [to] = await listAddresses(db, accountId)
  if (notices.length === 0 || !to) return false
  await db.save(sql`update notifications.notices set mailed_in = ${period}
    where account_id = ${accountId} and mailed_in is null`)
  await db.save(sql`update notifications.digests set notices = ${notices.length}
    where account_id = ${accountId} and period = ${period}`)
  const stop = `${input.publicUrl}/notifications/stop?${new URLSearchParams({ code })}`
  await post(db, {
    to,
    subject: `${plural('en', notices.length, 'notification', 'notifications')} at ${siteName}`,
    text: `${linesOf(notices).join('\n')}\n\nRead them: ${input.publicUrl}/me/notifications\n\nStop these letters with one click: ${stop}\n`,
    // RFC 8058: the mail program shows a button of its own, which needs no sign-in.
    headers: { 'List-Unsubscribe': `<${stop}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
  })
  return true
}

/** How many of which kind; a mailbox is read by others, so no letter says whom or what it is about. */
const linesOf = (notices: NoticeView[]): string[] =>
  [...Map.groupBy(notices, (notice) => notice.kind)].map(
    ([kind, those]) =>
      `${those.length > mostCounted ? `${mostCounted}+` : those.length} × ${kindOf(kind)?.label ?? kind}`,
  )
