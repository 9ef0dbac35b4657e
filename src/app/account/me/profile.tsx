import { z } from 'zod'
import { form, routes, type Viewer } from '#kernel/access'
import {
  type Audience,
  audienceMeanings,
  audiences,
  changeOwnProfile,
  type Field,
  type FieldView,
  fieldNames,
  fields,
  listFields,
} from '#kernel/profiles'
import { Page, type Routes, redirect } from '#platform/http'
import { Button, Notice, PageHeader, SelectField, TextArea, TextField } from '#ui'
import { personOf } from './own.ts'

const profileInput = z.record(z.string(), z.string().max(4000, 'Keep it under 4,000 characters'))

/** What one tells of oneself, field by field, and who can see each. */
export const profilePages: Routes<Viewer> = routes({
  '/me/profile': form(
    profileInput,
    async ({ db, viewer, form: { problem } }) => {
      personOf(viewer)
      return <ProfilePage fields={await listFields(db, viewer.personId ?? '')} message={problem?.message} />
    },
    async ({ db, actor, input, clock }) => {
      const values: Partial<Record<Field, string>> = {}
      const chosen: Partial<Record<Field, Audience>> = {}
      for (const field of fieldNames) {
        if (input[field] !== undefined) values[field] = input[field]
        const audience = audiences.find((each) => each === input[`audience-${field}`])
        if (audience) chosen[field] = audience
      }
      await changeOwnProfile(db, actor, { values, audiences: chosen, at: clock.now() })
      return redirect('/me')
    },
  ),
})

function ProfilePage({ fields: mine, message }: { fields: FieldView[]; message: string | undefined }) {
  const known = (field: Field) => mine.find((each) => each.field === field)
  return (
    <Page title="Your profile" robots="noindex">
      <div class="wrap page-narrow deed">
        <PageHeader
          title="Your profile"
          lede="Leave a field empty to take it away. Each has its own audience; the narrow ones are chosen for you."
        />
        {message && <Notice kind="danger" title={message} />}
        <form method="post" class="stack">
          {fieldNames.map((field) => (
            <fieldset key={field} class="profile-field">
              <legend class="visually-hidden">{fields[field].label}</legend>
              {fields[field].isLong ? (
                <TextArea name={field} label={fields[field].label} value={known(field)?.value} rows={3} />
              ) : (
                <TextField name={field} label={fields[field].label} value={known(field)?.value} />
              )}
              <SelectField
                name={`audience-${field}`}
                label="Who can see this"
                value={known(field)?.audience ?? fields[field].begins}
                options={audiences
                  .filter((audience) => field !== 'name' || audience !== 'me')
                  .map((audience) => ({ value: audience, label: audienceMeanings[audience] }))}
              />
            </fieldset>
          ))}
          <Button type="submit">Save</Button>
        </form>
      </div>
    </Page>
  )
}
