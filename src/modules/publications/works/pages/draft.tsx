import type { ComponentChildren } from 'preact'
import { type FormState, Page } from '#platform/http'
import { formatInstant } from '#platform/i18n'
import type { Problem } from '#platform/problem'
import { Button, Checkbox, CheckboxGroup, Fieldset, Notice, PageHeader, ProblemSummary, TextArea, TextField } from '#ui'
import { Checks } from '../../checks/panels.tsx'
import { fieldsOf, formOf } from '../../fields/rules.ts'
import { OccasionFacts, OccasionFields } from '../../occasions/panels.tsx'
import { flawsOfOccasion, teaserOf } from '../../occasions/rules.ts'
import type { choicesFor } from '../../pictures/panels.tsx'
import { markdownOf } from '../../texts/rules.ts'
import type { Flaw } from '../../texts/schema.ts'
import { writingPath } from '../../writing/schema.ts'
import {
  type EditionView,
  editionStates,
  type FieldName,
  pillars,
  regions,
  topics,
  workKinds,
  workPath,
} from '../schema.ts'
import { type Rights, Turns } from './next.tsx'

export function FormPage(props: {
  title: string
  lede?: string | undefined
  problem: Problem | undefined
  islands?: string[]
  /** What stands beside it where there is room, and below it elsewhere. */
  beside?: ComponentChildren
  children: ComponentChildren
}) {
  return (
    <Page title={props.title} robots="noindex" {...(props.islands ? { islands: props.islands } : {})}>
      <div class={props.beside ? 'wrap' : 'wrap page-reading'}>
        <PageHeader title={props.title} lede={props.lede} />
        <ProblemSummary problem={props.problem} />
        {props.beside ? (
          <div class="with-margin">
            <div class="stack">{props.children}</div>
            <div class="margin-column" data-beside>
              {props.beside}
            </div>
          </div>
        ) : (
          <div class="stack">{props.children}</div>
        )}
      </div>
    </Page>
  )
}

/** What the editor offers to put between paragraphs. */
type Pieces = ReturnType<typeof choicesFor>

/** One edition on its way: its words, what is still missing, and what can be done with it next. */
export function DraftPage(props: {
  edition: EditionView
  form: FormState
  may: Rights
  beside: ComponentChildren
  /** The text as it reads, for whoever does not write it. */
  text: ComponentChildren
  emptyEmbeds: Flaw[]
  pieces: Pieces
  now: Date
}) {
  const { edition, form, may, beside, text, emptyEmbeds, pieces, now } = props
  const isOpen = edition.state === 'draft' || edition.state === 'review'
  return (
    <FormPage
      title={edition.title}
      lede={`${workKinds[edition.kind]}, edition ${edition.number}: ${editionStates[edition.state].toLowerCase()}. Revision ${edition.revision}, saved ${formatInstant('en', edition.savedAt)}.`}
      problem={form.problem}
      islands={isOpen && may.write ? ['modules/publications/works/editor'] : []}
      beside={beside}
    >
      {form.values.saved !== undefined && (
        <Notice kind="success" title="Saved">
          Revision {edition.revision} is kept. <a href={`/desk/works/${edition.id}/history`}>What changed</a>
        </Notice>
      )}
      <p class="row no-print">
        <a href={`/desk/works/${edition.id}/history`}>History</a>
        <a href={`/desk/works/${edition.id}/references`}>Sources ({edition.bibliography.length})</a>
        <a href={`/desk/works/${edition.id}/pictures`}>Pictures</a>
        {isOpen && may.write && <a href={`/desk/works/${edition.id}/import`}>From a file</a>}
        <a href={`/desk/works/${edition.id}/readings`}>Fact check and press</a>
        <a href={`/desk/works/${edition.id}/clearances`}>Clearances</a>
        {['letter', 'statement'].includes(edition.kind) && <a href={`/desk/works/${edition.id}/letter`}>Signing</a>}
        {edition.publishedAt && <a href={`/desk/works/${edition.id}/links`}>Outside links</a>}
        {edition.publishedAt && <a href={workPath(edition.slug)}>As readers see it</a>}
        <a href="/desk/works">All works</a>
      </p>
      {isOpen && may.write ? (
        <DraftForm edition={edition} form={form} pieces={pieces} />
      ) : (
        <>
          <p class="lede">{teaserOf(edition, now)}</p>
          <OccasionFacts edition={edition} now={now} />
          {text}
        </>
      )}
      <Checks
        text={edition.content}
        sources={edition.bibliography.map(({ id }) => id)}
        others={[...flawsOfOccasion(edition, now), ...emptyEmbeds]}
      />
      <Turns edition={edition} may={may} />
    </FormPage>
  )
}

