import type { FormState } from '#platform/http'
import { formatInstant, formatLanguage } from '#platform/i18n'
import { Button, CheckboxGroup, SelectField, TextArea, TextField } from '#ui'
import type { NewsletterView } from '../../newsletters/schema.ts'
import { dateOf, typeOf } from '../../occasions/rules.ts'
import { letterLanguages, states } from '../../subscriptions/schema.ts'
import { markdownOf } from '../../texts/rules.ts'
import { type Listing, topics } from '../../works/schema.ts'
import { segmentWords } from '../rules.ts'
import type { ComingEdition, IssueView } from '../schema.ts'

const offered = 25

interface Shown {
  issue: IssueView
  list: NewsletterView
  all: readonly Listing[]
  editions: ComingEdition[]
  state: FormState
  now: Date
}

export function IssueForm({ issue, list, all, editions, state, now }: Shown) {
  const { values, problem } = state
  const field = (name: string, otherwise: string) => ({
    name,
    value: String(values[name] ?? otherwise),
    error: problem?.fields[name],
  })
  const chosen = (name: string, otherwise: string[]) => ({
    name,
    values: values[name] === undefined ? otherwise : [values[name]].flat(),
    error: problem?.fields[name],
    isRequired: false,
  })
  const { segment } = issue
  const isPress = list.kind === 'press'
  return (
    <form method="post" class="stack">
      <TextField {...field('subject', issue.subject)} label="Subject" maxLength={150} />
      <TextField
        {...field('preheader', issue.preheader)}
        label="Line beside the subject"
        isRequired={false}
        maxLength={200}
        hint="Mailboxes show it after the subject: what is in it for the reader?"
      />
      <TextArea
        {...field('introduction', markdownOf(issue.introduction))}
        label="Introduction"
        rows={8}
        isRequired={false}
        hint="Written in Markdown. A paragraph that is one bold link, such as **[Read the report](https://…)**, becomes a button."
      />
      {isPress && (
        <SelectField
          {...field('editionId', issue.editionId ?? '')}
          label="Work under embargo"
          isRequired={false}
          placeholder="None"
          hint="Each contact gets a link of their own to it, which leads to the public page once it is published."
          options={editions.map(({ id, title, publishAt }) => ({
            value: id,
            label: publishAt ? `${title}, ${formatInstant('en', publishAt)}` : title,
          }))}
        />
      )}
      <Works issue={issue} list={list} all={all} state={state} now={now} />
      <TextArea
        {...field('closing', markdownOf(issue.closing))}
        label="Sections after the works"
        rows={6}
        isRequired={false}
        hint="Written in Markdown; ## begins a section."
      />
      <details open={segmentWords(segment) !== 'Everybody' || problem !== undefined}>
        <summary>Who gets it: {segmentWords(segment)}</summary>
        <div class="stack">
          {isPress ? (
            <TextField {...field('toBeat', segment.beat)} label="Beat holds" isRequired={false} size="medium" />
          ) : (
            <>
              <CheckboxGroup
                {...chosen('toTopics', segment.topics)}
                label="Readers who chose one of these topics, or none at all"
                options={Object.entries(topics).map(([value, label]) => ({ value, label }))}
              />
              <CheckboxGroup
                {...chosen('toLanguages', segment.languages)}
                label="Readers who chose one of these languages"
                options={Object.keys(letterLanguages).map((value) => ({ value, label: formatLanguage('en', value) }))}
              />
            </>
          )}
          <details>
            <summary>Only some states</summary>
            <CheckboxGroup
              {...chosen('toRegions', segment.regions)}
              label={isPress ? 'Contacts in one of these states' : 'Readers in one of these states'}
              options={Object.entries(states).map(([value, label]) => ({ value, label }))}
            />
          </details>
        </div>
      </details>
      <SelectField
        {...field('language', issue.language)}
        label="Language it is written in"
        options={Object.keys(letterLanguages).map((value) => ({ value, label: formatLanguage('en', value) }))}
      />
      <p class="row">
        <Button type="submit" name="deed" value="save">
          Save
        </Button>
        <Button type="submit" name="deed" value="latest" kind="secondary">
          Save, and add what is new since the last letter
        </Button>
      </p>
    </form>
  )
}

/** Works that it tells of, in their order; below them the latest, which get a place by a number. */
function Works({ issue, list, all, state, now }: Omit<Shown, 'editions'>) {
  const picked = issue.workIds.flatMap((id) => all.find(({ workId }) => workId === id) ?? [])
  const others = all
    .filter(({ workId }) => !issue.workIds.includes(workId))
    .toSorted((a, b) => Number(b.bodyId === list.bodyId) - Number(a.bodyId === list.bodyId))
  const typed = [state.values.place ?? []].flat()
  return (
    <fieldset class="fieldset">
      <legend class="fieldset-legend">Works</legend>
      <p class="field-hint">Give each work its place: 1, 2, 3. Without a number it is not in the letter.</p>
      {state.problem?.fields.place && <p class="field-error">{state.problem.fields.place}</p>}
      <div class="fieldset-body">
        <ol class="place-list">
          {[...picked, ...others.slice(0, offered)].map((work, at) => (
            <li key={work.workId}>
              <input type="hidden" name="work" value={work.workId} />
              <label class="place">
                <input
                  class="control place-number"
                  name="place"
                  inputMode="numeric"
                  maxLength={3}
                  value={typed[at] ?? (at < picked.length ? String(at + 1) : '')}
                />
                <span>
                  {work.title}
                  <span class="choice-hint">
                    {typeOf(work, now)}, {dateOf(work, work.publishedAt).words}
                  </span>
                </span>
              </label>
            </li>
          ))}
        </ol>
        <TextField
          name="add"
          label="One more, by its address"
          isRequired={false}
          size="medium"
          value={String(state.values.add ?? '')}
          error={state.problem?.fields.add}
        />
      </div>
    </fieldset>
  )
}
