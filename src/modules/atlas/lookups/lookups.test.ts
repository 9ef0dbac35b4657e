import { expect, test } from 'vitest'
import { anonymous } from '#kernel/access'
import { send } from '#test/import-files'
import { useSite } from '#test/site'
import { openLookup } from './write.ts'

const site = useSite()
const at = new Date('2026-02-16T09:00:00Z')
const text = 'Town,Region,People\nHarbor Town,North,120\nHarbor Town,South,80\nMill Creek,North,30\n'

const bring = () => send(site.services.database, [{ name: 'towns.csv', bytes: new TextEncoder().encode(text) }], at)

async function opened(staff: Awaited<ReturnType<typeof site.as>>, id: string): Promise<string> {
  const home = `/desk/imports/${id}/lookups`
  expect((await staff.post(home, { column: '0/0' })).status).toBe(303)
  const address = (await staff.get(home)).page.querySelector('code')?.textContent ?? ''
  expect(address).toContain('/api/reconcile/sheets/')
  return new URL(address).pathname
}

interface Found {
  result: { id: string; name: string; score: number; match: boolean }[]
}

async function ask(path: string, fields?: Record<string, string>): Promise<{ status: number; json: unknown }> {
  const answer = await site.application.fetch(
    new Request(`http://127.0.0.1${path}`, {
      headers: { origin: 'https://openrefine.example' },
      ...(fields ? { method: 'POST', body: new URLSearchParams(fields) } : {}),
    }),
  )
  return { status: answer.status, json: JSON.parse(await answer.text()) as unknown }
}

test('a sheet answers by name; another cell tells its namesakes apart, and any column can be fetched', async () => {
  const base = await opened(await site.as('staff'), await bring())
  const { json } = await ask(base, {
    queries: JSON.stringify({
      alone: { query: 'Mill Creek' },
      twice: { query: 'Harbor Town' },
      told: { query: 'Harbor Town', properties: [{ pid: 'B', v: 'south' }] },
      typed: { query: 'Mill Crek' },
    }),
  })
  const found = json as Record<string, Found>
  expect(found.alone?.result[0]).toMatchObject({ id: '4', match: true })
  expect(found.twice?.result.map(({ match }) => match)).toEqual([false, false])
  expect(found.told?.result[0]).toMatchObject({ id: '3', match: true })
  expect(found.typed?.result[0]).toMatchObject({ id: '4', match: false })
  const wanted = JSON.stringify({ ids: ['4', '99'], properties: [{ id: 'C' }] })
  expect((await ask(base, { extend: wanted })).json).toMatchObject({
    meta: [{ id: 'C', name: 'People' }],
    rows: { 4: { C: [{ str: '30' }] }, 99: { C: [] } },
  })
  expect((await ask(base)).json).toMatchObject({ versions: ['0.1', '0.2'], defaultTypes: [{ id: 'row' }] })
  expect((await ask(`${base}/1.0`)).json).toMatchObject({ versions: ['1.0-draft'] })
  expect((await ask(`${base}/suggest/entity?prefix=harb`)).json).toMatchObject({ result: [{ id: '2' }, { id: '3' }] })
  const shown = await (await site.as('visitor')).get(`${base.replace('/api/', '/embed/')}/4`)
  expect([shown.status, shown.text.includes('Mill Creek')]).toEqual([200, true])
})

test('an address that was closed answers no more, and nobody closes that of another', async () => {
  const id = await bring()
  const staff = await site.as('staff')
  const base = await opened(staff, id)
  const closing = { code: base.split('/').at(-1) ?? '' }
  expect((await (await site.as('sample-dev')).post(`/desk/imports/${id}/lookups/closing`, closing)).status).toBe(404)
  expect((await ask(base)).status).toBe(200)
  expect((await staff.post(`/desk/imports/${id}/lookups/closing`, closing)).status).toBe(303)
  expect((await ask(base)).status).toBe(404)
})

test('a column that is not there is explained; strangers and people without the right open nothing', async () => {
  const id = await bring()
  const home = `/desk/imports/${id}/lookups`
  const staff = await site.as('staff')
  const bad = await staff.post(home, { column: '0/77' })
  expect([bad.status, bad.text.includes('This import has no such column.')]).toEqual([400, true])
  expect((await staff.post(home, { column: 'x' })).text).toContain('Choose the column with the names')
  expect((await (await site.as('visitor')).post(home, { column: '0/0' })).status).toBe(401)
  expect((await (await site.as('sample-ana')).get(home)).status).toBe(403)
  expect((await ask('/api/reconcile/sheets/unknown')).status).toBe(404)
  await expect(
    site.services.database.write((db) => openLookup(db, anonymous, { uploadId: id, sheet: 0, nameColumn: 0, at })),
  ).rejects.toMatchObject({ kind: 'unauthenticated' })
})
