import { form, routes, type Viewer } from '#kernel/access'
import { type Routes, redirect } from '#platform/http'
import { formatDate } from '#platform/i18n'
import { Button, DataTable, RadioGroup, SelectField, TextField } from '#ui'
import { FormPage } from '../works/pages/draft.tsx'
import { getDraft } from '../works/read.ts'
import { draftPath } from '../works/schema.ts'
import { listClearances } from './read.ts'
import { isOfThisText } from './rules.ts'
import { clearanceStates, newClearance } from './schema.ts'
import { noteClearance } from './write.ts'

export const clearancePages: Routes<Viewer> = routes({
  '/desk/works/:id/clearances': form(
    newClearance,
    async ({ db, viewer, params, form: { values, problem } }) => {
      const edition = await getDraft(db, viewer, params.id ?? '')
      const clearances = await listClearances(db, edition.id)
      const typed = (name: string) => String(values[name] ?? '')
      return (
        <FormPage
          title={`Clearances of “${edition.title}”`}
          lede="Some authors must have what they publish cleared first. Only the very words that were cleared can be published."
          problem={problem}
        >
          <p>
            <a href={draftPath(edition.id)}>Back to the draft</a>
          </p>
          <DataTable
            caption="Clearances"
            isCaptionHidden
            columns={[
              { key: 'author', label: 'Author', cell: ({ author }) => author },
              { key: 'state', label: 'How it stands', cell: ({ state }) => clearanceStates[state] },
              { key: 'reference', label: 'Reference', cell: ({ reference }) => reference },
              { key: 'noted', label: 'Noted', cell: ({ notedOn }) => formatDate('en', notedOn) },
              {
                key: 'text',
                label: 'Text',
                cell: (clearance) => (isOfThisText(clearance, edition) ? 'These words' : 'Changed since'),
              },
            ]}
            rows={clearances}
            keyOf={({ author }) => author}
            whenEmpty="Nobody has said that an author must clear this."
          />
          {edition.authors.length === 0 ? (
            <p>Name the authors in the draft first.</p>
          ) : (
            <form method="post" class="stack">
              <SelectField
                name="author"
                label="Author"
                value={typed('author')}
                error={problem?.fields.author}
                options={edition.authors.map(({ name }) => ({ value: name, label: name }))}
              />
              <RadioGroup
                name="state"
                label="How it stands"
                value={typed('state')}
                error={problem?.fields.state}
                options={Object.entries(clearanceStates).map(([value, label]) => ({ value, label }))}
              />
              <TextField
                name="reference"
                label="Reference"
                isRequired={false}
                value={typed('reference')}
                error={problem?.fields.reference}
                hint="The office and the number under which it was cleared."
              />
              <Button type="submit">Note it</Button>
            </form>
          )}
        </FormPage>
      )
    },
    async ({ db, actor, params, input, clock }) => {
      await noteClearance(db, actor, { ...input, editionId: params.id ?? '', at: clock.now() })
      return redirect(`/desk/works/${params.id}/clearances`)
    },
  ),
})
