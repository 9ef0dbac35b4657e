import type { Viewer } from '#kernel/access'
import type { Cited } from '#platform/csl'
import type { Reader } from '#platform/db'
import { answersOf } from '../embeds/read.ts'
import { withEmbeds } from '../embeds/rules.ts'
import { picturesOf } from '../pictures/read.ts'
import { heroNode, type SourceOf, withPictures } from '../pictures/rules.ts'
import { type Hero, type PictureView, picturePath } from '../pictures/schema.ts'
import { writtenOut } from '../references/rules.ts'
import type { TextDocument } from './schema.ts'

interface Told {
  bodyId: string
  content: TextDocument
  cited: Cited | null
  hero: Hero | null
}

/** The text of an edition as a reader has it. */
export interface ShownText {
  text: TextDocument
  /** The picture at its head as a text of its own, empty without one. */
  hero: TextDocument
  pictures: PictureView[]
}

/** Citations written out, embeds answered with the sight of whoever reads, pictures with where they are to be had. */
export async function shownText(
  db: Reader,
  viewer: Viewer,
  told: Told,
  sourceOf: SourceOf = ({ id }) => picturePath(id),
): Promise<ShownText> {
  const pictures = await picturesOf(db, told)
  const answered = withEmbeds(told.content, await answersOf(db, viewer, told.content))
  return {
    text: withPictures(writtenOut(answered, told.cited), pictures, sourceOf),
    hero: withPictures({ type: 'doc', content: told.hero ? [heroNode(told.hero)] : [] }, pictures, sourceOf),
    pictures: [...pictures.values()],
  }
}

/** The same as one text, the picture first: for forms that have nothing around it. */
export const wholeOf = ({ hero, text }: ShownText): TextDocument => ({
  type: 'doc',
  content: [...hero.content, ...text.content],
})
