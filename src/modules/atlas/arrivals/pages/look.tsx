import type { SourceView } from '#kernel/sources'
import { encodingNames } from '#platform/encoding'
import { Page } from '#platform/http'
import { formatNumber, plural } from '#platform/i18n'
import type { Problem } from '#platform/problem'
import { Button, Notice, PageHeader, ProblemSummary, SectionHeading, SelectField, TextField } from '#ui'
import { suggestFields, suggestMapping } from '../../recipes/rules.ts'
import { fieldNames, fields, type Mapping, mapping as mappingShape, type RecipeView } from '../../recipes/schema.ts'
import type { ColumnLook } from '../../uploads/readers/columns.ts'
import { delimiterNames } from '../../uploads/readers/delimited.ts'
import type { FileView, SheetView, UploadView } from '../../uploads/schema.ts'
import { ReadingFields, SourceFields } from './look-fields.tsx'
import { Discard, LookupLink, Trail } from './parts.tsx'

export interface LookProps {
  upload: UploadView
  files: FileView[]
  sheets: SheetView[]
  sheet: SheetView
  recipes: RecipeView[]
  sources: SourceView[]
  values: Record<string, string | string[]>
  problem: Problem | undefined
}

const options = fieldNames.map((field) => ({ value: field, label: fields[field].label }))

/** How a file was read, before anything changes: its columns with what stands in them, and what each of them means. */
export function LookPage(props: LookProps) {
  const { upload, sheet, sheets, files, recipes, values, problem } = props
  const [recipe] = recipes
  // What somebody chose for this very file goes before any recipe, and any recipe before a guess.
  const chosen = upload.mapping === null ? undefined : mappingShape.safeParse(upload.mapping).data
  const known = chosen?.sheet === sheet.number ? chosen : undefined
  const mapping = known ?? suggestMapping(sheet, recipe)
  const suggested = suggestFields(sheet.columns)
  return (
    <Page title={`Import ${upload.title}`} robots="noindex">
      <div class="wrap page-reading deed">
        <Trail title={upload.title} />
        <PageHeader title={upload.title} lede={`${readAs(sheet, files)} Nothing has changed yet.`} />
        <ProblemSummary problem={problem} />
        {sheet.notes.length > 0 && (
          <Notice kind="warning" title="Before you trust it">
            <ul>
              {sheet.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </Notice>
        )}
        {sheets.length > 1 && <Sheets sheets={sheets} chosen={sheet.number} id={upload.id} />}
        {recipe && !known && (
          <Notice kind="info" title={`Filled in by the recipe “${recipe.name}”`}>
            <p>A file with the same headings came before. Change what is different.</p>
          </Notice>
        )}
        <form method="post" class="stack">
          <input type="hidden" name="deed" value="map" />
          <input type="hidden" name="sheet" value={sheet.number} />
          <ReadingFields sheet={sheet} mapping={mapping} values={values} problem={problem} />
          <SectionHeading
            title="Which column is what"
            note="Columns left out are kept with the file and say nothing."
          />
          {sheet.columns.map((column, at) => (
            <ColumnField
              key={column.name}
              column={column}
              at={at}
              because={recipe && !known ? `the recipe “${recipe.name}” says so` : suggested[at]?.because}
              value={fieldOf(values[`column-${at}`], mapping, column)}
              error={problem?.fields[`column-${at}`]}
            />
          ))}
          <SourceFields {...props} sourceId={upload.sourceId ?? recipe?.sourceId ?? ''} />
          <SectionHeading title="For next time" />
          <TextField
            name="recipeName"
            label="Keep this as a recipe called"
            hint="It is offered when a file with the same headings comes, and to the command line."
            value={String(values.recipeName ?? (known ? '' : (recipe?.name ?? '')))}
            error={problem?.fields.recipeName}
            isRequired={false}
            maxLength={100}
            size="medium"
          />
          <Button type="submit">Compare it with what is known</Button>
        </form>
        <LookupLink id={upload.id} />
        <Discard />
      </div>
    </Page>
  )
}

const fieldOf = (sent: string | string[] | undefined, mapping: Mapping, column: ColumnLook): string =>
  typeof sent === 'string' ? sent : (mapping.columns[column.name] ?? '')

function readAs(sheet: SheetView, files: FileView[]): string {
  const file = files.find(({ number }) => number === sheet.fileNumber)
  const encoding = encodingNames[file?.encoding as keyof typeof encodingNames] // undefined for workbooks
  const parted = file?.delimiter ? `, separated by ${delimiterNames[file.delimiter] ?? `“${file.delimiter}”`}` : ''
  const rows = plural('en', sheet.rowCount, 'row', 'rows')
  return `${rows} in ${plural('en', sheet.columns.length, 'column', 'columns')}${encoding ? `, read as ${encoding}${parted}` : ''}.`
}

function Sheets({ sheets, chosen, id }: { sheets: SheetView[]; chosen: number; id: string }) {
  return (
    <nav aria-label="Tables of the file">
      <ul class="row">
        {sheets.map((sheet) => (
          <li key={sheet.number}>
            <a
              href={`/desk/imports/${id}?sheet=${sheet.number}`}
              aria-current={sheet.number === chosen ? 'page' : undefined}
            >
              {`${sheet.name}${sheet.isHidden ? ' (hidden)' : ''}, ${plural('en', sheet.rowCount, 'row', 'rows')}`}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function ColumnField(props: {
  column: ColumnLook
  at: number
  because: string | undefined
  value: string
  error: string | undefined
}) {
  const { column, at, because, value, error } = props
  return (
    <div>
      <SelectField
        name={`column-${at}`}
        label={column.name}
        hint={`${lookOf(column)}${because && value !== '' ? ` Suggested because ${because}.` : ''}`}
        value={value}
        error={error}
        placeholder="Leave it out"
        options={options}
      />
      {column.problems.length > 0 && (
        <ul class="field-hint">
          {column.problems.map(({ words, count, row }) => (
            <li
              key={words}
            >{`${plural('en', count, 'cell', 'cells')} ${words} (first in row ${formatNumber('en', row)})`}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

function lookOf({ type, filled, samples, distinct }: ColumnLook): string {
  if (type === 'empty') return 'Empty in every row.'
  const kinds = {
    number: 'Numbers',
    date: 'Dates',
    'yes or no': 'Yes or no',
    address: 'Web addresses',
    code: 'Codes',
    text: 'Text',
  }
  const short = samples.map((cell) => (cell.length > 40 ? `${cell.slice(0, 40)}…` : cell))
  return `${kinds[type]} in ${plural('en', filled, 'row', 'rows')}${distinct < 1000 ? `, ${formatNumber('en', distinct)} different` : ''}. For example: ${short.join(' · ')}.`
}
