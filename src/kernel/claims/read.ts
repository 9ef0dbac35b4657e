import { type Reader, sql } from '#platform/db'
import type { Statement } from './schema.ts'

export interface StatementView extends Statement {
  sourceTitle: string
  sourcePublisher: string
  sourceAddress: string | null
  sourceLicence: string
  sourceRetrievedOn: string
}

/** Everything ever said about one record, retracted statements included: a reader of evidence wants to see what changed. */
export function listStatements(
  db: Reader,
  about: { subjectKind: string; subjectId: string },
): Promise<StatementView[]> {
  return db.all(sql<StatementView>`select statement.id, property, value, original_value as "originalValue", language,
      source_id as "sourceId", part, quote, rank, rank_reason as "rankReason", valid_from as "validFrom",
      valid_to as "validTo", confidence, disputed_by as "disputedBy", contributor, statement.recorded_at as "recordedAt",
      retracted_at as "retractedAt", retracted_reason as "retractedReason", source.title as "sourceTitle",
      source.publisher as "sourcePublisher", source.address as "sourceAddress", source.licence as "sourceLicence",
      source.retrieved_on as "sourceRetrievedOn"
    from claims.statements statement join sources.sources source on source.id = source_id
    where subject_kind = ${about.subjectKind} and subject_id = ${about.subjectId}
    order by property, statement.recorded_at, statement.id`)
}
