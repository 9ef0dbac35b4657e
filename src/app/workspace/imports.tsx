import { z } from 'zod'
import { allow, download, form, routes, type Viewer } from '#kernel/access'
import {
  allowFor,
  beginImport,
  type CardField,
  cardFieldNames,
  commitImport,
  discardImport,
  draftDays,
  getImport,
  listImportRejects,
  listImports,
  type Mapping,
  newImport,
  undoImport,
} from '#kernel/contacts'
import { toCsv } from '#platform/csv'
import { Page, type Routes, redirect } from '#platform/http'
import { formatInstant, formatNumber } from '#platform/i18n'
import { invalid, notFound } from '#platform/problem'
import {
  Button,
  DataTable,
  FileField,
  Notice,
  PageHeader,
  ProblemSummary,
  SectionHeading,
  StatusChip,
  TextArea,
} from '#ui'
import { DraftPage, ImportPage } from './import-pages.tsx'
import { BodyField, bodiesFor } from './parts.tsx'

const deed = z.looseObject({ deed: z.enum(['commit', 'discard', 'undo'], 'Say what to do with this import') })

/** Lists of people from spreadsheets: sent, read, brought in as one batch, and taken back whole. */
export const importPages: Routes<Viewer> = routes({
  '/desk/people/import': form(
    newImport,
    async ({ db, viewer, form: { values, problem } }) => {
      allow(viewer, 'people.import.commit')
      const bodies = await bodiesFor(db, viewer, 'people.import.commit')
      const imports = await listImports(db)
      return (
        <Page title="Import people" robots="noindex">
          <div class="wrap page-reading deed">
            <PageHeader
              title="Import people"
              lede={`Bring a list in as contacts of your body. You see how it was read before anything changes, and can take it back whole. A list that nobody brings in is deleted after ${draftDays} days.`}
            />
            <ProblemSummary problem={problem} />
            {bodies.length === 0 ? (
              <Notice kind="info" title="You work for no body">
                <p>People belong to a body. Ask its administrator for the role of staff there.</p>
              </Notice>
            ) : (
              <form method="post" enctype="multipart/form-data" class="stack">
                <BodyField bodies={bodies} value={String(values.bodyId ?? '')} error={problem?.fields.bodyId} />
                <FileField
                  name="file"
                  label="A list saved as CSV"
                  accept=".csv,.tsv,.txt,text/csv,text/plain"
                  hint="Names in one column or two; e-mail, phone, organization, title, city, region, postcode, country, language, note. Up to 4 MB."
                  error={problem?.fields.file}
                  isRequired={false}
                />
                <TextArea
                  name="rows"
                  label="Or rows pasted from a spreadsheet, with their heading"
                  rows={4}
                  value={typeof values.rows === 'string' ? values.rows : ''}
                  error={problem?.fields.rows}
                  isRequired={false}
                />
                <Button type="submit">Read the list</Button>
              </form>
            )}
            <SectionHeading title="Earlier imports" />
            <DataTable
              caption="Earlier imports, newest first"
              isCaptionHidden
              columns={[
                {
                  key: 'file',
                  label: 'List',
                  cell: (each) => <a href={`/desk/people/import/${each.id}`}>{each.fileName}</a>,
                },
                { key: 'when', label: 'When', cell: (each) => formatInstant('en', each.begunAt) },
                {
                  key: 'read',
                  label: 'Rows',
                  isNumber: true,
                  cell: (each) => (each.counts.read === undefined ? '–' : formatNumber('en', each.counts.read)),
                },
                { key: 'state', label: 'State', cell: (each) => <StateChip {...each} /> },
              ]}
              rows={imports}
              keyOf={(each) => each.id}
              whenEmpty="No list has been imported yet."
            />
          </div>
        </Page>
      )
    },
    async ({ db, actor, input, clock }) => {
      allow(actor, 'people.import.commit')
      const rows = input.rows.trim()
      if (!input.file && rows === '')
        throw invalid('people.import.nothing', 'There is nothing to read.', {
          file: 'Choose a file, or paste rows below',
        })
      const bytes = input.file ? new Uint8Array(await input.file.arrayBuffer()) : new TextEncoder().encode(rows)
      const fileName = input.file?.name ?? 'Pasted rows'
      const id = await beginImport(db, actor, { bodyId: input.bodyId, fileName, bytes, at: clock.now() })
      return redirect(`/desk/people/import/${id}`)
    },
  ),

  '/desk/people/import/:id': form(
    deed,
    async ({ db, viewer, params, form: { values, problem } }) => {
      allow(viewer, 'people.import.commit')
      const found = await getImport(db, params.id ?? '')
      return found.content === null ? (
        <ImportPage done={found} rejects={await listImportRejects(db, found.id)} problem={problem} />
      ) : (
        <DraftPage draft={found} content={found.content} values={values} problem={problem} />
      )
    },
    async ({ db, actor, params, input, clock }) => {
      allow(actor, 'people.import.commit')
      const importId = params.id ?? ''
      const at = clock.now()
      if (input.deed === 'discard') {
        await discardImport(db, actor, { importId })
        return redirect('/desk/people/import')
      }
      if (input.deed === 'undo') await undoImport(db, actor, { importId, at })
      else await commitImport(db, actor, { importId, mapping: mappingOf(input), at })
      return redirect(`/desk/people/import/${importId}`)
    },
  ),

  '/desk/people/import/:id/rejects.csv': download(z.object({}), async ({ db, viewer, params }) => {
    allow(viewer, 'people.import.commit')
    const { id, bodyId } = await getImport(db, params.id ?? '')
    allowFor(viewer, 'people.import.commit', bodyId)
    const rejects = await listImportRejects(db, id)
    if (rejects.length === 0) throw notFound('people.import.no-rejects', 'No row of this import was turned away.')
    const text = toCsv(
      ['Row', 'Column', 'Value', 'Reason'],
      rejects.map(({ rowNumber, column, value, reason }) => [rowNumber, column, value, reason]),
    )
    return new Response(text, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="rejects-${id}.csv"`,
        'cache-control': 'private, no-store',
      },
    })
  }),
})

function StateChip(each: { committedAt: Date | null; undoneAt: Date | null }) {
  if (each.undoneAt) return <StatusChip tone="ended">Undone</StatusChip>
  if (each.committedAt) return <StatusChip tone="positive">Done</StatusChip>
  return <StatusChip tone="pending">Waits for you</StatusChip>
}

/** `column-0=email`, and so on; a field may be chosen once. */
function mappingOf(sent: Record<string, unknown>): Mapping {
  const mapping: Mapping = []
  for (const [name, value] of Object.entries(sent)) {
    const place = /^column-(\d{1,3})$/.exec(name)?.[1]
    if (place === undefined || typeof value !== 'string' || value === '') continue
    if (!isField(value) || Number(place) >= 200)
      throw invalid('people.import.field', 'There is no such field.', { [name]: 'Choose one of the list' })
    if (mapping.includes(value))
      throw invalid('people.import.twice', 'Two columns cannot be the same field.', {
        [name]: 'Chosen for another column too',
      })
    mapping[Number(place)] = value
  }
  const mapped = Array.from(mapping)
  if (!mapped.includes('name') && !mapped.includes('familyName') && !mapped.includes('givenName'))
    throw invalid('people.import.nameless', 'Say which column holds the names.', {
      'column-0': 'One column must be a name, a given name or a family name',
    })
  return mapped
}

const isField = (value: string): value is CardField => cardFieldNames.some((field) => field === value)
