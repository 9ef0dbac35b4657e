import { allow, type Viewer } from '#kernel/access'
import { listKnown, recordOf } from '#kernel/contacts'
import { explainMatch } from '#kernel/duplicates'
import { type Reader, sql } from '#platform/db'
import { notFound } from '#platform/problem'
import type { Comparison, MergeView, PairView } from './schema.ts'

const name = (
  id: string,
) => sql`coalesce((select value from people.cards where body_id = pair.body_id and field = 'name'
  and person_id = ${sql.ref(`${id}.id`)}), ${sql.ref(`${id}.name`)})`

// A pair is there while its body knows both; once merged or forgotten, one of them is not.
const pairs = sql`select pair.id, pair.body_id as "bodyId", body.name as "bodyName", one.id as "oneId", ${name('one')} as "oneName",
    other.id as "otherId", ${name('other')} as "otherName", bits, verdict
  from people.pairs pair join bodies.bodies body on body.id = pair.body_id
  join people.people one on one.id = one_id join people.people other on other.id = other_id
  where exists (select from bodies.belongings where body_id = pair.body_id and person_id = one_id)
    and exists (select from bodies.belongings where body_id = pair.body_id and person_id = other_id)`

const open = sql`(verdict is null or verdict = 'later')`

/** Pairs that wait for a judgement: those put off come last. */
export async function listOpenPairs(db: Reader, viewer: Viewer, wanted: { limit: number }): Promise<PairView[]> {
  allow(viewer, 'people.duplicate.judge')
  return db.all(
    sql<PairView>`${pairs} and ${open} order by verdict is not null, bits desc, pair.id limit ${wanted.limit}`,
  )
}

export async function countOpenPairs(db: Reader, viewer: Viewer): Promise<number> {
  allow(viewer, 'people.duplicate.judge')
  const { count } = await db.only(
    sql<{ count: number }>`select count(*)::int as count from (${pairs} and ${open}) pair`,
  )
  return count
}

/** The next pair to judge, other than one. */
export const findNextPair = (db: Reader, after: string): Promise<{ id: string } | undefined> =>
  db.one(
    sql<{
      id: string
    }>`${pairs} and ${open} and pair.id <> ${after} order by verdict is not null, bits desc, pair.id limit 1`,
  )

export async function comparePair(db: Reader, viewer: Viewer, id: string): Promise<Comparison> {
  allow(viewer, 'people.duplicate.judge')
  const pair = await db.one(sql<PairView>`${pairs} and pair.id = ${id}`)
  if (!pair) throw notFound('people.pair.unknown', 'There is no such pair, or it is settled.')
  const known = await listKnown(db, { bodyId: pair.bodyId })
  const [one, other] = [pair.oneId, pair.otherId].map((each) => known.find((person) => person.personId === each))
  if (!one || !other) throw notFound('people.pair.unknown', 'There is no such pair, or it is settled.')
  const reasons = explainMatch(recordOf(one), recordOf(other), known.map(recordOf))
  const accounts = await db.all(sql<{ id: string }>`select person_id as id from access.accounts
    where person_id in (${one.personId}, ${other.personId})`)
  const hasAccount = (personId: string) => accounts.some((account) => account.id === personId)
  return {
    pair,
    one: { ...one, hasAccount: hasAccount(one.personId) },
    other: { ...other, hasAccount: hasAccount(other.personId) },
    reasons,
  }
}

/** Merges that stand, newest first: of the viewer's bodies, or into one person. */
export const listMerges = (db: Reader, wanted: { keptId?: string; limit: number }): Promise<MergeView[]> =>
  db.all(sql<MergeView>`select merge.id, body_id as "bodyId", kept_id as "keptId", person.name as "keptName", merged_at as "mergedAt"
    from people.merges merge join people.people person on person.id = kept_id
    where undone_at is null and ${wanted.keptId ? sql`kept_id = ${wanted.keptId}` : sql`true`}
    order by merged_at desc, merge.id desc limit ${wanted.limit}`)

/** Where the old address of a merged person leads, through as many merges as there were. */
export async function findMergedInto(db: Reader, personId: string): Promise<string | undefined> {
  const found = await db.one(sql<{ id: string }>`with recursive way (id, step) as (
      select kept_id, 1 from people.merges where gone_id = ${personId} and undone_at is null
      union all select merge.kept_id, step + 1 from way join people.merges merge on merge.gone_id = way.id
        where merge.undone_at is null and step < 50)
    select id from way order by step desc limit 1`)
  return found?.id
}
