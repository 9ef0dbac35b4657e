import type { Viewer } from '#kernel/access'
import { allow } from '#kernel/access'
import { audit } from '#kernel/audit'
import { recordStatements, retractBatch } from '#kernel/claims'
import { newOrganization, recordNames, recordOrganizations, recordSuccessions } from '#kernel/organizations'
import { recordTenures } from '#kernel/people'
import { newSource, recordSources } from '#kernel/sources'
import { sql, type Writer } from '#platform/db'
import { newId } from '#platform/ids'
import { conflict, notFound } from '#platform/problem'
import { restoreWithdrawals } from '../batches/write.ts'
import { recordEngagements, refreshVersions } from '../engagements/write.ts'
import { listJudgedAmong, refreshBearers, refreshGovernments } from '../governments/write.ts'
import { indexRecords, recordNetworks } from '../profiles/write.ts'
import { listPartyFacts, listTiesOf } from '../rules/read.ts'
import { recordRules, refreshFindings } from '../rules/write.ts'
import { cellOf, engagementId, engagementStatements, organizationStatements } from './rules.ts'
import type { Package } from './schema.ts'

export interface ImportReport {
  batchId: string
  organizations: number
  engagements: number
  /** Engagements whose shown version is new or different after this import. */
  changed: number
  statements: number
  rejected: number
}

/** Brings a whole data package in, as one batch and one transaction: all of it or nothing. The same package twice changes nothing. */
export async function importPackage(
  db: Writer,
  actor: Viewer,
  input: { package: Package; at: Date; progress?: (what: string, done: number, total: number) => void },
): Promise<ImportReport> {
  allow(actor, 'atlas.import.commit')
  const { rows } = input.package
  const progress = input.progress ?? (() => {})
  const batchId = newId(input.at)
  await db.save(sql`insert into atlas.batches (id, title, licence, is_share_alike, actor, started_at)
    values (${batchId}, ${input.package.title}, ${input.package.licence}, ${input.package.isShareAlike},
      ${actor.auditId}, ${input.at})`)

  progress('governments and organizations', 0, 4)
  await recordSources(
    db,
    rows.sources.map((row) =>
      newSource.parse({ ...row, id: row.key, retrievedOn: row.retrieved, copyHash: row.sha256 }),
    ),
  )
  const organizationIds = rows.organizations.map((row) => row.key)
  const factsBefore = await listPartyFacts(db, organizationIds)
  const renamed = await recordOrganizations(
    db,
    rows.organizations.map((row) =>
      newOrganization.parse({
        ...row,
        id: row.key,
        parentId: row.parent,
        populationYear: row.population_year,
        geonamesId: row.geonames,
        wikidataId: row.wikidata,
        ocdId: row.ocd,
        biaId: row.bia,
        existsFrom: row.exists_from,
        existsTo: row.exists_to,
        isSample: input.package.isSample,
      }),
    ),
  )
  await recordNames(
    db,
    rows.names.map((row) => ({
      ...row,
      organizationId: row.organization,
      validFrom: row.from,
      validTo: row.to,
      sourceId: row.source,
    })),
  )
  await recordSuccessions(
    db,
    rows.successions.map((row) => ({
      ...row,
      predecessorId: row.predecessor,
      successorId: row.successor,
      happenedOn: row.on,
      sourceId: row.source,
    })),
  )
  await recordNetworks(db)
  await recordOfficeHolders(db, input.package)
  const factsAfter = await listPartyFacts(db, organizationIds)
  const aboutOrganizations = rows.organizations.flatMap((row) => organizationStatements(row, batchId))
  let added = await recordStatements(db, actor, { statements: aboutOrganizations, recordedAt: input.at })
  // Names first: engagements already on record follow them, and those of this package find them settled.
  const judged = await listJudgedAmong(db, organizationIds)
  const changed = new Set([
    ...(await refreshGovernments(db, { ids: judged, at: input.at })),
    ...(await refreshBearers(db, { ids: renamed, at: input.at })),
  ])

  progress('engagements and their statements', 1, 4)
  const ids = [...new Set(rows.engagements.map((row) => engagementId(row.key)))]
  await recordEngagements(db, {
    engagements: ids.map((id) => ({ id, batchId, isSample: input.package.isSample })),
    at: input.at,
  })
  const aboutEngagements = rows.engagements.flatMap((row) => engagementStatements(row, batchId))
  added += await recordStatements(db, actor, { statements: aboutEngagements, recordedAt: input.at })
  for (const id of await refreshVersions(db, { ids, at: input.at })) changed.add(id)

  progress('rules and gaps', 2, 4)
  const ruleIds = await recordRules(db, input.package.rules, input.at)
  await recordGaps(db, input.package, input.at)
  const moved = organizationIds.filter((id) => factsBefore.get(id) !== factsAfter.get(id))
  // Rules that read otherwise find anew among all ties; the others only among ties whose facts this package changed.
  await refreshFindings(db, { at: input.at, ruleIds })
  await refreshFindings(db, { at: input.at, engagementIds: [...changed, ...(await listTiesOf(db, moved))] })
  const rejected = await recordRejects(db, batchId, input.package)
  progress('search index', 3, 4)
  await indexRecords(db, { engagementIds: [...changed], organizationIds })

  const report: ImportReport = {
    batchId,
    organizations: rows.organizations.length,
    engagements: ids.length,
    changed: changed.size,
    statements: added,
    rejected,
  }
  await db.save(
    sql`update atlas.batches set finished_at = clock_timestamp(), counts = ${JSON.stringify(report)} where id = ${batchId}`,
  )
  // The embedded database has no daemon that counts rows; without fresh statistics it joins thousands of rows one by one.
  await db.save(sql`select platform.count_rows()`)
  progress('done', 4, 4)
  await audit(db, actor, 'atlas.import.committed', `batch:${batchId}`, report)
  return report
}

