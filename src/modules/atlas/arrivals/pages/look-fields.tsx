import { sourceKinds } from '#kernel/sources'
import type { Problem } from '#platform/problem'
import { Fieldset, RadioGroup, SectionHeading, SelectField, TextField } from '#ui'
import { fields, fixedFields, type Mapping, recordKindNames, recordKinds } from '../../recipes/schema.ts'
import type { SheetView } from '../../uploads/schema.ts'
import type { LookProps } from './look.tsx'

interface Sent {
  values: Record<string, string | string[]>
  problem: Problem | undefined
}

const asText = (value: string | string[] | undefined, otherwise: string): string =>
  typeof value === 'string' ? value : otherwise

/** What the rows are, where the heading stands, and how cells are read that can be read in two ways. */
export function ReadingFields({ sheet, mapping, values, problem }: Sent & { sheet: SheetView; mapping: Mapping }) {
  const error = (name: string) => problem?.fields[name]
  const isHiding = sheet.notes.some((note) => note.includes('rows are hidden'))
  const proven = sheet.columns.find(({ order }) => order)
  return (
    <>
      <SectionHeading title="What the rows are" />
      <SelectField
        name="record"
        label="Each row tells of"
        value={asText(values.record, mapping.record)}
        error={error('record')}
        options={recordKindNames.map((kind) => ({ value: kind, label: recordKinds[kind].label }))}
      />
      {sheet.fields ? (
        <>
          <input type="hidden" name="headingFrom" value={sheet.heading.from} />
          <input type="hidden" name="headingRows" value={sheet.heading.rows} />
        </>
      ) : (
        <Fieldset legend="Heading">
          <SelectField
            name="headingRows"
            label="It fills"
            value={asText(values.headingRows, String(mapping.heading.rows))}
            error={error('headingRows')}
            options={[
              { value: '1', label: 'one row' },
              { value: '2', label: 'two rows, groups above names' },
              { value: '0', label: 'no row: the records begin at once' },
            ]}
          />
          <TextField
            name="headingFrom"
            label="It begins, or without one the records begin, in row"
            type="number"
            size="short"
            value={asText(values.headingFrom, String(mapping.heading.from))}
            error={error('headingFrom')}
          />
        </Fieldset>
      )}
      <SelectField
        name="dates"
        label="Dates such as 3/5/2019 are"
        hint={
          proven
            ? `The cells of “${proven.name}” prove it.`
            : 'A date that could be two days is turned away unless you say so.'
        }
        value={asText(values.dates, mapping.dates)}
        error={error('dates')}
        placeholder="Not to be guessed"
        options={[
          { value: 'mdy', label: 'Month, day, year (March 5)' },
          { value: 'dmy', label: 'Day, month, year (May 3)' },
          { value: 'serial', label: 'Day numbers of a spreadsheet (from 1900)' },
          { value: 'serial-1904', label: 'Day numbers of an old Mac (from 1904)' },
        ]}
      />
      {isHiding && (
        <RadioGroup
          name="hidden"
          label="Rows that the spreadsheet hides"
          value={asText(values.hidden, mapping.hidden)}
          options={[
            { value: 'read', label: 'are read like the others' },
            { value: 'leave', label: 'are turned away' },
          ]}
        />
      )}
      <Fieldset legend="Said once for all rows" hint="For what the file says in its name, or nowhere.">
        {fixedFields.map((field) => (
          <TextField
            key={field}
            name={`fixed-${field}`}
            label={fields[field].label}
            value={asText(values[`fixed-${field}`], mapping.fixed[field] ?? '')}
            isRequired={false}
            size="medium"
          />
        ))}
      </Fieldset>
      <RadioGroup
        name="gone"
        label="Records that this source named before and this file does not"
        value={asText(values.gone, mapping.gone)}
        options={[
          { value: 'keep', label: 'stay as they are' },
          { value: 'withdraw', label: 'are no longer said by it', hint: 'Only for files that are complete.' },
        ]}
      />
    </>
  )
}

/** Which source the file is: one on record, or a new one. */
export function SourceFields({ sources, sourceId, values, problem }: LookProps & { sourceId: string }) {
  const field = (name: string, label: string, hint?: string) => (
    <TextField
      name={name}
      label={label}
      hint={hint}
      value={asText(values[name], '')}
      error={problem?.fields[name]}
      isRequired={false}
      size="medium"
    />
  )
  return (
    <>
      <SectionHeading title="Which source it is" note="Every value will cite it, with the cell in which it stands." />
      <SelectField
        name="sourceId"
        label="A source on record"
        hint="The same source again brings its records up to date instead of doubling them."
        value={asText(values.sourceId, sourceId)}
        error={problem?.fields.sourceId}
        placeholder="A new one, named below"
        options={sources.map(({ id, title }) => ({
          value: id,
          label: title.length > 90 ? `${title.slice(0, 90)}…` : title,
        }))}
      />
      <Fieldset legend="Or a new source">
        {field('sourceTitle', 'Title')}
        {field('publisher', 'Publisher')}
        <SelectField
          name="sourceKind"
          label="Kind"
          value={asText(values.sourceKind, 'dataset')}
          options={sourceKinds.map((kind) => ({ value: kind, label: kind }))}
        />
        {field('licence', 'License', 'Or “none stated”.')}
        {field('address', 'Web address')}
      </Fieldset>
    </>
  )
}
