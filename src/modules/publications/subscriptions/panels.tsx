import { WorkField } from '#kernel/proofs'
import { formatLanguage } from '#platform/i18n'
import { Button, CheckboxGroup, SectionHeading, SelectField, TextField } from '#ui'
import { type NewsletterView, newsletterPath } from '../newsletters/schema.ts'
import { topics } from '../works/schema.ts'
import { letterLanguages, type Preferences, states } from './schema.ts'

/** What somebody wants to get: the same boxes for whoever subscribes and for whoever changes it. */
export function PreferenceFields({ chosen, fields }: { chosen: Preferences; fields: Record<string, string> }) {
  return (
    <>
      <CheckboxGroup
        name="topics"
        label="Topics"
        isRequired={false}
        hint="Choose none to hear of all of them."
        values={chosen.topics}
        error={fields.topics}
        options={Object.entries(topics).map(([value, label]) => ({ value, label }))}
      />
      <SelectField
        name="language"
        label="Language"
        value={chosen.language}
        error={fields.language}
        options={Object.keys(letterLanguages).map((value) => ({ value, label: formatLanguage('en', value) }))}
      />
      <SelectField
        name="region"
        label="State"
        isRequired={false}
        hint="For news of your state."
        placeholder="Not said"
        value={chosen.region}
        error={fields.region}
        options={Object.entries(states).map(([value, label]) => ({ value, label }))}
      />
    </>
  )
}

/** On pages about something: subscribe here, to hear of just that. */
export function SignUp({ lists, topic }: { lists: NewsletterView[]; topic?: string | undefined }) {
  const [list] = lists.filter(({ closedAt }) => closedAt === null)
  if (!list) return null
  return (
    <section aria-labelledby="by-mail" class="text-end no-print">
      <SectionHeading
        title="By mail"
        id="by-mail"
        action={lists.length > 1 ? <a href="/newsletters">All newsletters</a> : undefined}
      />
      <form method="post" action={newsletterPath(list.slug)} class="stack">
        <WorkField />
        {topic && <input type="hidden" name="topics" value={topic} />}
        <TextField
          name="address"
          id="by-mail-address"
          type="email"
          label={topic ? `E-mail address, for ${list.name} on this topic` : `E-mail address, for ${list.name}`}
          hint="You confirm by a link, and leave by another."
          size="medium"
          autoComplete="email"
        />
        <p class="row">
          <Button type="submit" kind="secondary">
            Subscribe
          </Button>
          <a href={newsletterPath(list.slug)}>What it is</a>
        </p>
      </form>
    </section>
  )
}
