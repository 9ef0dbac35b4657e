import { z } from 'zod'
import { allow, download, form, mayDo, routes, type Viewer } from '#kernel/access'
import { type Routes, redirect } from '#platform/http'
import type { Problem } from '#platform/problem'
import { Button, Checkbox, EmptyState, FileField, Notice, SectionHeading, TextArea, TextField } from '#ui'
import { markdownOf } from '../texts/rules.ts'
import { FormPage } from '../works/pages/draft.tsx'
import { getDraft } from '../works/read.ts'
import { draftPath, type EditionView } from '../works/schema.ts'
import { PictureLine, sendPicture } from './panels.tsx'
import { getPicture, listPictures } from './read.ts'
import { pictureNode } from './rules.ts'
import { type PictureView, pictureChange, pictureDeed, picturePath } from './schema.ts'
import { addPicture, changePicture, chooseHero, destroyPicture } from './write.ts'

export const picturePages: Routes<Viewer> = routes({
  '/pictures/:id': download(z.object({}), async ({ db, viewer, params }) => {
    const { picture, isPublic } = await getPicture(db, viewer, params.id ?? '')
    return sendPicture(db, picture, isPublic ? 'public, max-age=3600' : 'private, no-store')
  }),

  '/desk/works/:id/pictures': form(
    pictureDeed,
    async ({ db, viewer, params, form: { values, problem } }) => {
      const edition = await getDraft(db, viewer, params.id ?? '')
      const pictures = await listPictures(db, viewer, edition.bodyId)
      const isOpen = ['draft', 'review'].includes(edition.state)
      const mayWrite = isOpen && mayDo(viewer, 'publications.work.write', { bodyId: edition.bodyId })
      return (
        <FormPage
          title={`Pictures for “${edition.title}”`}
          lede="Every picture of the body. One of them can stand at the head of this edition; any can stand in its text."
          problem={problem}
        >
          <p class="row">
            <a href={draftPath(edition.id)}>Back to the draft</a>
          </p>
          {values.added !== undefined && (
            <Notice kind="success" title="The picture is there">
              Put it into the text with “Picture” above the text, or with the line that stands below it.
            </Notice>
          )}
          {pictures.length === 0 && <EmptyState title="No pictures yet">Send the first below.</EmptyState>}
          <Pictures pictures={pictures} edition={edition} mayWrite={mayWrite} />
          {mayWrite && (
            <>
              <SectionHeading title="Send a picture" id="add" />
              <form method="post" enctype="multipart/form-data" class="stack">
                <FileField
                  name="file"
                  label="Picture"
                  accept="image/png,image/jpeg,image/webp"
                  hint="PNG, JPEG or WebP, 8 MB at most; 2,000 dots wide is enough. Where and with what it was taken is left out."
                  error={problem?.fields.file}
                />
                <WordFields values={values} problem={problem} />
                <Button type="submit" name="deed" value="add">
                  Send it
                </Button>
              </form>
            </>
          )}
        </FormPage>
      )
    },
    async ({ db, actor, params, input, clock }) => {
      const edition = await getDraft(db, actor, params.id ?? '')
      const [editionId, at] = [edition.id, clock.now()]
      const here = `/desk/works/${editionId}/pictures`
      if (input.deed !== 'add') {
        const picture = input.deed === 'hero' ? input.picture : undefined
        await chooseHero(db, actor, { editionId, picture, at })
        return redirect(here)
      }
      const { file, ...words } = input
      const bytes = new Uint8Array(await file.arrayBuffer())
      const id = await addPicture(db, actor, { ...words, bodyId: edition.bodyId, name: file.name, bytes, at })
      return redirect(`${here}?added=${id}#picture-${id}`)
    },
  ),

  '/desk/pictures/:id': form(
    pictureChange,
    async ({ db, viewer, params, form: { values, problem } }) => {
      allow(viewer, 'publications.work.read')
      const { picture } = await getPicture(db, viewer, params.id ?? '')
      allow(viewer, 'publications.work.read', { bodyId: picture.bodyId })
      const target = { bodyId: picture.bodyId }
      const typed = { ...picture, decorative: picture.isDecorative ? 'yes' : '', ...values }
      return (
        <FormPage
          title="A picture"
          lede="Its words go into a text with it. Texts that show it already keep the words they have."
          problem={problem}
        >
          <PictureLine picture={picture} picturePath={picturePath(picture.id)} />
          {mayDo(viewer, 'publications.work.write', target) && !picture.destroyedAt && (
            <form method="post" class="stack">
              <WordFields values={typed} problem={problem} />
              <Button type="submit" name="deed" value="change">
                Keep these words
              </Button>
            </form>
          )}
          {mayDo(viewer, 'publications.picture.destroy', target) && !picture.destroyedAt && (
            <details>
              <summary>Destroy it for good</summary>
              <form method="post" class="stack">
                <p>
                  The picture leaves this site, its archive and, with them, every text that shows it; they say why. It
                  cannot be taken back, and the same picture is not taken again.
                </p>
                <TextArea
                  name="reason"
                  label="Reason, for readers"
                  rows={2}
                  value={String(values.reason ?? '')}
                  error={problem?.fields.reason}
                />
                <Button type="submit" name="deed" value="destroy" kind="danger">
                  Destroy it
                </Button>
              </form>
            </details>
          )}
        </FormPage>
      )
    },
    async ({ db, actor, params, input, clock }) => {
      const id = params.id ?? ''
      if (input.deed === 'destroy') await destroyPicture(db, actor, { id, reason: input.reason, at: clock.now() })
      else await changePicture(db, actor, { ...input, id })
      return redirect(`/desk/pictures/${id}`)
    },
  ),
})

