import { allow, mayDo, type Viewer } from '#kernel/access'
import { type Reader, sql } from '#platform/db'
import { secretHash } from '#platform/ids'
import { notFound } from '#platform/problem'
import type { Answers, IntakeView } from './schema.ts'

const view = sql`select intake.id, government_id as "governmentId", government.name as "governmentName",
    government.kind as "governmentKind", government.is_sample as "isSample", contact_name as "contactName", address,
    asked_at as "askedAt", due_on::text as "dueOn", opened_at as "openedAt", sent_at as "sentAt", reminded_at as "remindedAt",
    closed_at as "closedAt", answers as "answersText", finished, consented
  from atlas.intakes intake join organizations.organizations government on government.id = government_id`

type IntakeRow = Omit<IntakeView, 'answers'> & { answersText: string }

// What was written there by `saveStep`, whose shape is the same.
const withAnswers = ({ answersText, ...row }: IntakeRow): IntakeView => ({
  ...row,
  answers: JSON.parse(answersText) as Answers,
})

/** For staff: those that wait first, the earliest due on top; then those done with, latest first. */
export async function listIntakes(db: Reader, viewer: Viewer): Promise<IntakeView[]> {
  allow(viewer, 'atlas.intake.review')
  const rows = await db.all(sql<IntakeRow>`${view}
    order by sent_at is not null or closed_at is not null, case when sent_at is null then due_on end, asked_at desc, intake.id limit 500`)
  return rows.map(withAnswers)
}

/** Forms by id, for whoever looks answers over; for others there are none. */
export async function listIntakesById(db: Reader, viewer: Viewer, ids: string[]): Promise<IntakeView[]> {
  if (!mayDo(viewer, 'atlas.intake.review')) return []
  return (await db.all(sql<IntakeRow>`${view} where intake.id = any (${ids}::text[])`)).map(withAnswers)
}

export async function getIntake(db: Reader, viewer: Viewer, id: string): Promise<IntakeView> {
  allow(viewer, 'atlas.intake.review')
  const found = await db.one(sql<IntakeRow>`${view} where intake.id = ${id}`)
  if (!found) throw notFound('atlas.intake.unknown', 'There is no such intake.')
  return withAnswers(found)
}

/** Those of governments over which the viewer has the right of a record, latest first. */
export async function listOwnIntakes(db: Reader, viewer: Viewer): Promise<IntakeView[]> {
  const ids = viewer.grants
    .filter(
      (grant) => grant.scopeKind === 'record' && mayDo(viewer, 'atlas.intake.answer', { recordId: grant.scopeId }),
    )
    .map((grant) => grant.scopeId)
  const rows = await db.all(
    sql<IntakeRow>`${view} where government_id = any (${ids}::text[]) order by asked_at desc, intake.id`,
  )
  return rows.map(withAnswers)
}

/**
 * The form that a mailed code opens, or that its id opens for whoever has a right over that government. Anybody else is told the same as
 * of a form that there is not.
 */
export async function getHeldIntake(
  db: Reader,
  viewer: Viewer,
  { code, now }: { code: string; now: Date },
): Promise<IntakeView> {
  const found = await db.one(sql<
    IntakeRow & { expiresAt: Date | null }
  >`select held.*, link.expires_at as "expiresAt" from (${view}) held
    left join atlas.intake_links link on link.intake_id = held.id and link.code_hash = ${secretHash(code)}
    where link.code_hash is not null or held.id = ${code}`)
  if (!found) throw unknown()
  const { expiresAt, ...row } = found
  const intake = withAnswers(row)
  if (expiresAt === null) {
    if (!mayDo(viewer, 'atlas.intake.answer', { recordId: intake.governmentId })) throw unknown()
    return intake
  }
  if (expiresAt <= now)
    throw notFound('atlas.intake.expired', 'This link has expired. Ask whoever sent it to you for a new one.')
  return intake
}

const unknown = () =>
  notFound('atlas.intake.unknown', 'No form opens here. Check that the whole link of the letter came through.')

/** Asked of, not answered, due soon, and not reminded yet. */
export const listForgotten = async (db: Reader, dueUntil: string): Promise<IntakeView[]> =>
  (
    await db.all(sql<IntakeRow>`${view} where sent_at is null and closed_at is null and reminded_at is null and address <> ''
      and due_on <= ${dueUntil}::date order by due_on, intake.id limit 500`)
  ).map(withAnswers)
