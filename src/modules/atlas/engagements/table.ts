import { sql } from '#platform/db'
import type { Version } from './schema.ts'

/** Columns of atlas.versions under the names of `Version`. */
export const versionColumns = sql`version.title, version.form, version.kind, version.us_ids as "usIds",
  version.abroad_ids as "abroadIds", version.network_id as "networkId", version.started, version.ended,
  version.starts_on as "startsOn", version.ends_on as "endsOn", version.legal, version.recognition, version.activity,
  version.verification, version.themes, version.source_kinds as "sourceKinds", version.is_documented as "isDocumented",
  version.note`

export interface VersionRow extends Version {
  engagementId: string
  knownFrom: Date
  knownTo: Date | null
}

/** Rows for jsonb_to_recordset: the same columns, typed for PostgreSQL. */
export const versionRecord = sql`row("engagementId" text, title text, form text, kind text, "usIds" text[],
  "abroadIds" text[], "networkId" text, started text, ended text, "startsOn" date, "endsOn" date, legal text,
  recognition text, activity text, verification text, themes text[], "sourceKinds" text[], "isDocumented" boolean, note text, "firstKnown" timestamptz)`
