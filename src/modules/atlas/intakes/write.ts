import { allow, system, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { findOrganization, usLevels } from '#kernel/organizations'
import { dayOf } from '#platform/clock'
import { type Database, sql, type Writer, wholeSight } from '#platform/db'
import { newId, newSecret, secretHash } from '#platform/ids'
import { post } from '#platform/mail'
import { conflict, invalid } from '#platform/problem'
import { getHeldIntake, getIntake, listForgotten } from './read.ts'
import {
  alreadySent,
  daysLater,
  graceDays,
  isBlank,
  keptDays,
  linesOf,
  refuseChange,
  refuseTooLong,
  refuseUnsound,
  reminderDays,
  rowsTyped,
} from './rules.ts'
import { type IntakeView, type NewIntake, type Section, sectionNames, sections, type TypedStep } from './schema.ts'

interface Where {
  at: Date
  publicUrl: string
}

/** Asks one government, by a link to whoever answers for it. Returns the id. */
export async function askGovernment(db: Writer, actor: Viewer, input: NewIntake & Where): Promise<string> {
  allow(actor, 'atlas.intake.ask')
  const government = await findOrganization(db, input.governmentId)
  if (!government || !usLevels[government.kind])
    throw invalid('atlas.intake.government', 'There is no such government in the United States.', {
      governmentId: 'Use the id at the end of the address of its page',
    })
  if (input.dueOn <= dayOf(input.at))
    throw invalid('atlas.intake.due', 'Leave them some time to answer.', { dueOn: 'Choose a day to come' })
  const id = newId(input.at)
  await db.save(sql`insert into atlas.intakes (id, government_id, contact_name, address, asked_by, asked_at, due_on)
    values (${id}, ${government.id}, ${input.contactName}, ${input.address}, ${actor.auditId}, ${input.at}, ${input.dueOn}::date)`)
  const link = await newIntakeLink(db, { ...input, id })
  await post(db, {
    to: input.address,
    subject: `What ${government.name} does abroad: four short questions`,
    text: `${input.contactName ? `Dear ${input.contactName},\n\n` : ''}we ask ${government.name} about its capacity, memberships, agreements and meetings abroad, by ${input.dueOn}.\n\nThe form: ${link}\n\nWhat you write is kept at each step; you can come back by the same link, or pass it on to a colleague. Nothing of it is published before you have read and confirmed the exact words, and you can withdraw it again.\n`,
  })
  await audit(db, actor, 'atlas.intake.asked', `organization:${government.id}`, { intake: id })
  return id
}

/** Another link to the same form; those mailed before stay good. */
export async function newIntakeLink(
  db: Writer,
  { id, dueOn, at, publicUrl }: Pick<IntakeView, 'id' | 'dueOn'> & Where,
): Promise<string> {
  const code = newSecret()
  const last = daysLater(new Date(`${dueOn}T23:59:59Z`), graceDays)
  // For words to confirm after the day it was due on.
  const expires = new Date(Math.max(last.getTime(), daysLater(at, graceDays).getTime()))
  await db.save(sql`insert into atlas.intake_links (code_hash, intake_id, made_at, expires_at)
    values (${secretHash(code)}, ${id}, ${at}, ${expires})`)
  return `${publicUrl}/intake/${code}`
}

interface Held {
  code: string
  at: Date
}

/** Its holder begins; from then on staff know that it was opened. */
export async function beginIntake(db: Writer, actor: Viewer, { code, at }: Held): Promise<void> {
  const intake = await getHeldIntake(db, actor, { code, now: at })
  refuseChange(intake)
  await db.save(sql`update atlas.intakes set opened_at = coalesce(opened_at, ${at}) where id = ${intake.id}`)
  await audit(db, actor, 'atlas.intake.begun', `organization:${intake.governmentId}`, { intake: intake.id })
}

/**
 * Keeps one step as it was typed. Whoever goes on has it checked; whoever adds or removes a row, or goes back, has not: a form half filled
 * is kept as it is. Returns what to show next.
 */
export async function saveStep(
  db: Writer,
  actor: Viewer,
  input: Held & { section: Section; typed: TypedStep },
): Promise<'next' | 'back' | 'here'> {
  const intake = await getHeldIntake(db, actor, { code: input.code, now: input.at })
  refuseChange(intake)
  const { section, typed, at } = input
  const pressed = [typed.go ?? 'keep'].flat()[0] ?? 'keep'
  const consent = [typed.consent ?? ''].flat()[0] ?? ''
  const all = rowsTyped(section, typed, () => newId(at))
  refuseTooLong(section, all)
  if (pressed === 'next') refuseUnsound(section, all, consent)
  const removed = /^remove-(\d+)$/.exec(pressed)?.[1]
  const left = all.filter((row, index) => String(index) !== removed && (pressed !== 'next' || !isBlank(row)))
  const rows = pressed === 'add' && left.length < sections[section].most ? [...left, { id: newId(at) }] : left
  const among = (isIn: boolean) => (isIn ? [section] : [])
  // Merged where it stands, so that two colleagues at two steps lose nothing of each other.
  const changed = await db.save(sql`update atlas.intakes set opened_at = coalesce(opened_at, ${at}),
      answers = (answers::jsonb || ${JSON.stringify({ [section]: rows })}::jsonb)::text,
      finished = array_remove(finished, ${section}) || ${among(pressed === 'next')}::text[],
      consented = array_remove(consented, ${section}) || ${among(consent === 'yes')}::text[]
    where id = ${intake.id} and sent_at is null`)
  if (changed === 0) throw alreadySent()
  await audit(db, actor, 'atlas.intake.saved', `organization:${intake.governmentId}`, { intake: intake.id, section })
  return pressed === 'next' || pressed === 'back' ? pressed : 'here'
}

/** Sends the answers to the editors, once, with a copy to whoever was asked. */
export async function sendIntake(db: Writer, actor: Viewer, input: Held): Promise<void> {
  const intake = await getHeldIntake(db, actor, { code: input.code, now: input.at })
  refuseChange(intake)
  const open = sectionNames.filter((name) => !intake.finished.includes(name))
  if (open.length > 0)
    throw invalid(
      'atlas.intake.unfinished',
      `Go through every step first. Still open: ${open.map((name) => sections[name].title).join(', ')}.`,
    )
  const changed = await db.save(
    sql`update atlas.intakes set sent_at = ${input.at} where id = ${intake.id} and sent_at is null`,
  )
  if (changed === 0) throw alreadySent()
  await db.save(
    sql`update atlas.intake_links set expires_at = ${daysLater(input.at, keptDays)} where intake_id = ${intake.id}`,
  )
  if (intake.address)
    await post(db, {
      to: intake.address,
      subject: `Your answers for ${intake.governmentName}`,
      text: `Thank you. This is what was sent for ${intake.governmentName}. Nothing of it is public. Words that the editors would publish come to you first, by a letter of their own.\n\n${copyOf(intake)}`,
    })
  await audit(db, actor, 'atlas.intake.sent', `organization:${intake.governmentId}`, { intake: intake.id })
}

const copyOf = ({ answers, consented }: IntakeView): string =>
  sectionNames
    .map((name) => {
      const rows = (answers[name] ?? []).map((row) =>
        linesOf(name, row)
          .map(({ term, value }) => `${term}: ${value}`)
          .join('\n'),
      )
      const consent = consented.includes(name) ? 'May be published once you confirm the words.' : 'Not to be published.'
      return `${sections[name].title.toUpperCase()} (${consent})\n${rows.join('\n\n') || 'Nothing.'}\n`
    })
    .join('\n')

/** Staff write once more to whoever was asked. */
export async function remindGovernment(db: Writer, actor: Viewer, input: Where & { id: string }): Promise<void> {
  allow(actor, 'atlas.intake.ask')
  const intake = await getIntake(db, actor, input.id)
  refuseChange(intake)
  await writeReminder(db, intake, input)
  await audit(db, actor, 'atlas.intake.reminded', `organization:${intake.governmentId}`, { intake: intake.id })
}

async function writeReminder(db: Writer, intake: IntakeView, where: Where): Promise<void> {
  await db.save(sql`update atlas.intakes set reminded_at = ${where.at} where id = ${intake.id}`)
  const link = await newIntakeLink(db, { ...intake, ...where })
  await post(db, {
    to: intake.address,
    subject: `What ${intake.governmentName} does abroad: due on ${intake.dueOn}`,
    text: `${intake.contactName ? `Dear ${intake.contactName},\n\n` : ''}the form about what ${intake.governmentName} does abroad is due on ${intake.dueOn}. What you wrote so far is kept.\n\nThe form: ${link}\n`,
  })
}

/** Staff close a form. Nothing more is taken; what was sent stays with its government's consents. */
export async function closeIntake(db: Writer, actor: Viewer, input: { id: string; at: Date }): Promise<void> {
  allow(actor, 'atlas.intake.ask')
  const intake = await getIntake(db, actor, input.id)
  if (intake.closedAt) throw conflict('atlas.intake.closed', 'This form is closed already.')
  await db.save(sql`update atlas.intakes set closed_at = ${input.at} where id = ${intake.id}`)
  await audit(db, actor, 'atlas.intake.closed', `organization:${intake.governmentId}`, { intake: intake.id })
}

/**
 * Every day: reminds once who has not answered a week before the day it is due on, and closes what nobody answered in time. Each is a
 * transaction of its own, so that a crash neither loses nor repeats a letter. Returns how many were reminded.
 */
export async function tendIntakes(database: Database, where: Where): Promise<number> {
  const forgotten = await database.read((db) => listForgotten(db, dayOf(daysLater(where.at, reminderDays))), wholeSight)
  const due = forgotten.filter(({ dueOn }) => dueOn >= dayOf(where.at))
  for (const intake of due)
    await database.write(async (db) => {
      await writeReminder(db, intake, where)
      await audit(db, system, 'atlas.intake.reminded', `organization:${intake.governmentId}`, { intake: intake.id })
    }, wholeSight)
  await database.write(async (db) => {
    const count =
      await db.save(sql`update atlas.intakes set closed_at = ${where.at} where sent_at is null and closed_at is null
      and due_on < ${dayOf(daysLater(where.at, -graceDays))}::date`)
    if (count === 0) db.unaudited('nothing was closed')
    else await audit(db, system, 'atlas.intake.tended', 'intakes', { closed: count })
  }, wholeSight)
  return due.length
}
