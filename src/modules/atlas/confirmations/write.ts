import { allow, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { recordStatements, retractStatement, withholdStatements } from '#kernel/claims'
import { findOrganization } from '#kernel/organizations'
import { recordSources } from '#kernel/sources'
import { dayOf } from '#platform/clock'
import { type Reader, sql, type Writer } from '#platform/db'
import { newId } from '#platform/ids'
import { post } from '#platform/mail'
import { conflict, invalid, notFound } from '#platform/problem'
import { checkValue } from '../corrections/rules.ts'
import { getEngagement } from '../engagements/read.ts'
import { recordEngagements } from '../engagements/write.ts'
import { engagementId } from '../imports/rules.ts'
import { getHeldIntake, getIntake } from '../intakes/read.ts'
import { calledInFull } from '../intakes/rules.ts'
import { type IntakeView, type Section, sections } from '../intakes/schema.ts'
import { newIntakeLink } from '../intakes/write.ts'
import { followStatements } from '../statements/write.ts'
import { listConfirmations } from './read.ts'
import { isLive, refuseEmpty, refuseUnconsented, valuesOf } from './rules.ts'
import type { AnswerToWords, Compared, ConfirmationView, NewWords } from './schema.ts'

/** Staff propose the exact words for one answer. Nobody outside reads them before they are sent to the party. */
export async function proposeWords(
  db: Writer,
  actor: Viewer,
  input: { intake: IntakeView; compared: Compared; words: NewWords; at: Date },
): Promise<void> {
  allow(actor, 'atlas.intake.review')
  const { intake, compared, words, at } = input
  const { section, row } = compared
  refuseUnconsented(intake, section)
  refuseEmpty(section, words)
  if (section !== 'capacity') await refuseNobody(db, actor, { words, compared })
  const said = valuesOf(section, words, intake.governmentId)
  for (const { property, value } of said) checkValue(property, value)
  const live = (await listConfirmations(db, intake.id)).find((each) => each.rowId === row.id && isLive(each))
  if (live && live.state !== 'draft')
    throw conflict('atlas.confirmation.asked', 'These words are before them already. Wait for their answer.')
  await db.save(
    sql`delete from atlas.confirmations where intake_id = ${intake.id} and row_id = ${row.id} and state = 'draft'`,
  )
  const id = newId(at)
  const subject =
    section === 'capacity'
      ? { kind: 'organization', id: intake.governmentId }
      : { kind: 'engagement', id: words.recordId || engagementId(`intake/${intake.id}/${row.id}`) }
  await db.save(sql`insert into atlas.confirmations (id, intake_id, section, row_id, subject_kind, subject_id, words, said, proposed_by,
      proposed_at)
    values (${id}, ${intake.id}, ${section}, ${row.id}, ${subject.kind}, ${subject.id}, ${words.words}, ${JSON.stringify(said)},
      ${actor.auditId}, ${at})`)
  await audit(db, actor, 'atlas.confirmation.proposed', `organization:${intake.governmentId}`, { confirmation: id })
}

/** Refuses a partner or a record that there is not, and a record of other parties. */
async function refuseNobody(
  db: Reader,
  actor: Viewer,
  { words, compared }: { words: NewWords; compared: Compared },
): Promise<void> {
  const partner = await findOrganization(db, words.partnerId)
  const isNetwork = partner?.kind === 'network' || partner?.kind === 'association'
  if (!partner || isNetwork !== (compared.section === 'memberships'))
    throw invalid('atlas.confirmation.partner', 'There is no such partner on record.', {
      partnerId: 'Use the id at the end of the address of its page',
    })
  if (words.recordId === '') return
  if (!compared.known.some(({ id }) => id === words.recordId))
    throw invalid('atlas.confirmation.record', 'That is no record of theirs with this partner.', {
      recordId: 'Choose one of the list',
    })
  await getEngagement(db, actor, { id: words.recordId })
}

/** Sends all drafts of one intake to its party, to be confirmed or refused one by one. */
export async function askParty(
  db: Writer,
  actor: Viewer,
  input: { id: string; at: Date; publicUrl: string },
): Promise<void> {
  allow(actor, 'atlas.intake.review')
  const intake = await getIntake(db, actor, input.id)
  const count = await db.save(sql`update atlas.confirmations set state = 'asked', asked_at = ${input.at}
    where intake_id = ${intake.id} and state = 'draft'`)
  if (count === 0) throw conflict('atlas.confirmation.none', 'Propose the words for at least one answer first.')
  const link = await newIntakeLink(db, { ...intake, ...input })
  await post(db, {
    to: intake.address,
    subject: `Words to confirm for ${intake.governmentName}`,
    text: `The editors would put this on the public record, out of what you answered: ${count} ${count === 1 ? 'sentence' : 'sentences'}. Nothing is published that you do not confirm.\n\nRead and decide: ${link}/confirmation\n`,
  })
  await audit(db, actor, 'atlas.confirmation.asked', `organization:${intake.governmentId}`, {
    intake: intake.id,
    count,
  })
}

interface Held {
  code: string
  at: Date
}

/** The party confirms one sentence, and it goes on record; or refuses it, and nothing does. */
export async function answerWords(db: Writer, actor: Viewer, input: Held & { answer: AnswerToWords }): Promise<void> {
  const { answer, at } = input
  const intake = await getHeldIntake(db, actor, { code: input.code, now: at })
  const asked = (await listConfirmations(db, intake.id)).find(({ id, state }) => id === answer.id && state !== 'draft')
  if (!asked) throw notFound('atlas.confirmation.unknown', 'There are no such words to confirm.')
  const changed =
    await db.save(sql`update atlas.confirmations set state = ${answer.verdict}, answered_by = ${actor.auditId},
      answered_at = ${at}, refusal = ${answer.verdict === 'refused' ? answer.refusal : ''}
    where id = ${asked.id} and state = 'asked'`)
  if (changed === 0) throw conflict('atlas.confirmation.answered', 'This was decided already. Reload to see how.')
  if (answer.verdict === 'confirmed') {
    await holdConsent(db, intake, asked.section)
    await publish(db, { intake, confirmed: asked, at })
  }
  await audit(db, actor, `atlas.confirmation.${answer.verdict}`, `organization:${intake.governmentId}`, {
    confirmation: asked.id,
  })
}

/** Asked of the database, and held until the end: a consent that is withdrawn at this moment counts. */
async function holdConsent(db: Writer, intake: IntakeView, section: Section): Promise<void> {
  const held = await db.save(sql`update atlas.intakes set consented = consented
    where id = ${intake.id} and ${section} = any (consented)`)
  if (held === 0) refuseUnconsented({ ...intake, consented: [] }, section)
}

/** The number by which the statements of one sentence are found again. */
const partOf = (id: string): string => `confirmation ${id}`

async function publish(
  db: Writer,
  { intake, confirmed, at }: { intake: IntakeView; confirmed: ConfirmationView; at: Date },
): Promise<void> {
  const { subjectKind, subjectId } = confirmed
  const answeredOn = dayOf(intake.sentAt ?? at)
  const sourceId = `intake-${intake.id}`
  await recordSources(db, [
    {
      ...{
        id: sourceId,
        title: `Answered by ${calledInFull(intake)}, ${answeredOn}`,
        publisher: intake.governmentName,
      },
      ...{
        kind: 'survey answer',
        address: undefined,
        published: answeredOn,
        retrievedOn: answeredOn,
        copyHash: undefined,
      },
      ...{
        licence: 'Facts; no license needed',
        attribution: '',
        note: 'Each sentence was confirmed by the government.',
      },
    },
  ])
  if (subjectKind === 'engagement')
    await recordEngagements(db, { engagements: [{ id: subjectId, batchId: undefined, isSample: intake.isSample }], at })
  // A party's own word counts; it does not take away that both have given theirs.
  const isBoth = await isConfirmedByBoth(db, subjectId)
  const verification =
    subjectKind === 'engagement' && !isBoth ? [{ property: 'verification', value: 'confirmed-by-one' }] : []
  await recordStatements(
    db,
    // The words are those of whoever proposed them; who confirmed them stands in the log and beside the words.
    { auditId: confirmed.proposedBy },
    {
      statements: [...confirmed.said, ...verification].map(({ property, value }) => ({
        ...{ subjectKind, subjectId, property, value, originalValue: value, sourceId },
        ...{ part: partOf(confirmed.id), quote: confirmed.words },
      })),
      recordedAt: at,
    },
  )
  await followStatements(db, { kind: subjectKind, id: subjectId, at })
}

const isConfirmedByBoth = async (db: Reader, id: string): Promise<boolean> =>
  (await db.one(sql`select 1 from atlas.versions where engagement_id = ${id} and known_to is null
    and verification = 'confirmed-by-both'`)) !== undefined

/** The party takes back that a step may be published: what was published of it is taken back, and nothing more of it is. */
export async function withdrawConsent(db: Writer, actor: Viewer, input: Held & { section: Section }): Promise<void> {
  const { section, at } = input
  const intake = await getHeldIntake(db, actor, { code: input.code, now: at })
  if (!intake.consented.includes(section))
    throw conflict('atlas.confirmation.unconsented', 'You have not agreed that this step may be published.', {
      section: 'Choose a step that may be published now',
    })
  await db.save(sql`update atlas.intakes set consented = array_remove(consented, ${section}) where id = ${intake.id}`)
  const reason = `${calledInFull(intake)} withdrew its consent on ${dayOf(at)}.`
  for (const each of await listConfirmations(db, intake.id))
    if (each.section === section && isLive(each)) await takeBack(db, actor, { each, reason, at })
  await audit(db, actor, 'atlas.confirmation.withdrawn', `organization:${intake.governmentId}`, {
    intake: intake.id,
    section: sections[section].title,
  })
}

async function takeBack(
  db: Writer,
  actor: Viewer,
  { each, reason, at }: { each: ConfirmationView; reason: string; at: Date },
): Promise<void> {
  await db.save(sql`update atlas.confirmations set state = 'withdrawn' where id = ${each.id}`)
  const standing = await db.all(sql<{
    id: string
  }>`select id from claims.statements where source_id = ${`intake-${each.intakeId}`}
    and part = ${partOf(each.id)} and retracted_at is null`)
  if (standing.length === 0) return
  for (const { id } of standing) await retractStatement(db, actor, { id, reason, at })
  await withholdStatements(
    db,
    standing.map(({ id }) => id),
  )
  await followStatements(db, { kind: each.subjectKind, id: each.subjectId, at })
  // What was known of it by these words alone is for nobody outside to read, not even as it was known before.
  await db.save(sql`update atlas.engagements set visibility = 'staff' where id = ${each.subjectId}
    and not exists (select from atlas.versions where engagement_id = ${each.subjectId} and known_to is null)`)
}
