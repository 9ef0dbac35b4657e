import { listNames, type NameView, type OrganizationView } from '#kernel/organizations'
import { containing, type Reader, type Sql, sql } from '#platform/db'
import type { AlikeView, MergeView } from './schema.ts'

/** Holds for records that are part of no other; wants `organization` joined. Part of every list of organizations. */
export const standsAlone = sql`not exists (select from atlas.merges merged
  where merged.gone_id = organization.id and merged.undone_at is null)`

/** Each record that is part of another (`gone_id`), with the one that stays in the end (`kept_id`): a merge may lead on to a later one. */
export const leadingOn: Sql<unknown> = sql`(with recursive way as (
    select gone_id, kept_id from atlas.merges where undone_at is null
    union all
    select way.gone_id, merge.kept_id from way
      join atlas.merges merge on merge.gone_id = way.kept_id and merge.undone_at is null
  )
  select gone_id, kept_id from way
  where not exists (select from atlas.merges later where later.gone_id = way.kept_id and later.undone_at is null))`

/** For records that are part of another, all or those of some ids: the one that stays. Others are not in the answer. */
export async function findSurvivors(db: Reader, ids?: string[]): Promise<Map<string, string>> {
  const rows = await db.all(sql<{ goneId: string; keptId: string }>`select gone_id as "goneId", kept_id as "keptId"
    from ${leadingOn} led where ${ids ? sql`gone_id = any(${ids})` : sql`true`}`)
  return new Map(rows.map(({ goneId, keptId }) => [goneId, keptId]))
}

/** Where the address of a record leads on to; undefined for one that is part of no other. */
export const findSurvivor = (db: Reader, id: string): Promise<{ id: string; kind: string } | undefined> =>
  db.one(sql<{ id: string; kind: string }>`select kept.id, kept.kind from ${leadingOn} led
    join organizations.organizations kept on kept.id = led.kept_id where led.gone_id = ${id}`)

export interface PartView {
  id: string
  name: string
}

/** Records that are part of this one now. */
export const listParts = (db: Reader, organizationId: string): Promise<PartView[]> =>
  db.all(sql<PartView>`select part.id, part.name from ${leadingOn} led
    join organizations.organizations part on part.id = led.gone_id
    where led.kept_id = ${organizationId} order by part.name, part.id`)

/** Asked of an organization and of every record that is part of it, one after another. */
export async function ofAll<T>(ids: string[], ask: (id: string) => Promise<T[]>): Promise<T[]> {
  const answers: T[] = []
  for (const id of ids) answers.push(...(await ask(id)))
  return answers
}

/** Names of an organization and of every record that is part of it, whose own name is one more. */
export async function listNamesOfAll(db: Reader, organizationId: string, parts: PartView[]): Promise<NameView[]> {
  const names = await listNames(db, organizationId)
  for (const { id, name } of parts) {
    const own = { name, language: '', kind: 'alternate', validFrom: '', validTo: '' } as const
    names.push(
      { ...own, statementId: null, sourceTitle: 'Its own record, now part of this one' },
      ...(await listNames(db, id)),
    )
  }
  const once = new Map(
    names.map((each) => [JSON.stringify([each.name, each.language, each.kind, each.statementId]), each]),
  )
  return [...once.values()].sort((a, b) => (a.language < b.language ? -1 : a.language > b.language ? 1 : 0))
}

const view = sql`select merge.id, kept_id as "keptId", kept.name as "keptName", kept.kind as "keptKind", gone_id as "goneId",
    gone.name as "goneName", reason, merged_at as "mergedAt", undone_at as "undoneAt"
  from atlas.merges merge
  join organizations.organizations kept on kept.id = kept_id
  join organizations.organizations gone on gone.id = gone_id`

/** Merges, newest first: all of them, or those that still stand of one organization and its parts. */
export const listMerges = (db: Reader, wanted: { organizationId?: string; limit: number }): Promise<MergeView[]> =>
  db.all(sql<MergeView>`${view}
    where ${
      wanted.organizationId
        ? sql`undone_at is null and gone_id in (select gone_id from ${leadingOn} led where kept_id = ${wanted.organizationId})`
        : sql`true`
    }
    order by merged_at desc, merge.id desc limit ${wanted.limit}`)

export const findMerge = (db: Reader, id: string): Promise<MergeView | undefined> =>
  db.one(sql<MergeView>`${view} where merge.id = ${id}`)

/** Words too common in names to tell two organizations apart. */
const commonWords = new Set([
  'the',
  'of',
  'for',
  'and',
  'in',
  'network',
  'association',
  'international',
  'office',
  'city',
])

/** Records of the same kind that may be the same organization: they share a telling word of their name, or the words looked for. */
export function listAlike(
  db: Reader,
  { id, kind, name }: OrganizationView,
  wanted: { q: string; limit: number },
): Promise<AlikeView[]> {
  const words = name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2 && !commonWords.has(word))
  const asked = wanted.q === '' ? words.map(containing) : [containing(wanted.q)]
  return db.all(sql<AlikeView>`select organization.id, organization.name, place.country,
      ((select count(*) from atlas.participations where organization_id = organization.id)
        + (select count(*) from atlas.versions where network_id = organization.id and known_to is null))::int as ties
    from organizations.organizations organization left join places.places place on place.id = organization.place_id
    where organization.kind = ${kind} and organization.id <> ${id} and ${standsAlone}
      and (organization.name ilike any (${asked}::text[]) or exists (select from organizations.names known
        where known.organization_id = organization.id and known.name ilike any (${asked}::text[])))
    order by organization.name, organization.id limit ${wanted.limit}`)
}