/** Takes one batch back whole: its statements are retracted and every version follows; what others said since stays. */
export async function undoBatch(
  db: Writer,
  actor: Viewer,
  input: { batchId: string; reason: string; at: Date },
): Promise<{ statements: number; engagements: number }> {
  allow(actor, 'atlas.import.undo')
  const batch = await db.one(sql<{
    undoneAt: Date | null
    startedAt: Date
  }>`select undone_at as "undoneAt", started_at as "startedAt" from atlas.batches
    where id = ${input.batchId} for update`)
  if (!batch) throw notFound('atlas.import.unknown', 'There is no such import.')
  if (batch.undoneAt) throw conflict('atlas.import.undone', 'This import has been undone already.')
  const touched = await db.all(sql<{ id: string }>`select distinct subject_id as id from claims.statements
    where batch_id = ${input.batchId} and subject_kind = 'engagement' and retracted_at is null`)
  const governments = await db.all(sql<{ id: string }>`select distinct subject_id as id from claims.statements
    where batch_id = ${input.batchId} and subject_kind = 'organization' and retracted_at is null`)
  const statements = await retractBatch(db, actor, input)
  const restored = await restoreWithdrawals(db, actor, { id: input.batchId, at: input.at })
  const engagementIds = [...new Set([...touched.map((each) => each.id), ...restored])]
  const changed = new Set([
    ...(await refreshGovernments(db, { ids: governments.map((each) => each.id), at: input.at })),
    ...(await refreshVersions(db, { ids: engagementIds, at: input.at, undoing: batch.startedAt })),
  ])
  await refreshFindings(db, { at: input.at, engagementIds: [...changed] })
  await indexRecords(db, { engagementIds: [...changed], organizationIds: governments.map((each) => each.id) })
  await db.save(sql`update atlas.batches set undone_at = ${input.at} where id = ${input.batchId}`)
  await audit(db, actor, 'atlas.import.undone', `batch:${input.batchId}`, { reason: input.reason, statements })
  return { statements, engagements: changed.size }
}

async function recordOfficeHolders(db: Writer, { rows }: Package): Promise<void> {
  const people = new Map(rows.people.map((person) => [person.key, person]))
  const posts = new Map(rows.posts.map((post) => [post.key, post]))
  await recordTenures(
    db,
    rows.tenures.flatMap((tenure) => {
      const person = people.get(tenure.person)
      const post = posts.get(tenure.post)
      if (!person || !post) return []
      return [
        {
          personId: person.key,
          personName: person.name,
          postId: post.key,
          postTitle: post.title,
          organizationId: post.organization,
          validFrom: tenure.from,
          validTo: tenure.to,
          sourceId: tenure.source,
          part: cellOf(tenure),
        },
      ]
    }),
  )
}

/** What is asked otherwise than before ends the span of how it was asked. */
async function recordGaps(db: Writer, { rows }: Package, at: Date): Promise<void> {
  const asked = sql`jsonb_to_recordset(${JSON.stringify(rows.gaps)}::jsonb) as asked(key text, about text, question text, why text, source text)`
  await db.save(sql`update atlas.gaps gap set known_to = ${at} from ${asked} where gap.id = asked.key and gap.known_to is null
    and (gap.question, gap.why, gap.about_id) is distinct from (asked.question, asked.why, asked.about)`)
  await db.save(sql`insert into atlas.gaps (id, about_id, question, why, source_id, known_from)
    select key, about, question, why, source, ${at} from ${asked}
    where not exists (select 1 from atlas.gaps gap where gap.id = asked.key and gap.known_to is null)
    on conflict (id, known_from) do update set about_id = excluded.about_id, question = excluded.question, why = excluded.why, known_to = null`)
}

/** Rows that the package's own maker turned away, and rows that do not fit here: neither vanishes. */
async function recordRejects(db: Writer, batchId: string, source: Package): Promise<number> {
  const rejects = [
    ...source.rows.rejects.map((row) => ({ ...row, row: row.row ?? 0 })),
    ...source.faults.map((fault) => ({ ...fault, reason: 'does-not-fit' })),
  ].map((reject, index) => ({ ...reject, number: index + 1 }))
  await db.save(sql`insert into atlas.rejects (batch_id, number, file, row_number, column_name, value, reason, explanation)
    select ${batchId}, number, file, "row", "column", value, reason, explanation
    from jsonb_to_recordset(${JSON.stringify(rejects)}::jsonb) as reject(number integer, file text, "row" integer,
      "column" text, value text, reason text, explanation text)`)
  return rejects.length
}
