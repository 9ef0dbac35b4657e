import type { Viewer } from '#kernel/access'
import { listSayings, listStatements, rankStatement, restoreStatement, retractStatement } from '#kernel/claims'
import type { Reader, Writer } from '#platform/db'
import { conflict } from '#platform/problem'
import { refreshVersions } from '../engagements/write.ts'
import { refreshGovernments } from '../governments/write.ts'
import { indexRecords } from '../profiles/write.ts'
import { refreshFindings } from '../rules/write.ts'
import { getStatement } from './read.ts'
import { refuseIdle } from './rules.ts'
import type { JudgedStatement, Judgement } from './schema.ts'

/** Takes one statement back, ranks it, or says it again; the record shown follows. Returns the id of what stands now. */
export async function judgeStatement(
  db: Writer,
  actor: Viewer,
  input: { id: string; judgement: Judgement; at: Date },
): Promise<string> {
  const said = await getStatement(db, actor, input.id)
  const { verdict, reason } = input.judgement
  refuseIdle(said, input.judgement, (await listSayings(db, said.id))[0]?.id !== said.id)
  if (verdict === 'retracted' || verdict === 'deprecated') await refuseNameless(db, said)
  const judged = { id: said.id, reason, at: input.at }
  let standing = said.id
  if (verdict === 'retracted') await retractStatement(db, actor, judged)
  else if (verdict === 'restored') standing = await restoreStatement(db, actor, judged)
  else standing = await rankStatement(db, actor, { ...judged, rank: verdict })
  await followStatements(db, { kind: said.subjectKind, id: said.subjectId, at: input.at })
  return standing
}

/** There is no government without a name: the right one comes first. */
async function refuseNameless(db: Reader, said: JudgedStatement): Promise<void> {
  if (said.subjectKind !== 'organization' || said.property !== 'name') return
  const others = (await listStatements(db, said)).filter(
    (each) => each.property === 'name' && each.id !== said.id && !each.retractedAt && each.rank !== 'deprecated',
  )
  if (others.length === 0)
    throw conflict(
      'atlas.statement.nameless',
      'This is the only name on record. Accept a correction with the right one first, then take this one back.',
      { verdict: 'The record would be without a name' },
    )
}

/** After statements about one record changed: what it shows, what bears its name, findings, search and every node's map. */
export async function followStatements(
  db: Writer,
  { kind, id, at }: { kind: 'engagement' | 'organization'; id: string; at: Date },
): Promise<void> {
  if (kind === 'organization') {
    const renamed = await refreshGovernments(db, { ids: [id], at })
    await indexRecords(db, { engagementIds: renamed, organizationIds: [id] })
    return
  }
  await refreshVersions(db, { ids: [id], at })
  await refreshFindings(db, { at, engagementIds: [id] })
  await indexRecords(db, { engagementIds: [id], organizationIds: [] })
}
