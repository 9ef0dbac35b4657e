import { assemble, type Statement } from '#kernel/claims'
import { type Reader, sql, type Writer } from '#platform/db'
import { announce } from '#platform/live'
import { findSurvivors } from '../merges/read.ts'
import { listParties } from './read.ts'
import { deriveVersion, isSameVersion, isSeveral } from './rules.ts'
import type { Version } from './schema.ts'
import { versionColumns, versionRecord } from './table.ts'

/** The topic on which every node hears that versions changed; the map index follows it. */
export const versionsChanged = 'atlas.versions.changed'

export interface NewEngagement {
  id: string
  batchId: string | undefined
  isSample: boolean
}

/** Opens the files of engagements; what is known of them comes from statements and `refreshVersions`. */
export async function recordEngagements(db: Writer, input: { engagements: NewEngagement[]; at: Date }): Promise<void> {
  await db.save(sql`insert into atlas.engagements (id, created_at, batch_id, is_sample)
    select id, ${input.at}, "batchId", "isSample" from jsonb_to_recordset(${JSON.stringify(input.engagements)}::jsonb)
      as row(id text, "batchId" text, "isSample" boolean)
    on conflict (id) do nothing`)
}

const chunk = 1000

/**
 * Derives the current version of each engagement from its statements, closes the version that no longer holds and opens the next.
 * Running it twice changes nothing. When something is undone, `undoing` is the instant it was done at: a version that comes back as it was
 * then counts as known since it first was. Returns the ids whose version changed.
 */
export async function refreshVersions(
  db: Writer,
  input: { ids: string[]; at: Date; undoing?: Date },
): Promise<string[]> {
  const changed: string[] = []
  for (let start = 0; start < input.ids.length; start += chunk)
    changed.push(...(await refreshSome(db, { ...input, ids: input.ids.slice(start, start + chunk) })))
  // Listeners compare versions with what they hold; a long list of ids would not fit into one notification.
  if (changed.length > 0) await announce(db, versionsChanged, { since: input.at.toISOString() })
  return changed
}

async function refreshSome(
  db: Writer,
  { ids, at, undoing }: { ids: string[]; at: Date; undoing?: Date },
): Promise<string[]> {
  const said = await standingStatements(db, ids)
  // Whom a source names may be part of another record by now; what it said stays as it was said.
  const survivors = await findSurvivors(db, [...new Set(said.filter(namesParty).map((each) => each.value))])
  const statements = said.map((each) =>
    namesParty(each) ? { ...each, value: survivors.get(each.value) ?? each.value } : each,
  )
  const bySubject = Map.groupBy(statements, (each) => each.subjectId)
  const partyIds = statements.filter(namesParty).map((each) => each.value)
  const parties = await listParties(db, [...new Set(partyIds)])
  const names = new Map(parties.map((party) => [party.id, { id: party.id, label: party.name }]))
  const sourceKinds = new Map(statements.map((each) => [each.sourceId, each.sourceKind]))
  const current = await currentVersions(db, ids)

  const closed: string[] = []
  const opened: OpenedVersion[] = []
  // Two deeds may bear the same instant, and clocks of two nodes differ: a version never begins before the one it follows.
  const latest = Math.max(0, ...[...current.values()].map((version) => version.knownFrom.getTime() + 1))
  const from = new Date(Math.max(at.getTime(), latest))
  for (const id of ids) {
    const shown = assemble(bySubject.get(id) ?? [], {}, isSeveral)
    const next = deriveVersion(shown, { names, sourceKinds })
    const known = current.get(id)?.version
    if (next && known && isSameVersion(next, known)) continue
    if (known) closed.push(id)
    if (next) opened.push({ engagementId: id, ...next })
  }
  const earlier =
    undoing && opened.length > 0
      ? await versionsSince(db, { ids: opened.map((each) => each.engagementId), undoing })
      : []
  await saveVersions(db, { closed, opened: opened.map((each) => withFirstKnown(each, earlier)), at: from })
  return [...new Set([...closed, ...opened.map((each) => each.engagementId)])]
}

