import { form, routes, type Viewer } from '#kernel/access'
import { type Routes, redirect } from '#platform/http'
import { Button, TextArea, TextField } from '#ui'
import { FormPage } from '../works/pages/draft.tsx'
import { getDraft } from '../works/read.ts'
import { draftPath, turning, workPath } from '../works/schema.ts'
import { turnEdition } from './write.ts'

/** What becomes of an edition. The buttons stand on its own page; what is missing comes back here with what was typed. */
export const turnPages: Routes<Viewer> = routes({
  '/desk/works/:id/turn': form(
    turning,
    async ({ db, viewer, params, form: { values, problem } }) => {
      const edition = await getDraft(db, viewer, params.id ?? '')
      const deed = String(values.deed ?? '')
      if (!problem) return redirect(draftPath(edition.id))
      return (
        <FormPage title={edition.title} lede="This could not be done yet." problem={problem}>
          <form method="post" class="stack">
            <input type="hidden" name="deed" value={deed} />
            {deed === 'schedule' && <input type="hidden" name="announce" value={String(values.announce ?? '')} />}
            {deed === 'schedule' && (
              <TextField
                name="at"
                label="Moment of publication"
                value={String(values.at ?? '')}
                error={problem.fields.at}
              />
            )}
            {['withdraw', 'remove'].includes(deed) && (
              <TextArea
                name="reason"
                label="Reason, for readers"
                value={String(values.reason ?? '')}
                error={problem.fields.reason}
              />
            )}
            <p class="row">
              <Button type="submit">Try again</Button>
              <a href={draftPath(edition.id)}>Back to the draft</a>
            </p>
          </form>
        </FormPage>
      )
    },
    async ({ db, actor, params, input, clock }) => {
      const edition = await turnEdition(db, actor, { ...input, editionId: params.id ?? '', now: clock.now() })
      if (input.deed === 'discard') return redirect('/desk/works')
      return redirect(
        ['publish', 'withdraw', 'remove'].includes(input.deed) ? workPath(edition.slug) : draftPath(edition.id),
      )
    },
  ),
})
