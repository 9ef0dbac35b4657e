import { allow, mayDo, type Viewer } from '#kernel/access'
import { listBodies } from '#kernel/bodies'
import { type Reader, sql } from '#platform/db'
import { notFound } from '#platform/problem'
import { occasionTyped } from '../occasions/rules.ts'
import type { Occasion } from '../occasions/schema.ts'
import type { TextDocument } from '../texts/schema.ts'
import type { EditionView, Fields, Listing, RevisionView } from './schema.ts'

const view = sql`select edition.id, work_id as "workId", slug, kind, body_id as "bodyId", is_sample as "isSample", number, state,
    language, title, teaser, content, content_hash as "contentHash", bibliography, cited, hero, series, topics, pillars, regions, authors, speaks_of as "speaksOf", occasion, is_announced as "isAnnounced",
    change_note as "changeNote", is_minor as "isMinor", revision, saved_at as "savedAt", publish_at as "publishAt",
    edition.published_at as "publishedAt", ended_at as "endedAt", end_reason as "endReason",
    work.published_at as "firstPublishedAt"
  from publications.editions edition join publications.works work on work.id = work_id`

/** Bodies whose unpublished work a viewer may read; whoever may read none is told so, as on every desk. */
export async function bodiesRead(db: Reader, viewer: Viewer): Promise<string[]> {
  allow(viewer, 'publications.work.read')
  const bodies = await listBodies(db)
  return bodies.map(({ id }) => id).filter((bodyId) => mayDo(viewer, 'publications.work.read', { bodyId }))
}

const unknown = () => notFound('publications.work.unknown', 'There is no such work.')

/** What the public reads at an address: the live edition, whatever became of it. */
export async function getLive(db: Reader, slug: string): Promise<EditionView> {
  const found = await db.one(
    sql<EditionView>`${view} where slug = ${slug} and state in ('published', 'withdrawn', 'gone')`,
  )
  if (!found) throw unknown()
  return found
}

/** Where a former address leads by now; undefined when there never was a public work at it. */
export async function findMoved(db: Reader, slug: string): Promise<string | undefined> {
  const found = await db.one(sql<{ slug: string }>`select work.slug from publications.addresses address
    join publications.works work on work.id = address.work_id
    where address.slug = ${slug} and address.kind = 'former' and work.published_at is not null`)
  return found?.slug
}

/** Every edition that was ever public, latest first. */
export const listEditions = (db: Reader, workId: string): Promise<EditionView[]> =>
  db.all(sql<EditionView>`${view} where work_id = ${workId} and edition.published_at is not null order by number desc`)

/** One public edition of a work by its number. What is gone is gone in all its editions. */
export async function getEdition(db: Reader, slug: string, number: number): Promise<EditionView> {
  const live = await getLive(db, slug)
  if (live.state === 'gone') return live
  const found = await db.one(
    sql<EditionView>`${view} where slug = ${slug} and number = ${number} and edition.published_at is not null`,
  )
  if (!found) throw notFound('publications.edition.unknown', 'There is no such edition of this work.')
  return found
}

/** Any edition by its id, whoever asks: for links that are a proof themselves. */
export const findEdition = (db: Reader, id: string): Promise<EditionView | undefined> =>
  db.one(sql<EditionView>`${view} where edition.id = ${id}`)

/** An edition as those see it who write, review and publish. */
export async function getDraft(db: Reader, viewer: Viewer, id: string): Promise<EditionView> {
  const found = await db.one(
    sql<EditionView>`${view} where edition.id = ${id} and body_id = any (${await bodiesRead(db, viewer)}::text[])`,
  )
  if (!found) throw notFound('publications.edition.unknown', 'There is no such edition.')
  return found
}

/** For deeds: the row is held until they are done. */
export async function holdDraft(db: Reader, viewer: Viewer, id: string): Promise<EditionView> {
  await db.all(sql`select 1 from publications.editions where id = ${id} for update`)
  return getDraft(db, viewer, id)
}

export type DeskWork = Pick<
  EditionView,
  'id' | 'title' | 'kind' | 'number' | 'state' | 'savedAt' | 'publishAt' | 'slug'
>

/** The latest edition of each work, what was touched last first. */
export async function listDeskWorks(
  db: Reader,
  viewer: Viewer,
  asked: { state: string; kind: string; q: string },
): Promise<DeskWork[]> {
  return db.all(sql<DeskWork>`select * from (
      select distinct on (work_id) edition.*, kind, slug, saved_at as "savedAt", publish_at as "publishAt"
      from publications.editions edition join publications.works work on work.id = work_id
      where body_id = any (${await bodiesRead(db, viewer)}::text[])
      order by work_id, number desc) latest
    where ${asked.state ? sql`state = ${asked.state}` : sql`true`} and ${asked.kind ? sql`kind = ${asked.kind}` : sql`true`}
      and ${asked.q ? sql`strpos(lower(title), ${asked.q.toLowerCase()}) > 0` : sql`true`}
    order by "savedAt" desc limit 200`)
}

export async function listRevisions(db: Reader, editionId: string): Promise<RevisionView[]> {
  const rows = await db.all(sql<RevisionView>`select revision, title, teaser, content, hero, occasion,
      fields || jsonb_build_object('title', title, 'teaser', teaser) as fields, saved_by as "savedBy",
      suggested_by as "suggestedBy", saved_at as "savedAt"
    from publications.revisions where edition_id = ${editionId} order by revision desc limit 500`)
  return rows.map(({ fields, ...row }) => ({ ...row, fields: fields && { ...fields, ...occasionTyped(row.occasion) } }))
}

/** What one revision said, as far as a form says it; undefined for one of which only the text is known. */
export async function findRevision(
  db: Reader,
  editionId: string,
  revision: number,
): Promise<(Fields & { content: TextDocument }) | undefined> {
  const found = await db.one(sql<{ said: Fields & { content: TextDocument }; occasion: Occasion | null }>`select
      fields || jsonb_build_object('title', title, 'teaser', teaser, 'content', content) as said, occasion
    from publications.revisions where edition_id = ${editionId} and revision = ${revision} and fields is not null`)
  return found && { ...found.said, ...occasionTyped(found.occasion) }
}

/** What lists show: works that are published, with what they are filtered by. Withdrawn and gone ones stand on no list. */
export const listListings = (db: Reader, workIds?: string[]): Promise<Listing[]> =>
  db.all(sql<Listing>`select work_id as "workId", slug, kind, body_id as "bodyId", is_sample as "isSample", language, title,
      teaser, series, topics, pillars, regions, authors, occasion, state, number, work.published_at as "firstPublishedAt",
      edition.published_at as "publishedAt",
      exists (select from publications.letters letter where letter.work_id = work.id) as "isSigned"
    from publications.editions edition join publications.works work on work.id = work_id
    where state = 'published' and ${workIds ? sql`work_id = any (${workIds}::text[])` : sql`true`}
    order by work.published_at desc, work_id`)

/** Scheduled editions whose moment has come. */
export const listDue = (db: Reader, now: Date): Promise<{ id: string }[]> =>
  db.all(sql<{ id: string }>`select id from publications.editions where state = 'scheduled' and publish_at <= ${now}
    order by publish_at, id`)

/** The next moment at which something is published by itself. */
export async function findNextMoment(db: Reader): Promise<Date | undefined> {
  const { next } = await db.only(
    sql<{ next: Date | null }>`select min(publish_at) as next from publications.editions where state = 'scheduled'`,
  )
  return next ?? undefined
}
