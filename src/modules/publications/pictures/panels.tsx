import type { EmbedKind } from '#kernel/embeds'
import { getFile } from '#kernel/files'
import type { Reader } from '#platform/db'
import { plural } from '#platform/i18n'
import { gone } from '#platform/problem'
import type { PictureView } from './schema.ts'

/** A picture as an answer; whoever sends it has asked who may see it. */
export async function sendPicture(db: Reader, picture: PictureView, cache: string): Promise<Response> {
  if (!picture.fileHash)
    throw gone('publications.picture.destroyed', `This picture was taken out: ${picture.destroyedReason}`)
  const { bytes } = await getFile(db, picture.fileHash)
  return new Response(bytes, { headers: { 'content-type': picture.mediaType, 'cache-control': cache } })
}

/** A picture among others, small, with its words: what whoever chooses one goes by. */
export function PictureLine({ picture, picturePath }: { picture: PictureView; picturePath: string }) {
  const { alternative, isDecorative, caption, credit, width, height, uses } = picture
  return (
    <div class="picture-line">
      {picture.destroyedAt ? (
        <p>Destroyed: {picture.destroyedReason}</p>
      ) : (
        <img src={picturePath} alt={alternative} width={width} height={height} loading="lazy" />
      )}
      <div>
        <p>{isDecorative ? 'Decoration' : alternative}</p>
        {(caption || credit) && (
          <p class="quiet">
            {caption} {credit}
          </p>
        )}
        <p class="quiet">
          {picture.fileName}, {width} × {height},{' '}
          {uses === 0 ? 'not shown yet' : `shown by ${plural('en', uses, 'edition', 'editions')}`}
        </p>
      </div>
    </div>
  )
}

/** What the editor offers: the pictures of the body with their words, and what other modules can show. */
export const choicesFor = (pictures: readonly PictureView[], kinds: readonly EmbedKind[]) => ({
  'data-pictures': JSON.stringify(
    pictures
      .filter(({ destroyedAt }) => !destroyedAt)
      .map(({ id, alternative, isDecorative, caption, credit, fileName }) => ({
        ...{ value: id, label: alternative || fileName },
        attrs: { alternative, decorative: isDecorative ? 'yes' : '', caption, credit },
      })),
  ),
  'data-embeds': JSON.stringify(kinds.map(({ name, label, hint }) => ({ value: name, label, hint }))),
})
