import type { Viewer } from '#kernel/access'
import { type Reader, sql } from '#platform/db'
import { notFound } from '#platform/problem'
import { addressOf, askedIn, placeOf, placesOf } from './rules.ts'
import type { ViewView } from './schema.ts'

interface Kept extends Omit<ViewView, 'href' | 'placeLabel'> {
  question: string
}

/** Views of one's own and of the bodies one works for, by name; those of lists that one may not open are left out. */
export async function listViews(
  db: Reader,
  viewer: Viewer,
  wanted: { isRemoved?: boolean; id?: string } = {},
): Promise<(ViewView & { question: string })[]> {
  const places = placesOf(viewer)
  const kept =
    await db.all(sql<Kept>`select view.id, view.name, place, question, body_id as "bodyId", body.name as "bodyName",
      account_id = ${viewer.accountId ?? ''} as "isOwn", removed_at as "removedAt"
    from views.views view left join bodies.bodies body on body.id = body_id
    where place = any (${places.map(({ name }) => name)}::text[]) and ${wanted.id ? sql`view.id = ${wanted.id}` : sql`true`}
      and ${wanted.isRemoved === undefined ? sql`true` : sql`(removed_at is not null) = ${wanted.isRemoved}`}
    order by lower(view.name), view.id limit 200`)
  return kept.flatMap((view) => {
    const place = places.find(({ name }) => name === view.place)
    return place ? [{ ...view, placeLabel: place.label, href: addressOf(place, view.question) }] : []
  })
}

export async function getView(db: Reader, viewer: Viewer, id: string): Promise<ViewView> {
  const [found] = await listViews(db, viewer, { id })
  if (!found) throw notFound('views.view.unknown', 'There is no such view.')
  return found
}

/** The same, each with how many records match now: asked with the viewer's own sight, as the list itself would be. */
export async function listCountedViews(db: Reader, viewer: Viewer): Promise<(ViewView & { count: number })[]> {
  const counted: (ViewView & { count: number })[] = []
  for (const view of await listViews(db, viewer, { isRemoved: false })) {
    const count = await placeOf(viewer, view.place)?.count(db, viewer, askedIn(view.question))
    counted.push({ ...view, count: count ?? 0 })
  }
  return counted
}
