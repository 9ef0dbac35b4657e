import { system } from '#kernel/access'
import { audit } from '#kernel/audit'
import { sql, type Writer } from '#platform/db'
import { newId, secretHash } from '#platform/ids'
import { announce } from '#platform/live'
import { letterHtml } from '../issues/formats/letter.tsx'
import { letterText } from '../issues/formats/plain.ts'
import { findComingEdition, findIssue } from '../issues/read.ts'
import { drawingOf } from '../issues/rules.ts'
import type { ComingEdition } from '../issues/schema.ts'
import { reachedBy } from '../mailings/read.ts'
import { isGone, mostTries, readingCode } from '../mailings/rules.ts'
import { type Claim, mailingMoved, type Outcome } from '../mailings/schema.ts'
import { getListSecret, getNewsletterOf } from '../newsletters/read.ts'
import { readingDays } from '../readings/schema.ts'
import { stopMailbox } from '../subscriptions/write.ts'
import type { Listing } from '../works/schema.ts'

interface Preparing {
  issueId: string
  now: Date
  publicUrl: string
  /** Published works, of which those named are told of. */
  all: readonly Listing[]
}

/**
 * Begins a mailing whose moment has come: numbers the issue, draws the letter, and writes down everybody whom it goes to, in one statement.
 * Returns how many; undefined when it does not stand for that any more.
 */
export async function prepareMailing(db: Writer, input: Preparing): Promise<number | undefined> {
  const { issueId, now, publicUrl, all } = input
  db.unaudited('what is prepared is audited below; nothing is saved otherwise')
  const isDue = await db.one(sql`select 1 from publications.mailings where issue_id = ${issueId} and state = 'scheduled'
    and starts_at <= ${now} for update`)
  const found = isDue === undefined ? undefined : await findIssue(db, issueId)
  if (!found) return undefined
  const list = await getNewsletterOf(db, found.newsletterId)
  const edition = found.editionId
    ? await findComingEdition(db, { id: found.editionId, bodyId: list.bodyId })
    : undefined
  if (found.editionId && !edition) {
    // It went back to its writers: what it was to tell of is neither coming nor public.
    await db.save(
      sql`update publications.mailings set state = 'paused', trouble = ${withoutEdition} where issue_id = ${issueId}`,
    )
    await announce(db, mailingMoved, { id: issueId })
    return undefined
  }
  const { number } = await db.only(sql<{
    number: number
  }>`update publications.newsletters set last_number = last_number + 1
    where id = ${list.id} returning last_number as number`)
  const works = found.workIds.flatMap((id) => all.find(({ workId }) => workId === id) ?? [])
  const drawing = drawingOf({ issue: { ...found, number }, list, works, edition, origin: publicUrl, now })
  await db.save(sql`update publications.issues set number = ${number} where id = ${issueId}`)
  const total = await db.save(sql`insert into publications.recipients (issue_id, number, member_id, address)
    select ${issueId}, row_number() over (order by id), id, address from publications.subscribers subscriber
    where ${reachedBy(list.id, found.segment)}`)
  await db.save(sql`update publications.mailings set state = 'sending', prepared_at = ${now}, total = ${total}, trouble = '',
    subject = ${drawing.subject}, html = ${letterHtml(drawing)}, plain = ${letterText(drawing)} where issue_id = ${issueId}`)
  if (edition && !edition.isPublic) await openReadings(db, { issueId, newsletterId: list.id, edition, now })
  await audit(db, system, 'publications.mailing.begun', `issue:${issueId}`, { total })
  await announce(db, mailingMoved, { id: issueId })
  return total
}

const withoutEdition =
  'The work that this letter tells of is no longer scheduled. Schedule it, or take it out of the letter, then send the letter again.'

