import { allow, mayDo, type Viewer } from '#kernel/access'
import { type Reader, sql, wholeSight } from '#platform/db'
import { notFound } from '#platform/problem'
import type { NewsletterKind, NewsletterView } from './schema.ts'

const viewWith = (
  readers: ReturnType<typeof sql>,
) => sql`select list.id, body_id as "bodyId", body.name as "bodyName", body.is_sample as "isSample", list.kind, slug, list.name,
    about, masthead, list.accent, postal_address as "postalAddress", reply_to as "replyTo", closed_at as "closedAt",
    ${readers} as readers
  from publications.newsletters list join bodies.bodies body on body.id = body_id`
const view = viewWith(
  sql`(select count(*)::int from publications.subscribers where newsletter_id = list.id and state = 'confirmed')`,
)
/** Whoever may write it learns the number, also with rights over the whole network, to which no address is open. */
const counted = <Found>(db: Reader, ask: () => Promise<Found>): Promise<Found> => db.seeing(wholeSight, ask)
/** How many read it is told to nobody outside, and not counted for them. */
const publicView = viewWith(sql`0`)

const unknown = () => notFound('publications.newsletter.unknown', 'There is no such newsletter.')

/** Newsletters that the public may subscribe to or read. */
export const listPublicNewsletters = (db: Reader): Promise<NewsletterView[]> =>
  db.all(sql<NewsletterView>`${publicView} where list.kind = 'newsletter' and (closed_at is null or last_number > 0)
    order by closed_at is not null, body.position, list.name`)

export async function getPublicNewsletter(db: Reader, slug: string): Promise<NewsletterView> {
  const found = await db.one(sql<NewsletterView>`${publicView} where slug = ${slug} and list.kind = 'newsletter'`)
  if (!found) throw unknown()
  return found
}

/** For deeds that have found a subscriber or an issue of it; its readers are not counted. */
export async function getNewsletterOf(db: Reader, id: string): Promise<NewsletterView> {
  const found = await db.one(sql<NewsletterView>`${publicView} where list.id = ${id}`)
  if (!found) throw unknown()
  return found
}

/** The newsletters and press lists of the bodies for which a viewer writes or sends. */
export async function listDeskNewsletters(db: Reader, viewer: Viewer): Promise<NewsletterView[]> {
  allow(viewer, 'publications.issue.write')
  const ordered = sql<NewsletterView>`${view} order by list.kind, closed_at is not null, list.name`
  const all = await counted(db, () => db.all(ordered))
  return all.filter(({ bodyId }) => mayDo(viewer, 'publications.issue.write', { bodyId }))
}

/** One of them; of another body there is none. */
export async function getDeskNewsletter(db: Reader, viewer: Viewer, id: string): Promise<NewsletterView> {
  allow(viewer, 'publications.issue.write')
  const found = await counted(db, () => db.one(sql<NewsletterView>`${view} where list.id = ${id}`))
  if (!found || !mayDo(viewer, 'publications.issue.write', { bodyId: found.bodyId })) throw unknown()
  return found
}

export async function getDeskListOf(
  db: Reader,
  viewer: Viewer,
  { id, kind }: { id: string; kind: NewsletterKind },
): Promise<NewsletterView> {
  const found = await getDeskNewsletter(db, viewer, id)
  if (found.kind !== kind) throw unknown()
  return found
}

/** What personal links and return addresses of a newsletter are made of. Never shown. */
export const getListSecret = async (db: Reader, id: string): Promise<string> =>
  (await db.only(sql<{ secret: string }>`select secret from publications.newsletters where id = ${id}`)).secret
