import type { Viewer } from '#kernel/access'
import { assemble, listStatements } from '#kernel/claims'
import { type Reader, sql } from '#platform/db'
import { notFound } from '#platform/problem'
import { type IntakeView, type Section, sectionNames } from '../intakes/schema.ts'
import { listEngagementsOf } from '../profiles/read.ts'
import type { Spine } from '../spine/rules.ts'
import { compareCapacity, compareRow, formsOf, meaningsOf } from './rules.ts'
import type { Compared, ConfirmationView, SaidValue } from './schema.ts'

type ConfirmationRow = Omit<ConfirmationView, 'said'> & { saidText: string }

const view = sql`select id, intake_id as "intakeId", section, row_id as "rowId", subject_kind as "subjectKind",
  subject_id as "subjectId", words, said as "saidText", state, proposed_by as "proposedBy", proposed_at as "proposedAt",
  answered_at as "answeredAt", refusal from atlas.confirmations`

/** All words that were proposed out of one intake. Whoever asks has been let in to the intake itself. */
export async function listConfirmations(db: Reader, intakeId: string): Promise<ConfirmationView[]> {
  const rows = await db.all(sql<ConfirmationRow>`${view} where intake_id = ${intakeId} order by proposed_at, id`)
  // What was written there by `proposeWords`, whose shape is the same.
  return rows.map(({ saidText, ...row }) => ({ ...row, said: JSON.parse(saidText) as SaidValue[] }))
}

/** Every answer beside what is known: matched to parties and records. Only for those who review. */
export async function compareAnswers(
  db: Reader,
  viewer: Viewer,
  input: { intake: IntakeView; spine: Spine },
): Promise<Compared[]> {
  const { intake, spine } = input
  const about = { organizationId: intake.governmentId }
  const known = await listEngagementsOf(db, viewer, about)
  const statements = await listStatements(db, { subjectKind: 'organization', subjectId: intake.governmentId })
  const values = new Map(assemble(statements).map((shown) => [shown.property, shown.values[0] ?? '']))
  return sectionNames.flatMap((section) =>
    (intake.answers[section] ?? []).map((row) => {
      if (section === 'capacity') return compareCapacity(row, values)
      const meanings = meaningsOf(spine, section, row)
      const ids = new Set(meanings.map(({ id }) => id))
      const records = known.filter(
        ({ form, abroadIds, networkId }) =>
          formsOf[section].includes(form) && [...abroadIds, networkId ?? ''].some((id) => ids.has(id)),
      )
      return compareRow(section, row, meanings, records)
    }),
  )
}

export async function getCompared(
  db: Reader,
  viewer: Viewer,
  input: { intake: IntakeView; spine: Spine; rowId: string },
): Promise<Compared & { section: Section }> {
  const found = (await compareAnswers(db, viewer, input)).find(({ row }) => row.id === input.rowId)
  if (!found) throw notFound('atlas.intake.row', 'There is no such answer.')
  return found
}