/** A link of their own to the edition under embargo for each reader, closed like any other alone. */
async function openReadings(
  db: Writer,
  input: { issueId: string; newsletterId: string; edition: ComingEdition; now: Date },
): Promise<void> {
  const { issueId, edition, now } = input
  const secret = await getListSecret(db, input.newsletterId)
  const readers = await db.all(sql<{
    number: number
    address: string
    name: string
  }>`select number, recipient.address, name
    from publications.recipients recipient join publications.subscribers subscriber on subscriber.id = member_id
    where issue_id = ${issueId}`)
  const rows = readers.map(({ number, address, name }) => ({
    ...{ id: newId(now), address, name: name || address, hash: secretHash(readingCode(secret, issueId, number)) },
  }))
  const expires = new Date((edition.publishAt ?? now).getTime() + readingDays * 86_400_000)
  await db.save(sql`insert into publications.readings (id, edition_id, purpose, name, address, secret_hash, content_hash, asked_by,
      asked_at, expires_at)
    select reader.id, edition.id, 'press', reader.name, reader.address, hash, content_hash, scheduled_by, ${now}, ${expires}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as reader (id text, address text, name text, hash text),
      publications.editions edition, publications.mailings mailing
    where edition.id = ${edition.id} and mailing.issue_id = ${issueId}`)
}

interface Held {
  issueId: string
  worker: string
}

/** Takes a mailing in hand, or keeps it: one process sends at a time. False when another does, or when it is paused. */
export async function leaseMailing(
  db: Writer,
  { issueId, worker, seconds }: Held & { seconds: number },
): Promise<boolean> {
  db.unaudited('who sends it is no deed')
  const taken = await db.save(sql`update publications.mailings set worker = ${worker},
      leased_until = clock_timestamp() + make_interval(secs => ${seconds})
    where issue_id = ${issueId} and state = 'sending'
      and (worker is null or worker = ${worker} or leased_until < clock_timestamp())`)
  return taken > 0
}

/**
 * What a process that died had in hand: it may have been taken by the mail server, and may not. It goes again when the server is sure to
 * know it again (`droppedSince`, see rules); otherwise a person decides.
 */
export async function settleUnsure(db: Writer, { issueId, worker, droppedSince }: Unsure): Promise<void> {
  db.unaudited('what a process that died had in hand stands in the rows')
  await db.save(sql`update publications.recipients set decided_at = clock_timestamp(), try_after = null,
      state = case when coalesce(unsure_since, claimed_at) > ${droppedSince} then 'waiting' else 'undecided' end,
      unsure_since = coalesce(unsure_since, claimed_at), answer = 'The site stopped while this letter was in hand'
    where issue_id = ${issueId} and state = 'claimed' and worker is distinct from ${worker}`)
  // The server has forgotten these in the meantime, or is another one now that drops nothing.
  await db.save(sql`update publications.recipients set state = 'undecided'
    where issue_id = ${issueId} and state = 'waiting' and unsure_since is not null
      and (unsure_since > ${droppedSince}) is not true`)
}

interface Unsure extends Held {
  /** The mail server drops a repeat of what it has taken since then; null = it drops none. */
  droppedSince: Date | null
}

/**
 * One step of a lane: writes down what became of the letters it had in hand, and takes the next ones. A letter is in hand, and committed as
 * such, before it is handed over. `after` is the number from which on there may be some: what was sent need not be looked through again.
 * Undefined when the mailing is not in the hand of this process any more.
 */
export async function exchange(
  db: Writer,
  input: Unsure & { outcomes: Outcome[]; want: number; after?: number; now: Date },
): Promise<Claim[] | undefined> {
  const { issueId, worker, outcomes, want, after = 0, now, droppedSince } = input
  db.unaudited('the mailing is audited when it begins and ends; what each letter became stands in its row')
  const holds = await db.one(sql`select 1 from publications.mailings where issue_id = ${issueId} and worker = ${worker}
    and state = 'sending' and leased_until > clock_timestamp() for share`)
  if (outcomes.length > 0) await writeOutcomes(db, { issueId, worker, outcomes, now, droppedSince })
  if (!holds) return undefined
  if (want === 0) return []
  const taken = await db.saveAll(sql<Claim & { state: string }>`with next as (
      select number, member_id from publications.recipients where issue_id = ${issueId} and state = 'waiting' and number > ${after}
        and (try_after is null or try_after <= ${now}) and (unsure_since is null or unsure_since > ${droppedSince})
      order by number limit ${want} for update skip locked),
    known as (
      select number, basis, subscriber.state = 'confirmed' as gets from next
      left join publications.subscribers subscriber on subscriber.id = member_id)
    update publications.recipients recipient set state = case when gets then 'claimed' else 'skipped' end, worker = ${worker},
      tries = tries + 1, claimed_at = ${now}
    from known where recipient.issue_id = ${issueId} and recipient.number = known.number
    returning recipient.number, member_id as "memberId", address, basis, tries,
      coalesce(unsure_since, claimed_at) as "writtenAt", recipient.state`)
  // Whoever has left since is not written to; that counts as work, so that a lane does not end on them.
  const claims = taken.filter(({ state }) => state === 'claimed')
  if (taken.length > 0 && claims.length === 0) return exchange(db, { ...input, outcomes: [] })
  return claims.toSorted((a, b) => a.number - b.number)
}

