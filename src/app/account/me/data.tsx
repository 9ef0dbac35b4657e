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
      <DeedPage title="Your files" lede="One document with everything, or a table for each kind.">
        <p>
          <LinkButton href="/me/data/everything.json" icon="download" download>
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
    const document = { site: siteName, madeAt: clock.now().toISOString(), account: viewer.accountId, tables }
    return file(JSON.stringify(document, null, 2), 'application/json', `about-me-${dayOf(clock.now())}.json`)
  }),

  '/me/data/tables/:table': download(z.object({}), async ({ db, viewer, params, clock }) => {
    const table = (await proven(db, viewer, clock.now())).find((each) => each.table === params.table)
    if (!table) throw notFound('people.data.unknown', 'Nothing of this kind is held about you.')
    const columns = [...new Set(table.rows.flatMap((row) => Object.keys(row)))]
    const rows = table.rows.map((row) => columns.map((column) => cellOf(row[column])))
    const text = toCsv(columns, rows, { forSpreadsheets: true })
    return file(text, 'text/csv', `about-me-${table.table}.csv`)
  }),
})

/** Only after a fresh proof of presence: an open session is not enough to carry everything away. */
async function proven(db: Reader, viewer: Viewer, now: Date): Promise<HeldTable[]> {
  accountOf(viewer)
  requireStepUp(viewer, now)
  return readOwnData(db, viewer)
}

const cellOf = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)

const file = (text: string, type: string, name: string): Response =>
  new Response(text, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    },
  })
