import { allow, form, routes, type Viewer } from '#kernel/access'
import { type Routes, redirect } from '#platform/http'
import { Button, TextArea } from '#ui'
import { FormPage } from '../works/pages/draft.tsx'
import { getLive } from '../works/read.ts'
import { workPath } from '../works/schema.ts'
import { newCorrection } from './schema.ts'
import { correctSentence } from './write.ts'

export const workCorrectionPages: Routes<Viewer> = routes({
  '/desk/works/of/:slug/corrections': form(
    newCorrection,
    async ({ db, viewer, params, form: { values, problem } }) => {
      allow(viewer, 'publications.work.correct')
      const live = await getLive(db, params.slug ?? '')
      allow(viewer, 'publications.work.correct', { bodyId: live.bodyId })
      const typed = (name: string) => String(values[name] ?? '')
      return (
        <FormPage
          title={`Correct a sentence of “${live.title}”`}
          lede="The page will say what was wrong, what it says now, and when. What stood before stays readable as the edition before."
          problem={problem}
        >
          <form method="post" class="stack">
            <TextArea
              name="said"
              label="The sentence as it stands"
              rows={3}
              value={typed('said')}
              error={problem?.fields.said}
              hint="Copied from one paragraph of the page."
            />
            <TextArea
              name="says"
              label="The sentence as it should be"
              rows={3}
              value={typed('says')}
              error={problem?.fields.says}
              hint="Empty takes the sentence out."
            />
            <TextArea
              name="reason"
              label="What was wrong"
              rows={2}
              value={typed('reason')}
              error={problem?.fields.reason}
            />
            <p class="row">
              <Button type="submit">Publish the correction</Button>
              <a href={workPath(live.slug)}>Back to the work</a>
            </p>
          </form>
        </FormPage>
      )
    },
    async ({ db, actor, params, input, clock }) => {
      await correctSentence(db, actor, { ...input, slug: params.slug ?? '', at: clock.now() })
      return redirect(`${workPath(params.slug ?? '')}#corrections`)
    },
  ),
})
