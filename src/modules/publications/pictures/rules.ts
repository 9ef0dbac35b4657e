import { measure, type Size } from '#platform/pictures'
import { invalid } from '#platform/problem'
import type { TextDocument, TextNode } from '../texts/schema.ts'
import type { Hero, PictureView, PictureWords } from './schema.ts'

/** Dots beyond which a small file fills the memory of whoever opens it. */
const mostDots = 60_000_000

/** The measures of a picture that texts can show, or the problem that says what to send. */
export function sizeOf(bytes: Uint8Array): Size {
  const size = measure(bytes)
  const refuse = (says: string, remedy: string) => invalid('publications.picture.kind', says, { file: remedy })
  if (!size || size.width < 1 || size.height < 1)
    throw refuse(
      'This is no picture that a text can show.',
      'Send a PNG, JPEG or WebP picture; save a drawing (SVG) or anything else as PNG first',
    )
  if (size.width * size.height > mostDots)
    throw refuse(
      `The picture has ${size.width} × ${size.height} dots, more than any screen shows.`,
      'Make it smaller, some 2,000 dots wide, and send it again',
    )
  return size
}

/** Whoever does not see a picture is told what it shows, unless it only decorates. */
export function refuseWordless({ alternative, decorative }: PictureWords): void {
  if (alternative === '' && !decorative)
    throw invalid('publications.picture.alternative', 'Say what the picture shows.', {
      alternative: 'Say what it shows in a sentence, or mark it as decoration',
    })
  if (alternative !== '' && decorative)
    throw invalid('publications.picture.alternative', 'It cannot be decoration and show something.', {
      alternative: 'Take the words out, or the mark of decoration',
    })
}

/** The line that puts a picture into a text with its own words. */
export const pictureNode = ({ id, alternative, isDecorative, caption, credit }: PictureView): TextNode => ({
  type: 'picture',
  attrs: { id, alternative, decorative: isDecorative ? 'yes' : '', caption, credit },
})

export const heroNode = (hero: Hero): TextNode => ({ type: 'picture', attrs: { ...hero, decorative: '' } })

/** Where a picture is to be had in the form that is being made. */
export type SourceOf = (picture: PictureView) => string

/**
 * The text with what is known of its pictures: where each is, and its measures. One that was destroyed says so in its place; one that is
 * not of this body, or was never there, is shown to nobody.
 */
export function withPictures(
  text: TextDocument,
  known: ReadonlyMap<string, PictureView>,
  sourceOf: SourceOf,
): TextDocument {
  const turn = (node: TextNode): TextNode[] => {
    if (node.type === 'picture') return placed(node, known.get(String(node.attrs?.id)), sourceOf)
    return [node.content ? { ...node, content: node.content.flatMap(turn) } : node]
  }
  return { ...text, content: text.content.flatMap(turn) }
}

function placed(node: TextNode, picture: PictureView | undefined, sourceOf: SourceOf): TextNode[] {
  if (!picture) return []
  if (picture.destroyedAt) {
    const text = `A picture stood here and was taken out: ${picture.destroyedReason}`
    return [{ type: 'paragraph', content: [{ type: 'text', text, marks: [{ type: 'italic' }] }] }]
  }
  const { width, height, fileHash, mediaType } = picture
  return [{ ...node, attrs: { ...node.attrs, src: sourceOf(picture), width, height, fileHash, mediaType } }]
}