/** A version that comes back is known since it first was, not since something that hid it was undone. */
function withFirstKnown(opened: OpenedVersion, earlier: EarlierVersion[]): OpenedVersion & { firstKnown: Date | null } {
  const { engagementId, ...next } = opened
  const same = earlier.find((each) => each.engagementId === engagementId && isSameVersion(next, each.version))
  return { ...opened, firstKnown: same?.since ?? null }
}

const namesParty = ({ property }: Statement): boolean => property.startsWith('party.') || property === 'network'

async function saveVersions(
  db: Writer,
  { closed, opened, at }: { closed: string[]; opened: (OpenedVersion & { firstKnown: Date | null })[]; at: Date },
): Promise<void> {
  if (closed.length > 0)
    await db.save(
      sql`update atlas.versions set known_to = ${at} where engagement_id = any(${closed}) and known_to is null`,
    )
  const touched = [...closed, ...opened.map((each) => each.engagementId)]
  if (touched.length === 0) return
  await db.save(sql`insert into atlas.versions (engagement_id, known_from, title, form, kind, us_ids, abroad_ids, network_id,
      started, ended, starts_on, ends_on, legal, recognition, activity, verification, themes, source_kinds, is_documented, note,
      first_known)
    select "engagementId", ${at}, title, form, kind, "usIds", "abroadIds", "networkId", started, ended, "startsOn", "endsOn",
      legal, recognition, activity, verification, themes, "sourceKinds", "isDocumented", note, "firstKnown"
    from jsonb_to_recordset(${JSON.stringify(opened)}::jsonb) as ${versionRecord}`)
  await db.save(sql`delete from atlas.participations where engagement_id = any(${touched})`)
  await db.save(sql`insert into atlas.participations (engagement_id, organization_id, side, position)
    select engagement_id, party.id, 'us', party.position from atlas.versions, unnest(us_ids) with ordinality as party(id, position)
      where engagement_id = any(${touched}) and known_to is null
    union all
    select engagement_id, party.id, 'abroad', party.position from atlas.versions, unnest(abroad_ids) with ordinality as party(id, position)
      where engagement_id = any(${touched}) and known_to is null
    on conflict do nothing`)
}

/** Versions that still held at an instant or came later, newest first, with since when each was first known. */
async function versionsSince(
  db: Reader,
  { ids, undoing }: { ids: string[]; undoing: Date },
): Promise<EarlierVersion[]> {
  const rows = await db.all(
    sql<Version & { engagementId: string; since: Date }>`select version.engagement_id as "engagementId",
        coalesce(version.first_known, version.known_from) as since, ${versionColumns}
      from atlas.versions version where version.engagement_id = any(${ids}) and version.known_to >= ${undoing}
      order by version.known_from desc`,
  )
  return rows.map(({ engagementId, since, ...version }) => ({ engagementId, since, version }))
}

type OpenedVersion = Version & { engagementId: string }
type EarlierVersion = { engagementId: string; since: Date; version: Version }
type StandingStatement = Statement & { subjectId: string; sourceKind: string }

const standingStatements = (db: Reader, ids: string[]): Promise<StandingStatement[]> =>
  db.all(sql<StandingStatement>`select statement.id, subject_id as "subjectId", property, value,
      original_value as "originalValue", language, source_id as "sourceId", part, quote, rank, rank_reason as "rankReason",
      valid_from as "validFrom", valid_to as "validTo", confidence, disputed_by as "disputedBy", contributor,
      statement.recorded_at as "recordedAt", retracted_at as "retractedAt", retracted_reason as "retractedReason",
      cited_as as "citedAs", counts_from as "countsFrom", source.kind as "sourceKind"
    from claims.statements statement join sources.sources source on source.id = source_id
    where subject_kind = 'engagement' and subject_id = any(${ids}) and retracted_at is null`)

async function currentVersions(db: Reader, ids: string[]): Promise<Map<string, { knownFrom: Date; version: Version }>> {
  const rows = await db.all(
    sql<Version & { engagementId: string; knownFrom: Date }>`select version.engagement_id as "engagementId",
        version.known_from as "knownFrom", ${versionColumns}
      from atlas.versions version where version.engagement_id = any(${ids}) and version.known_to is null`,
  )
  return new Map(rows.map(({ engagementId, knownFrom, ...version }) => [engagementId, { knownFrom, version }]))
}
