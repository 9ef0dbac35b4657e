import { Page } from '#platform/http'
import type { Problem } from '#platform/problem'
import { Button, Fieldset, PageHeader, ProblemSummary, RadioGroup, SelectField, TextArea, TextField } from '#ui'
import { rowsShown } from '../rules.ts'
import { type Field, fieldsOf, type IntakeView, type Row, type Section, sectionNames, sections } from '../schema.ts'

/** One step of the form: its rows, its consent, and the ways on. */
export function StepPage({
  intake,
  code,
  section,
  consent,
  problem,
}: {
  intake: IntakeView
  code: string
  section: Section
  consent: string | undefined
  problem: Problem | undefined
}) {
  const { title, asks, row: one, most } = sections[section]
  const rows = rowsShown(intake.answers, section)
  const isList = most > 1
  return (
    <Page title={`${title}: ${intake.governmentName}`} robots="noindex">
      <div class="wrap page-narrow deed">
        <PageHeader
          eyebrow={
            <>
              <a href={`/intake/${code}`}>{intake.governmentName}</a>, step {sectionNames.indexOf(section) + 1} of{' '}
              {sectionNames.length}
            </>
          }
          title={title}
          lede={asks}
        />
        <ProblemSummary problem={problem} />
        <form method="post" action={`/intake/${code}/${section}`} class="stack">
          {/* The Enter key presses the first button of a form: it keeps what was typed, and removes nothing. */}
          <button type="submit" name="go" value="keep" class="visually-hidden" tabIndex={-1} aria-hidden="true">
            Keep
          </button>
          {rows.map((row, at) =>
            isList ? (
              <Fieldset legend={`${one} ${at + 1}`} key={row.id}>
                <Fields section={section} row={row} at={at} problem={problem} />
                <p>
                  <Button type="submit" name="go" value={`remove-${at}`} kind="quiet" isSmall>
                    Remove {one.toLowerCase()} {at + 1}
                  </Button>
                </p>
              </Fieldset>
            ) : (
              <Fields section={section} row={row} at={at} problem={problem} key={row.id} />
            ),
          )}
          {isList && (
            <p>
              <Button type="submit" name="go" value="add" kind="secondary">
                Add another {one.toLowerCase()}
              </Button>
            </p>
          )}
          <RadioGroup
            name="consent"
            label="May this step be published?"
            hint="Only after you have confirmed the exact words. You can withdraw it later."
            value={consent}
            error={problem?.fields.consent}
            options={[
              { value: 'yes', label: 'Yes, once we have confirmed the words' },
              { value: 'no', label: 'No, keep it to the editors' },
            ]}
          />
          <div class="row">
            <Button type="submit" name="go" value="next">
              Keep and go on
            </Button>
            <Button type="submit" name="go" value="back" kind="secondary">
              Keep and go back
            </Button>
          </div>
        </form>
      </div>
    </Page>
  )
}

function Fields({
  section,
  row,
  at,
  problem,
}: {
  section: Section
  row: Row
  at: number
  problem: Problem | undefined
}) {
  return (
    <>
      <input type="hidden" name={`id-${at}`} value={row.id} />
      {fieldsOf[section].map((field) => (
        <FieldOf
          field={field}
          name={`${field.name}-${at}`}
          value={row[field.name] ?? ''}
          error={problem?.fields[`${field.name}-${at}`]}
          key={field.name}
        />
      ))}
    </>
  )
}

function FieldOf({ field, ...rest }: { field: Field; name: string; value: string; error: string | undefined }) {
  const words = { ...rest, label: field.label, hint: field.hint, ...(field.needed ? {} : { isRequired: false }) }
  switch (field.is) {
    case 'long':
      return <TextArea {...words} rows={2} />
    case 'choice':
      return (
        <SelectField
          {...words}
          placeholder="Choose one"
          options={Object.entries(field.options ?? {}).map(([value, label]) => ({ value, label }))}
        />
      )
    case 'number':
      return <TextField {...words} size="short" inputMode="decimal" />
    case 'date':
      return <TextField {...words} size="short" />
    case 'text':
      return <TextField {...words} />
  }
}