function WordFields({ values, problem }: { values: Record<string, unknown>; problem: Problem | undefined }) {
  const typed = (name: string) => String(values[name] ?? '')
  return (
    <>
      <TextArea
        name="alternative"
        label="What it shows"
        rows={2}
        isRequired={false}
        value={typed('alternative')}
        error={problem?.fields.alternative}
        hint="For those who do not see it: read aloud, and shown in plain text."
      />
      <Checkbox
        name="decorative"
        label="It only decorates, and shows nothing that matters"
        value="yes"
        isRequired={false}
        isChecked={typed('decorative') === 'yes'}
      />
      <TextField
        name="caption"
        label="Caption"
        isRequired={false}
        value={typed('caption')}
        error={problem?.fields.caption}
      />
      <TextField
        name="credit"
        label="Credit"
        isRequired={false}
        value={typed('credit')}
        error={problem?.fields.credit}
        hint="Whose it is, and under which terms: Photo: Ana Example, CC BY 4.0"
      />
    </>
  )
}

function Pictures(props: { pictures: PictureView[]; edition: EditionView; mayWrite: boolean }) {
  const { pictures, edition, mayWrite } = props
  return (
    <ul class="entry-list">
      {pictures.map((picture) => {
        const isHero = edition.hero?.id === picture.id
        return (
          <li key={picture.id} id={`picture-${picture.id}`}>
            <PictureLine picture={picture} picturePath={picturePath(picture.id)} />
            <details>
              <summary>The line that puts it into a text</summary>
              <pre tabIndex={0}>
                <code>{markdownOf({ type: 'doc', content: [pictureNode(picture)] })}</code>
              </pre>
            </details>
            <form method="post" class="row">
              <a href={`/desk/pictures/${picture.id}`}>
                Words and more <span class="visually-hidden">of {picture.alternative || picture.fileName}</span>
              </a>
              {mayWrite && !picture.destroyedAt && (
                <>
                  <input type="hidden" name="picture" value={picture.id} />
                  <Button type="submit" name="deed" value={isHero ? 'no-hero' : 'hero'} kind="secondary">
                    {isHero ? 'Take it from the head' : 'Put it at the head'}
                  </Button>
                </>
              )}
            </form>
          </li>
        )
      })}
    </ul>
  )
}
