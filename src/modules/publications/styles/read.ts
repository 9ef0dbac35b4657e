import { shippedStyles } from '#platform/csl'
import { type Reader, sql } from '#platform/db'
import type { StyleView } from './schema.ts'

const shipped: StyleView[] = Object.entries(shippedStyles).map(([id, style]) => ({ id, ...style }))

/** Styles that a body can choose from: those of every installation, then its own. */
export async function listStyles(db: Reader, bodyId: string): Promise<StyleView[]> {
  const own = await db.all(
    sql<StyleView>`select id, title, is_note as "isNote", csl from publications.styles where body_id = ${bodyId} order by title`,
  )
  return [...shipped, ...own]
}

/** The style of a body: the chosen one, else notes after Chicago. */
export async function findStyle(db: Reader, bodyId: string): Promise<StyleView> {
  const chosen = await db.one(
    sql<{ style: string }>`select style from publications.style_choices where body_id = ${bodyId}`,
  )
  const all = await listStyles(db, bodyId)
  const found = all.find(({ id }) => id === (chosen?.style ?? 'chicago-notes')) ?? all[0]
  if (!found) throw new Error('no citation style is shipped')
  return found
}