async function writeOutcomes(
  db: Writer,
  { issueId, worker, outcomes, now, droppedSince }: Unsure & { outcomes: Outcome[]; now: Date },
): Promise<void> {
  const since = sql`coalesce(unsure_since, claimed_at)`
  const changed = await db.saveAll(sql<{ number: number; memberId: string; state: string; answer: string }>`
    update publications.recipients recipient set
      state = case became when 'sent' then 'sent' when 'back' then 'waiting'
        when 'refused' then case when gone or unsure_since is null then 'refused' else 'undecided' end
        when 'undecided' then case when tries < ${mostTries} and ${since} > ${droppedSince} then 'waiting' else 'undecided' end
        else case when tries < ${mostTries} then 'waiting' when unsure_since is null then 'refused' else 'undecided' end end,
      tries = case when became = 'back' then tries - 1 else tries end,
      try_after = case when became in ('later', 'undecided') then ${now}::timestamptz
        + make_interval(mins => (5 * 4 ^ greatest(0, least(tries - 1, 4)))::int) end,
      unsure_since = case when became = 'undecided' then ${since}
        when state <> 'claimed' and unsure_since = claimed_at and became in ('back', 'later') then null else unsure_since end,
      decided_at = ${now}, answer = outcome.answer,
      bounce = case when became = 'refused' and gone then 'hard' when unsure_since is not null then null
        when became = 'refused' or (became = 'later' and tries >= ${mostTries}) then 'soft' end
    from jsonb_to_recordset(${JSON.stringify(
      outcomes.map((each) => ({ ...each, gone: isGone(each.answer) })),
    )}::jsonb) as outcome (number integer, became text, answer text, gone boolean)
    where issue_id = ${issueId} and recipient.number = any (${outcomes.map(({ number }) => number)}::integer[])
      and recipient.number = outcome.number and worker = ${worker}
      and (state in ('claimed', 'undecided') or (state = 'waiting' and unsure_since is not null))
    returning recipient.number, member_id as "memberId", state, recipient.answer`)
  for (const { memberId, state, answer } of changed)
    if (state === 'refused' && isGone(answer))
      await stopMailbox(db, system, { subscriberId: memberId, reason: 'bounce', now })
}

/** Ends the hand of this process: the mailing is over, or the next process may take it. Returns whether it is over. */
export async function letGo(
  db: Writer,
  { issueId, worker, trouble, now }: Held & { trouble: string; now: Date },
): Promise<boolean> {
  db.unaudited('only whether it is over is audited')
  const over =
    await db.save(sql`update publications.mailings set state = 'done', ended_at = ${now}, worker = null, trouble = ''
    where issue_id = ${issueId} and worker = ${worker} and state = 'sending'
      and not exists (select from publications.recipients where issue_id = ${issueId} and state = 'waiting')
      and not exists (select from publications.recipients where issue_id = ${issueId} and state = 'claimed')`)
  if (over === 0)
    await db.save(sql`update publications.mailings set worker = null, trouble = ${trouble}
      where issue_id = ${issueId} and worker = ${worker}`)
  else await audit(db, system, 'publications.mailing.ended', `issue:${issueId}`)
  await announce(db, mailingMoved, { id: issueId })
  return over > 0
}

/** Stops a mailing that the mail server refuses as a whole, before every address of the list is held against it. */
export async function pauseInTrouble(
  db: Writer,
  { issueId, trouble }: { issueId: string; trouble: string },
): Promise<void> {
  await db.save(
    sql`update publications.mailings set state = 'paused', trouble = ${trouble} where issue_id = ${issueId} and state = 'sending'`,
  )
  await audit(db, system, 'publications.mailing.stopped', `issue:${issueId}`)
  await announce(db, mailingMoved, { id: issueId })
}
