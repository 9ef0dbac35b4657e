import { type Reader, type Sql, sql } from '#platform/db'
import { notFound } from '#platform/problem'
import type { RecipeView } from './schema.ts'

const listed = (db: Reader, which: Sql<unknown>): Promise<RecipeView[]> =>
  db.all(sql<RecipeView>`select recipe.id, recipe.name, source_id as "sourceId", source.title as "sourceTitle", headings, mapping,
      saved_at as "savedAt"
    from atlas.recipes recipe join sources.sources source on source.id = source_id where ${which} order by saved_at desc, recipe.id limit 100`)

/** Recipes for files with these headings, in whatever order, the latest first. */
export const listFittingRecipes = (db: Reader, headings: string): Promise<RecipeView[]> =>
  listed(db, sql`headings = ${headings}`)

export async function getRecipe(db: Reader, name: string): Promise<RecipeView> {
  const [found] = await listed(db, sql`recipe.name = ${name} or recipe.id = ${name}`)
  if (!found) throw notFound('atlas.recipe.unknown', `There is no recipe called “${name}”.`)
  return found
}
