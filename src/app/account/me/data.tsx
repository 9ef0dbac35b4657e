import { z } from 'zod'
import { download, form, page, requireStepUp, routes, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { type HeldTable, listOwnHeld, readOwnData } from '#kernel/erasures'
import { dayOf } from '#platform/clock'
import { toCsv } from '#platform/csv'
import type { Reader } from '#platform/db'
import { type Routes, redirect } from '#platform/http'
import { formatNumber, siteName } from '#platform/i18n'
import { notFound } from '#platform/problem'
import { zipOf } from '#platform/zip'
import { Button, DataTable, LinkButton } from '#ui'
import { DeedPage } from '../parts.tsx'
import { accountOf } from './own.ts'

/** Everything this site holds about whoever is signed in: one document, and a table for each kind beside it. */
export const dataPages: Routes<Viewer> = routes({
  '/me/data': form(
    z.object({}),
    async ({ db, viewer, form: { problem } }) => {
      accountOf(viewer)
      const held = (await listOwnHeld(db, viewer, null)).filter(({ holding }) => !holding.isToOthers)
      return (
        <DeedPage
          title="Everything about you"
          lede="What this site holds about you, in every place. Secrets such as codes and keys are left out; they would open something."
          problem={problem}
        >
          <DataTable
            caption="What is held about you"
            isCaptionHidden
            columns={[
              { key: 'what', label: 'What', cell: (row) => row.holding.title },
              { key: 'rows', label: 'Entries', isNumber: true, cell: (row) => formatNumber('en', row.count) },
            ]}
            rows={held}
            keyOf={(row) => `${row.holding.table} ${row.holding.title}`}
          />
          <form method="post" action="/me/data">
            <Button type="submit" icon="download">
              Download everything about me
            </Button>
          </form>
          <p class="quiet">
            You are asked once more whether it is you. <a href="/me/erasure">Erase me</a> instead.
          </p>
        </DeedPage>
      )
    },
    async ({ db, actor, clock }) => {
      accountOf(actor)
      requireStepUp(actor, clock.now())
      await audit(db, actor, 'people.data.taken', `account:${actor.accountId}`)
      return redirect('/me/data/files')
    },
  ),

  '/me/data/files': page(async ({ db, viewer, clock }) => {
    const tables = await proven(db, viewer, clock.now())
    return (
      <DeedPage
        title="Your files"
        lede="One archive with everything: a document for programs, and a table for each kind that any spreadsheet opens. Or take them one by one."
      >
        <p class="row">
          <LinkButton href="/me/data/everything.zip" icon="download" download>
            Everything, as ZIP
          </LinkButton>
          <LinkButton href="/me/data/everything.json" kind="secondary" icon="download" download>
            Everything, as JSON
          </LinkButton>
        </p>
        <DataTable
          caption="Tables, as CSV"
          columns={[
            {
              key: 'what',
              label: 'What',
              cell: (row: HeldTable) => <a href={`/me/data/tables/${row.table}`}>{row.title}</a>,
            },
            {
              key: 'rows',
              label: 'Entries',
              isNumber: true,
              cell: (row: HeldTable) => formatNumber('en', row.rows.length),
            },
          ]}
          rows={tables}
          keyOf={(row) => row.table}
        />
      </DeedPage>
    )
  }),

  '/me/data/everything.json': download(z.object({}), async ({ db, viewer, clock }) => {
    const tables = await proven(db, viewer, clock.now())
    const name = `about-me-${dayOf(clock.now())}.json`
    return file(documentOf(viewer, tables, clock.now()), 'application/json; charset=utf-8', name)
  }),

  '/me/data/everything.zip': download(z.object({}), async ({ db, viewer, clock }) => {
    const now = clock.now()
    const tables = await proven(db, viewer, now)
    const archive = zipOf(
      [
        { name: 'everything.json', text: documentOf(viewer, tables, now) },
        ...tables.map((table) => ({ name: `tables/${table.table}.csv`, text: csvOf(table) })),
      ],
      now,
    )
    return file(archive, 'application/zip', `about-me-${dayOf(now)}.zip`)
  }),

  '/me/data/tables/:table': download(z.object({}), async ({ db, viewer, params, clock }) => {
    const table = (await proven(db, viewer, clock.now())).find((each) => each.table === params.table)
    if (!table) throw notFound('people.data.unknown', 'Nothing of this kind is held about you.')
    return file(csvOf(table), 'text/csv; charset=utf-8', `about-me-${table.table}.csv`)
  }),
})

const documentOf = (viewer: Viewer, tables: HeldTable[], now: Date): string =>
  JSON.stringify({ site: siteName, madeAt: now.toISOString(), account: viewer.accountId, tables }, null, 2)

function csvOf({ rows }: HeldTable): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const cells = rows.map((row) => columns.map((column) => cellOf(row[column])))
  return toCsv(columns, cells, { forSpreadsheets: true })
}

/** Only after a fresh proof of presence: an open session is not enough to carry everything away. */
async function proven(db: Reader, viewer: Viewer, now: Date): Promise<HeldTable[]> {
  accountOf(viewer)
  requireStepUp(viewer, now)
  return readOwnData(db, viewer)
}

const cellOf = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)

const file = (content: string | Uint8Array<ArrayBuffer>, type: string, name: string): Response =>
  new Response(content, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    },
  })
