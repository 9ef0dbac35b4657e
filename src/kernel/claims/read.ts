import { type Reader, type Sql, sql } from '#platform/db'
import type { Statement } from './schema.ts'

export interface StatementView extends Statement {
  sourceTitle: string
  sourcePublisher: string
  sourceAddress: string | null
  sourceLicence: string
  sourceRetrievedOn: string
  /** The import that said it: an upload bears the same id, and keeps the cell. */
  batchId: string | null
}

const view = sql`select statement.id, property, value, original_value as "originalValue", language,
    source_id as "sourceId", part, quote, rank, rank_reason as "rankReason", valid_from as "validFrom",
    valid_to as "validTo", confidence, disputed_by as "disputedBy", contributor, statement.recorded_at as "recordedAt",
    retracted_at as "retractedAt", retracted_reason as "retractedReason", source.title as "sourceTitle",
    source.publisher as "sourcePublisher", source.address as "sourceAddress", source.licence as "sourceLicence",
    source.retrieved_on as "sourceRetrievedOn", batch_id as "batchId", cited_as as "citedAs", counts_from as "countsFrom"`
const from = sql`from (select * from claims.statements each
    where not exists (select from claims.withheld where statement_id = each.id)) statement
  join sources.sources source on source.id = source_id`

/** Everything ever said about one record, retracted statements included: a reader of evidence wants to see what changed. Not those withheld. */
export function listStatements(
  db: Reader,
  about: { subjectKind: string; subjectId: string },
): Promise<StatementView[]> {
  return db.all(sql<StatementView>`${view} ${from}
    where subject_kind = ${about.subjectKind} and subject_id = ${about.subjectId}
    order by property, statement.recorded_at, statement.id`)
}

/** A statement with the record that it is about. */
export interface SubjectStatement extends StatementView {
  subjectKind: string
  subjectId: string
}

const withSubject = (which: Sql<unknown>) =>
  sql<SubjectStatement>`${view}, subject_kind as "subjectKind", subject_id as "subjectId" ${from} where ${which}`

/** One statement by its id, or by the id under which it is cited: then what was said again, if it was. */
export const findStatement = (db: Reader, id: string): Promise<SubjectStatement | undefined> =>
  db.one(
    withSubject(
      sql`statement.id = ${id} or cited_as = ${id} order by statement.recorded_at desc, statement.id desc limit 1`,
    ),
  )

/** The same source saying the same at the same spot, each time it was recorded, newest first: at most one of them stands. */
export const listSayings = (db: Reader, id: string): Promise<SubjectStatement[]> =>
  db.all(
    // In two halves, because each has an index of its own.
    withSubject(sql`(fingerprint = (select fingerprint from claims.statements where id = ${id}) and retracted_at is null
        or fingerprint = (select fingerprint from claims.statements where id = ${id}) and retracted_at is not null)
    order by statement.recorded_at desc, retracted_at desc nulls first, statement.id desc`),
  )

/** Statements that somebody took back by a judgement of their own, newest first. */
export const listJudged = (db: Reader, limit: number): Promise<SubjectStatement[]> =>
  db.all(withSubject(sql`judged_by is not null order by retracted_at desc, statement.id desc limit ${limit}`))
