import { allow, type Viewer } from '#kernel/access'
import { type Reader, sql } from '#platform/db'
import { notFound } from '#platform/problem'
import type { CorrectionsAsked, CorrectionView } from './schema.ts'

const view = sql`select correction.id, subject_kind as "subjectKind", subject_id as "subjectId",
    coalesce(version.title, organization.name, subject_id) as "subjectTitle", property, proposed_value as "proposedValue",
    evidence, evidence_address as "evidenceAddress", contact, asked_at as "askedAt", state,
    decision_reason as "decisionReason"
  from atlas.corrections correction
  left join atlas.versions version on subject_kind = 'engagement' and version.engagement_id = subject_id and version.known_to is null
  left join organizations.organizations organization on subject_kind = 'organization' and organization.id = subject_id`

/** Corrections that wait for a decision, oldest first. They may name private people: staff only. */
export async function listOpenCorrections(
  db: Reader,
  viewer: Viewer,
  asked: CorrectionsAsked = { kind: '', about: '' },
): Promise<CorrectionView[]> {
  allow(viewer, 'atlas.correction.decide')
  return db.all(sql<CorrectionView>`${view} where ${open(asked)} order by asked_at, correction.id limit 200`)
}

export async function countOpenCorrections(
  db: Reader,
  viewer: Viewer,
  asked: CorrectionsAsked = { kind: '', about: '' },
): Promise<number> {
  allow(viewer, 'atlas.correction.decide')
  const { count } = await db.only(
    sql<{ count: number }>`select count(*)::int as count from atlas.corrections correction where ${open(asked)}`,
  )
  return count
}

const open = ({ kind, about }: CorrectionsAsked) =>
  sql`state = 'open' and ${kind ? sql`subject_kind = ${kind}` : sql`true`} and ${about ? sql`subject_id = ${about}` : sql`true`}`

export async function getCorrection(db: Reader, viewer: Viewer, id: string): Promise<CorrectionView> {
  allow(viewer, 'atlas.correction.decide')
  const found = await db.one(sql<CorrectionView>`${view} where correction.id = ${id}`)
  if (!found) throw notFound('atlas.correction.unknown', 'There is no such correction.')
  return found
}

/** What became of corrections that somebody sent, for whoever sent them: no more than the letter about it says. */
export const findOutcomes = (
  db: Reader,
  ids: string[],
): Promise<Pick<CorrectionView, 'id' | 'subjectKind' | 'subjectId' | 'subjectTitle' | 'state'>[]> =>
  db.all(sql<CorrectionView>`${view} where correction.id = any (${ids}::text[]) and state <> 'open'`)