function DraftForm(props: { edition: EditionView; form: FormState; pieces: Pieces }) {
  const { edition, pieces } = props
  const { values, problem } = props.form
  const stands = formOf(fieldsOf(edition))
  const typed = (name: FieldName) => String(values[name] ?? stands[name])
  const chosen = (name: 'topics' | 'pillars' | 'regions') =>
    values[name] === undefined ? edition[name] : [values[name]].flat()
  const error = (name: string) => problem?.fields[name]
  return (
    <form
      method="post"
      class="stack"
      data-draft={edition.bibliography.map(({ id }) => id).join(' ')}
      // Words that were refused are still in the form: they are compared and saved from there.
      data-room={values.content === undefined ? writingPath(edition.id) : undefined}
      {...pieces}
    >
      <input type="hidden" name="revision" value={edition.revision} />
      <TextField name="title" label="Title" value={typed('title')} error={error('title')} />
      <TextArea
        name="teaser"
        label="Teaser"
        rows={2}
        value={typed('teaser')}
        error={error('teaser')}
        hint="What it says, in a sentence or two. Lists and search show it."
      />
      <OccasionFields edition={edition} form={props.form} />
      <TextArea
        name="content"
        label="Text"
        rows={24}
        value={String(values.content ?? markdownOf(edition.content))}
        error={error('content')}
        hint={
          <>
            Written in Markdown: ## for a heading, **bold**, *italic*, [words](address). A note: [footnote text="…"]. A
            source: [citation key="doe2020" locator="12"]. A figure that can be asked again: [evidence
            kind="atlas.count" reference="country=JP" asOf="2026-11-29" says="412"]. On a line of its own, a picture:
            “Pictures” has its line; a record, list, map, chart or country: [embed kind="atlas.map"
            reference="country=JP" asOf="2026-11-29"].
          </>
        }
      />
      <TextArea
        name="authors"
        label="Authors"
        rows={3}
        value={typed('authors')}
        error={error('authors')}
        hint="One on each line. After a bar, the office held when it was written: Ana Example | Mayor of Harbor City"
      />
      <CheckboxGroup
        name="topics"
        label="Topics"
        values={chosen('topics')}
        error={error('topics')}
        options={optionsOf(topics)}
      />
      <CheckboxGroup
        name="pillars"
        label="Areas of work"
        isRequired={false}
        values={chosen('pillars')}
        options={optionsOf(pillars)}
      />
      <CheckboxGroup
        name="regions"
        label="Regions"
        isRequired={false}
        values={chosen('regions')}
        options={optionsOf(regions)}
      />
      <TextField name="series" label="Series" isRequired={false} value={typed('series')} error={error('series')} />
      <TextField
        name="language"
        label="Language"
        size="short"
        value={typed('language')}
        error={error('language')}
        hint="Its tag: en, es, fr-CA"
      />
      <TextArea
        name="speaksOf"
        label="Offices and administrations it speaks of"
        rows={2}
        isRequired={false}
        value={typed('speaksOf')}
        error={error('speaksOf')}
        hint="One on each line, with the day on which it ended or ends: Mayor Ana Example | 2027-01-02. After that day the page says so."
      />
      {edition.number > 1 && (
        <Fieldset legend="What changed since the last edition">
          <TextArea
            name="changeNote"
            label="For readers"
            rows={2}
            isRequired={false}
            value={typed('changeNote')}
            error={error('changeNote')}
          />
          <Checkbox name="isMinor" label="Minor: typing errors and the like" isChecked={typed('isMinor') === 'yes'} />
        </Fieldset>
      )}
      <Button type="submit">Save</Button>
    </form>
  )
}

const optionsOf = (of: Record<string, string>) => Object.entries(of).map(([value, label]) => ({ value, label }))
