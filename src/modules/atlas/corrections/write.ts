import { allow, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { recordStatements } from '#kernel/claims'
import { findOrganization } from '#kernel/organizations'
import { recordSources } from '#kernel/sources'
import { dayOf } from '#platform/clock'
import { sql, type Writer } from '#platform/db'
import { newId } from '#platform/ids'
import { post } from '#platform/mail'
import { conflict, invalid, notFound } from '#platform/problem'
import { getEngagement } from '../engagements/read.ts'
import { followStatements } from '../statements/write.ts'
import { checkValue } from './rules.ts'
import type { CorrectionView, Decision, NewCorrection } from './schema.ts'

/** Takes a proposal from anyone, signed in or not; nothing public changes until staff decide. Returns its id. */
export async function askCorrection(db: Writer, actor: Viewer, input: NewCorrection & { at: Date }): Promise<string> {
  allow(actor, 'atlas.correction.ask')
  if (input.kind === 'engagement') await getEngagement(db, actor, { id: input.id })
  else if (!(await db.one(sql`select 1 from organizations.organizations where id = ${input.id}`)))
    throw notFound('organizations.organization.unknown', 'There is no such government or organization.')
  const id = newId(input.at)
  await db.save(sql`insert into atlas.corrections (id, subject_kind, subject_id, property, proposed_value, evidence,
      evidence_address, contact, asked_at, asked_by)
    values (${id}, ${input.kind}, ${input.id}, ${input.property}, ${input.proposedValue}, ${input.evidence},
      ${input.evidenceAddress}, ${input.contact}, ${input.at}, ${actor.auditId})`)
  // The words themselves stay out of the log: they may name a private person, and the log cannot forget.
  await audit(db, actor, 'atlas.correction.asked', `${input.kind}:${input.id}`, {
    correction: id,
    property: input.property,
  })
  return id
}

/** Staff accept or decline. Accepting adds a statement with the evidence as its source; nothing that was said before is lost. */
export async function decideCorrection(
  db: Writer,
  actor: Viewer,
  input: { correction: CorrectionView; decision: Decision; at: Date },
): Promise<void> {
  allow(actor, 'atlas.correction.decide')
  const { correction, decision, at } = input
  const changed =
    await db.save(sql`update atlas.corrections set state = ${decision.verdict}, decided_by = ${actor.auditId},
      decided_at = ${at}, decision_reason = ${decision.reason}
    where id = ${correction.id} and state = 'open'`)
  if (changed === 0)
    throw conflict(
      'atlas.correction.decided',
      'Somebody else has decided this correction in the meantime. Reload to see how.',
    )
  if (decision.verdict === 'accepted') await putOnRecord(db, actor, input)
  if (correction.contact)
    await post(db, {
      to: correction.contact,
      subject: `Your correction to “${correction.subjectTitle}”`,
      text: `Thank you. Your correction was ${decision.verdict}.\n\nReason: ${decision.reason}\n`,
    })
  // The reason is kept with the correction, not here: it may name whoever asked.
  await audit(db, actor, 'atlas.correction.decided', `${correction.subjectKind}:${correction.subjectId}`, {
    correction: correction.id,
    verdict: decision.verdict,
  })
}

async function putOnRecord(
  db: Writer,
  actor: Viewer,
  { correction, decision, at }: { correction: CorrectionView; decision: Decision; at: Date },
): Promise<void> {
  checkValue(correction.property, decision.value)
  if (correction.property === 'party.abroad' && !(await findOrganization(db, decision.value)))
    throw invalid('atlas.correction.party', 'Write the counterpart as the id of its page, such as jp-1853909-osaka.', {
      value: 'Use the id at the end of the address of its page',
    })
  const sourceId = `correction-${correction.id}`
  await recordSources(db, [
    {
      id: sourceId,
      title: `Correction proposed on ${dayOf(correction.askedAt)}`,
      publisher: 'A reader of this site',
      kind: 'letter',
      address: correction.evidenceAddress || undefined,
      published: dayOf(correction.askedAt),
      retrievedOn: dayOf(at),
      licence: 'Facts; no license needed',
      attribution: '',
      copyHash: undefined,
      note: '',
    },
  ])
  await recordStatements(db, actor, {
    statements: [
      {
        subjectKind: correction.subjectKind,
        subjectId: correction.subjectId,
        property: correction.property,
        value: decision.value,
        originalValue: correction.proposedValue,
        sourceId,
        part: correction.evidenceAddress || 'as told to the editors',
        quote: correction.evidence,
        // An editor who accepts a value puts it above what was only reported; the others stay beside it.
        rank: 'preferred',
        rankReason: decision.reason,
      },
    ],
    recordedAt: at,
  })
  await followStatements(db, { kind: correction.subjectKind, id: correction.subjectId, at })
}
