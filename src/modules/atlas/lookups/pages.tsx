import { z } from 'zod'
import { allow, form, page, routes, type Viewer } from '#kernel/access'
import { Page, type Routes, redirect } from '#platform/http'
import { formatInstant } from '#platform/i18n'
import { notFound, type Problem } from '#platform/problem'
import {
  Breadcrumbs,
  Button,
  DataTable,
  PageHeader,
  ProblemSummary,
  RecordEntry,
  RecordList,
  SectionHeading,
  SelectField,
} from '#ui'
import { getUpload, listSheets } from '../uploads/read.ts'
import type { SheetView, UploadView } from '../uploads/schema.ts'
import { listLookups } from './read.ts'
import { columnOf, type LookupView, newLookup } from './schema.ts'
import { lookupBase, rowBase, type SheetShelf } from './service.ts'
import { closeLookup, openLookup } from './write.ts'

const home = '/desk/imports/:id/lookups'
const homeOf = (id: string) => `/desk/imports/${id}/lookups`

/** Sheets of an import as services that tools such as OpenRefine can ask, and one row as such a tool shows it. */
export const lookupPages = (shelf: SheetShelf): Routes<Viewer> =>
  routes({
    [home]: form(
      newLookup,
      async ({ db, viewer, params, url, form: { problem } }) => {
        allow(viewer, 'atlas.import.read')
        const upload = await getUpload(db, params.id ?? '')
        return (
          <LookupsPage
            upload={upload}
            sheets={await listSheets(db, upload.id)}
            lookups={await listLookups(db, viewer, upload.id)}
            origin={url.origin}
            problem={problem}
          />
        )
      },
      async ({ db, actor, params, input, clock }) => {
        const uploadId = params.id ?? ''
        await openLookup(db, actor, { uploadId, ...columnOf(input.column), at: clock.now() })
        return redirect(homeOf(uploadId))
      },
    ),

    [`POST ${home}/closing`]: form(
      z.object({ code: z.string().max(100) }),
      async ({ params }) => redirect(homeOf(params.id ?? '')),
      async ({ db, actor, params, input }) => {
        const uploadId = params.id ?? ''
        await closeLookup(db, actor, { uploadId, code: input.code })
        return redirect(homeOf(uploadId))
      },
    ),

    [`${rowBase}/:code/:row`]: page(async ({ db, params, url, clock }) => {
      const core = await shelf.core(db, { code: params.code ?? '', origin: url.origin, now: clock.now() })
      const row = params.row ?? ''
      const said = core.tell(row)
      if (!said) throw notFound('atlas.lookup.row', 'The sheet has no such row.')
      const cells = core.properties.map(({ id, name }) => ({ id, name, cell: core.cellsOf(row, id)[0] }))
      return (
        <Page title={said.split(':')[0] ?? said} frame="bare" robots="noindex">
          <div class="embed">
            <h1 class="embed-title">{`Row ${row}`}</h1>
            <RecordList label="Cells">
              {cells.map(({ id, name, cell }) => (
                <RecordEntry key={id} term={name}>
                  {cell && 'str' in cell ? String(cell.str) : 'empty'}
                </RecordEntry>
              ))}
            </RecordList>
          </div>
        </Page>
      )
    }),
  })

function LookupsPage({
  upload,
  sheets,
  lookups,
  origin,
  problem,
}: {
  upload: UploadView
  sheets: SheetView[]
  lookups: LookupView[]
  origin: string
  problem: Problem | undefined
}) {
  const columns = sheets.flatMap((sheet) =>
    sheet.columns.map(({ name }, at) => ({
      value: `${sheet.number}/${at}`,
      label: [sheets.length > 1 && sheet.name, name || `Column ${at + 1}`].filter(Boolean).join(': '),
    })),
  )
  const labelOf = ({ sheet, nameColumn }: LookupView) =>
    columns.find(({ value }) => value === `${sheet}/${nameColumn}`)?.label ?? ''
  return (
    <Page title={`Match a list with ${upload.title}`} robots="noindex">
      <div class="wrap page-reading deed">
        <Breadcrumbs
          items={[
            { href: '/desk/imports', label: 'Imports' },
            { href: `/desk/imports/${upload.id}`, label: upload.title },
            { label: 'Match a list' },
          ]}
        />
        <PageHeader
          title="Match a list with this file"
          lede="A tool such as OpenRefine can ask this file which of its rows each line of another list means. Choose the column with the names, and give the tool the address."
        />
        <ProblemSummary problem={problem} />
        <form method="post" class="stack">
          <SelectField
            name="column"
            label="Column with the names"
            placeholder="Choose a column"
            options={columns}
            error={problem?.fields.column}
          />
          <Button type="submit">Open an address</Button>
        </form>
        <SectionHeading
          title="Your addresses"
          note="Whoever has one can read the file until you close it, as tools cannot sign in. It stops when you may no longer see imports."
        />
        <DataTable
          caption="Addresses you opened"
          isCaptionHidden
          columns={[
            { key: 'column', label: 'Names in', cell: labelOf },
            {
              key: 'address',
              label: 'Address',
              cell: ({ code }) => <code class="break-anywhere">{`${origin}${lookupBase}/${code}`}</code>,
            },
            { key: 'opened', label: 'Opened', cell: ({ openedAt }) => formatInstant('en', openedAt) },
            {
              key: 'close',
              label: 'Close',
              cell: (each) => (
                <form method="post" action={`${homeOf(upload.id)}/closing`}>
                  <Button type="submit" name="code" value={each.code} kind="quiet" isSmall>
                    Close it <span class="visually-hidden">: {labelOf(each)}</span>
                  </Button>
                </form>
              ),
            },
          ]}
          rows={lookups}
          keyOf={({ code }) => code}
          whenEmpty="You opened none yet."
        />
        <SectionHeading title="In OpenRefine" />
        <ol>
          <li>Open your list, and choose Reconcile → Start reconciling in the menu of the column with its names.</li>
          <li>Choose Add standard service, and enter the address.</li>
          <li>
            Other columns of your list can help: say which column of this file each one is. What agrees speaks for a
            row, and what differs speaks against it.
          </li>
          <li>Rows nobody can tell apart are left to you; scores are probabilities in percent.</li>
          <li>Edit column → Add columns from reconciled values fetches any column of this file.</li>
        </ol>
        <p>
          Version 1.0-draft of the API answers below the same address, at <code>/1.0</code>.
        </p>
      </div>
    </Page>
  )
}
