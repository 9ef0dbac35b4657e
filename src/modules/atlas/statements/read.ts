import { allow, mayDo, type Viewer } from '#kernel/access'
import { findStatement, listJudged, type SubjectStatement } from '#kernel/claims'
import { type Reader, type Sql, sql } from '#platform/db'
import { notFound } from '#platform/problem'
import { visibleTo } from '../engagements/read.ts'
import type { JudgedStatement } from './schema.ts'

const unknown = () => notFound('atlas.statement.unknown', 'There is no such statement.')

/** A statement for those who may judge it. Whoever may not is told the same as of one that there is not. */
export async function getStatement(db: Reader, viewer: Viewer, id: string): Promise<JudgedStatement> {
  // Visitors may turn out to be somebody: they are asked to sign in, whatever the address.
  if (viewer.role === 'visitor') allow(viewer, 'atlas.statement.judge')
  const found = await findStatement(db, id)
  if (!found || !mayDo(viewer, 'atlas.statement.judge', { recordId: found.subjectId })) throw unknown()
  const [judged] = await withTitles(db, viewer, [found])
  if (!judged) throw unknown()
  return judged
}

/** What was taken back or ranked otherwise one by one, newest first. */
export async function listJudgements(db: Reader, viewer: Viewer): Promise<JudgedStatement[]> {
  allow(viewer, 'atlas.statement.judge')
  return withTitles(db, viewer, await listJudged(db, 200))
}

/** With the titles of their records, as last known; statements about records that the viewer may not know of are left out. */
export async function withTitles(
  db: Reader,
  viewer: Viewer,
  statements: SubjectStatement[],
): Promise<JudgedStatement[]> {
  const rows = [
    ...(await titlesOf(
      db,
      statements,
      'engagement',
      (ids) => sql<Titled>`select distinct on (engagement.id)
        'engagement' as "subjectKind", engagement.id as "subjectId", version.title as "subjectTitle", '' as "partyKind"
      from atlas.engagements engagement join atlas.versions version on version.engagement_id = engagement.id
      where engagement.id = any(${ids}) and ${visibleTo(viewer)} order by engagement.id, version.known_from desc`,
    )),
    ...(await titlesOf(
      db,
      statements,
      'organization',
      (ids) => sql<Titled>`select 'organization' as "subjectKind",
        id as "subjectId", name as "subjectTitle", kind as "partyKind"
      from organizations.organizations where id = any(${ids})`,
    )),
  ]
  const known = new Map(rows.map((row) => [`${row.subjectKind} ${row.subjectId}`, row]))
  return statements.flatMap((each) => {
    const subject = known.get(`${each.subjectKind} ${each.subjectId}`)
    return subject ? [{ ...each, ...subject }] : []
  })
}

type Titled = Pick<JudgedStatement, 'subjectKind' | 'subjectId' | 'subjectTitle' | 'partyKind'>

/** A list mostly speaks of one kind of record: the other is not asked for in vain. */
async function titlesOf(
  db: Reader,
  statements: SubjectStatement[],
  kind: string,
  question: (ids: string[]) => Sql<Titled>,
): Promise<Titled[]> {
  const ids = statements.flatMap((each) => (each.subjectKind === kind ? [each.subjectId] : []))
  return ids.length > 0 ? db.all(question(ids)) : []
}
