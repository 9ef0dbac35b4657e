import { allow, form, routes, type Viewer } from '#kernel/access'
import { dayOf } from '#platform/clock'
import { type Routes, redirect } from '#platform/http'
import { writtenOut } from '../references/rules.ts'
import { TextView } from '../texts/pages/text.tsx'
import { FormPage } from '../works/pages/draft.tsx'
import { figuresOf } from '../works/pages/parts.tsx'
import { getDraft } from '../works/read.ts'
import { draftPath } from '../works/schema.ts'
import { ChangeForm, CommentForm } from './panels.tsx'
import { listColleagues } from './read.ts'
import { commentsPath, newComment, outsideComment, ownCommentPath, ownDeed, threadDeed } from './schema.ts'
import { changeComment, takeBackComment, turnThread, writeComment, writeOutside } from './write.ts'

export const commentPages: Routes<Viewer> = routes({
  '/desk/works/:id/comments': form(
    newComment,
    async ({ db, viewer, params, clock, form: { values, problem } }) => {
      const edition = await getDraft(db, viewer, params.id ?? '')
      allow(viewer, 'publications.comment.write', { bodyId: edition.bodyId })
      return (
        <FormPage
          title={`Comment on “${edition.title}”`}
          lede="What you say stands beside the words you mean, as long as the draft says them. No reader ever sees it."
          problem={problem}
        >
          <p>
            <a href={draftPath(edition.id)}>Back to the draft</a>
          </p>
          <CommentForm
            action={commentsPath(edition.id)}
            colleagues={await listColleagues(db, edition.bodyId, dayOf(clock.now()))}
            values={values}
            problem={problem}
          />
          <h2>The draft</h2>
          <TextView text={writtenOut(edition.content, edition.cited)} figureOf={await figuresOf(db, viewer, edition)} />
        </FormPage>
      )
    },
    async ({ db, actor, params, input, clock }) => {
      const editionId = params.id ?? ''
      const id = await writeComment(db, actor, { ...input, editionId, at: clock.now() })
      return redirect(`${draftPath(editionId)}#comment-${id}`)
    },
  ),

  '/desk/works/:id/comments/:comment': form(
    threadDeed,
    async ({ db, viewer, params, form: { problem } }) => {
      const path = draftPath((await getDraft(db, viewer, params.id ?? '')).id)
      if (!problem) return redirect(path)
      return (
        <FormPage title="Your answer" problem={problem}>
          <p>
            <a href={`${path}#comment-${params.comment}`}>Back to the comment</a>
          </p>
        </FormPage>
      )
    },
    async ({ db, actor, params, input, clock }) => {
      const { id: editionId = '', comment = '' } = params
      await turnThread(db, actor, { ...input, editionId, comment, at: clock.now() })
      return redirect(`${draftPath(editionId)}#comment-${comment}`)
    },
  ),

  '/desk/works/:id/comments/:comment/words': form(
    ownDeed,
    async ({ db, viewer, params, form: { values, problem } }) => {
      const edition = await getDraft(db, viewer, params.id ?? '')
      const path = `${draftPath(edition.id)}#comment-${params.comment}`
      if (!problem) return redirect(path)
      return (
        <FormPage title="Your comment" problem={problem}>
          <ChangeForm
            action={ownCommentPath(edition.id, params.comment ?? '')}
            id={params.comment ?? ''}
            words={String(values.words ?? '')}
            problem={problem}
          />
          <p>
            <a href={path}>Back to the comment</a>
          </p>
        </FormPage>
      )
    },
    async ({ db, actor, params, input, clock }) => {
      const { id: editionId = '', comment = '' } = params
      const own = { editionId, comment, at: clock.now() }
      if (input.deed === 'change') await changeComment(db, actor, { ...own, words: input.words })
      else await takeBackComment(db, actor, own)
      return redirect(`${draftPath(editionId)}#comment-${comment}`)
    },
  ),

  '/readings/:code/comments': form(
    outsideComment,
    async ({ params, form: { values, problem } }) => {
      if (!problem) return redirect(`/readings/${params.code}`)
      return (
        <FormPage title="Your comment" problem={problem}>
          <CommentForm action={`/readings/${params.code}/comments`} colleagues={[]} values={values} problem={problem} />
          <p>
            <a href={`/readings/${params.code}`}>Back to the text</a>
          </p>
        </FormPage>
      )
    },
    async ({ db, actor, params, input, clock }) => {
      await writeOutside(db, actor, { ...input, code: params.code ?? '', at: clock.now() })
      return redirect(`/readings/${params.code}?commented`)
    },
  ),
})
