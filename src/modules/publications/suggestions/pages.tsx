import { allow, form, routes, type Viewer } from '#kernel/access'
import { type FormState, type Routes, redirect } from '#platform/http'
import { Button, TextArea } from '#ui'
import { markdownOf } from '../texts/rules.ts'
import { FormPage } from '../works/pages/draft.tsx'
import { getDraft } from '../works/read.ts'
import { draftPath, type EditionView } from '../works/schema.ts'
import { decision, newSuggestion, newVersion, suggestionsPath } from './schema.ts'
import { decide, suggest, suggestVersion } from './write.ts'

export const suggestionPages: Routes<Viewer> = routes({
  '/desk/works/:id/suggestions': form(
    newSuggestion,
    async ({ db, viewer, params, form: state }) => {
      const edition = await getDraft(db, viewer, params.id ?? '')
      allow(viewer, 'publications.suggestion.make', { bodyId: edition.bodyId })
      return <SuggestPage edition={edition} stretch={state} version={{ values: {}, problem: undefined }} />
    },
    async ({ db, actor, params, input, clock }) => {
      const editionId = params.id ?? ''
      const id = await suggest(db, actor, { ...input, editionId, at: clock.now() })
      return redirect(`${draftPath(editionId)}#suggestion-${id}`)
    },
  ),

  '/desk/works/:id/suggestions/version': form(
    newVersion,
    async ({ db, viewer, params, form: state }) => {
      const edition = await getDraft(db, viewer, params.id ?? '')
      allow(viewer, 'publications.suggestion.make', { bodyId: edition.bodyId })
      if (!state.problem) return redirect(suggestionsPath(edition.id))
      return <SuggestPage edition={edition} stretch={{ values: {}, problem: undefined }} version={state} />
    },
    async ({ db, actor, params, input, clock }) => {
      const editionId = params.id ?? ''
      const id = await suggestVersion(db, actor, { ...input, editionId, at: clock.now() })
      return redirect(`${draftPath(editionId)}#suggestion-${id}`)
    },
  ),

  '/desk/works/:id/suggestions/:suggestion': form(
    decision,
    async ({ db, viewer, params, form: { problem } }) => {
      const path = draftPath((await getDraft(db, viewer, params.id ?? '')).id)
      if (!problem) return redirect(path)
      return (
        <FormPage title="This suggestion" problem={problem}>
          <p>
            <a href={`${path}#suggestion-${params.suggestion}`}>Back to the suggestion</a>
          </p>
        </FormPage>
      )
    },
    async ({ db, actor, params, input, clock }) => {
      const { id: editionId = '', suggestion = '' } = params
      await decide(db, actor, { ...input, editionId, suggestion, at: clock.now() })
      return redirect(`${draftPath(editionId)}#suggestions`)
    },
  ),
})

function SuggestPage(props: { edition: EditionView; stretch: FormState; version: FormState }) {
  const { edition, stretch, version } = props
  const problem = stretch.problem ?? version.problem
  const typed = (name: string) => String(stretch.values[name] ?? '')
  return (
    <FormPage
      title={`Suggest other words for “${edition.title}”`}
      lede="They lie beside the draft until somebody who writes it accepts them, and name you if they do."
      problem={problem}
    >
      <p>
        <a href={draftPath(edition.id)}>Back to the draft</a>
      </p>
      <h2>For one stretch</h2>
      <form method="post" action={suggestionsPath(edition.id)} class="stack">
        <TextArea
          name="quote"
          label="The words you would change"
          rows={3}
          value={typed('quote')}
          error={stretch.problem?.fields.quote}
          hint="Copy them from the draft as they stand, from one paragraph."
        />
        <TextArea
          name="says"
          label="Say instead"
          rows={3}
          isRequired={false}
          value={typed('says')}
          error={stretch.problem?.fields.says}
          hint="Empty takes them out."
        />
        <Reason id="note" value={typed('note')} error={stretch.problem?.fields.note} />
        <Button type="submit">Suggest</Button>
      </form>
      <h2>Or in the whole text</h2>
      <form method="post" action={`${suggestionsPath(edition.id)}/version`} class="stack">
        <input type="hidden" name="revision" value={edition.revision} />
        <TextArea
          name="content"
          label="The text as you would have it"
          rows={18}
          value={String(version.values.content ?? markdownOf(edition.content))}
          error={version.problem?.fields.content}
          hint="Change it as you like: each stretch that differs becomes a change that is accepted or rejected by itself."
        />
        <Reason id="version-note" value={String(version.values.note ?? '')} error={version.problem?.fields.note} />
        <Button type="submit">Suggest all of it</Button>
      </form>
    </FormPage>
  )
}

const Reason = ({ id, value, error }: { id: string; value: string; error: string | undefined }) => (
  <TextArea id={id} name="note" label="Why" rows={2} isRequired={false} value={value} error={error} />
)
