import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { system } from '#kernel/access'
import { useSite } from '#test/site'
import { root } from '#test/template'
import { readPackage } from '../imports/read.ts'
import { engagementId } from '../imports/rules.ts'
import { importPackage, undoBatch } from '../imports/write.ts'
import type { Difference } from './schema.ts'

const site = useSite()
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'legation-package-'))
  cpSync(join(root, 'fixtures/world'), folder, { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const edit = (change: (text: string) => string): void => {
  const path = join(folder, 'engagements.csv')
  writeFileSync(path, change(readFileSync(path, 'utf8')))
}
const bring = (at: string) => {
  site.services.clock.moveTo(at)
  return site.services.database.write((db) =>
    importPackage(db, system, { package: readPackage(folder), at: new Date(at) }),
  )
}
const between = async (since: string, until: string, question = ''): Promise<Difference> =>
  (await (await site.as('visitor')).get(`/api/v1/changes?since=${since}&until=${until}${question}`)).json<Difference>()
const totalAt = async (knownAt: string, question = ''): Promise<number> =>
  (await (await site.as('visitor')).get(`/api/v1/engagements?limit=1&knownAt=${knownAt}${question}`)).json<{
    meta: { total: number }
  }>().meta.total

const newTie =
  'tie/mill-alta,standing-tie,sister-city,,us/zz/mill-creek,qq/alta-vista,,,1999,,unknown,unknown,unknown,reported,,sample-list,ties.csv,9,partner,Alta Vista\n'

/** Three imports, of which the first is undone: a tie comes and goes, one changes its year, and one ends. */
async function history(): Promise<string[]> {
  edit((text) => text + newTie)
  const { batchId } = await bring('2026-02-16T09:00:00Z')
  edit((text) =>
    text.replace('us/zz/harbor-city,rr/norholm,,,1991,2003-06', 'us/zz/harbor-city,rr/norholm,,,1992,2003-06'),
  )
  await bring('2026-02-18T09:00:00Z')
  edit((text) =>
    text.replace('us/zz/harbor-city,qq/alta-vista,,,2010-09,', 'us/zz/harbor-city,qq/alta-vista,,,2010-09,2025'),
  )
  await bring('2026-02-20T09:00:00Z')
  site.services.clock.moveTo('2026-02-22T09:00:00Z')
  await site.services.database.write((db) =>
    undoBatch(db, system, { batchId, reason: 'The list was a draft.', at: new Date('2026-02-22T09:00:00Z') }),
  )
  site.services.clock.moveTo('2026-02-25T09:00:00Z')
  await expect.poll(() => totalAt('2026-02-22')).toBe(7)
  return ['2026-01-14', '2026-02-15', '2026-02-16', '2026-02-18', '2026-02-20', '2026-02-22']
}

test('between any two dates of a history of imports the counts agree exactly', async () => {
  const days = await history()
  for (const question of ['', '&country=QQ', '&place=us-zz-mill-creek', '&to=1991'])
    for (const [at, since] of days.entries())
      for (const until of days.slice(at + 1)) {
        const found = await between(since, until, question)
        const context = [question, since, until]
        expect([...context, found.before]).toEqual([...context, await totalAt(since, question)])
        expect([...context, found.after]).toEqual([...context, await totalAt(until, question)])
        expect([...context, found.before + found.came - found.went]).toEqual([...context, found.after])
        const of = (...kinds: string[]) => found.changes.filter(({ change }) => kinds.includes(change)).length
        expect([of('added', 'entered'), of('taken-back', 'left'), of('ended', 'changed')]).toEqual([
          found.came,
          found.went,
          found.altered,
        ])
      }
})

test('each change says what it was, what it is, and which source says so', async () => {
  await history()
  const added = await between('2026-02-15', '2026-02-16')
  expect(added.changes).toMatchObject([
    { change: 'added', title: 'Mill Creek, Columbia – Alta Vista, Meridia', evidence: expect.arrayContaining([]) },
  ])
  expect(added.changes[0]?.evidence).toContainEqual(
    expect.objectContaining({
      property: 'started',
      value: '1999',
      deed: 'said',
      part: expect.stringContaining('ties.csv'),
    }),
  )
  const changed = await between('2026-02-16', '2026-02-18')
  expect(changed.changes).toMatchObject([
    { change: 'changed', values: [{ name: 'started', before: '1991', after: '1992' }] },
  ])
  expect((await between('2026-02-18', '2026-02-20')).changes).toMatchObject([
    { change: 'ended', values: expect.arrayContaining([{ name: 'ended', label: 'Ended', before: '', after: '2025' }]) },
  ])
  const back = await between('2026-02-20', '2026-02-22')
  expect(back.changes.map(({ change, title }) => [change, title])).toEqual([
    ['taken-back', 'Mill Creek, Columbia – Alta Vista, Meridia'],
  ])
  expect(back.changes[0]?.evidence[0]).toMatchObject({ deed: 'taken back', reason: 'The list was a draft.' })
})

test('a record that answers no longer is not one that was taken back', async () => {
  await history()
  const found = await between('2026-02-16', '2026-02-18', '&to=1991')
  expect(found.changes).toMatchObject([{ id: engagementId('tie/harbor-norholm'), change: 'left' }])
})

test('page, JSON and CSV tell the same', async () => {
  await history()
  const visitor = await site.as('visitor')
  const asked = 'since=2026-02-15&until=2026-02-20'
  const json = await between('2026-02-15', '2026-02-20')
  const { page } = await visitor.get(`/map/changes?${asked}`)
  expect(page.querySelector('main')?.textContent).toContain(json.says)
  expect(page.querySelectorAll('main .entry-list > li')).toHaveLength(json.changes.length)
  const rows = parse((await visitor.get(`/api/v1/changes.csv?${asked}`)).text, { columns: true }) as Record<
    string,
    string
  >[] // one object a row
  expect(new Set(rows.map((row) => row.engagement_id))).toEqual(new Set(json.changes.map(({ id }) => id)))
  for (const row of rows) expect([row.title, row.source_cells !== '']).toEqual([row.title, true])
  expect((await visitor.get('/map/changes?since=spring')).status).toBe(400)
})
