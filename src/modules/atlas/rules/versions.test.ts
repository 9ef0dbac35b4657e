import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { system } from '#kernel/access'
import { sql } from '#platform/db'
import { useSite } from '#test/site'
import { root } from '#test/template'
import { readPackage } from '../imports/read.ts'
import { engagementId } from '../imports/rules.ts'
import { importPackage } from '../imports/write.ts'

const site = useSite()

const amended = {
  ...{
    summary: 'A sample rule, amended: friendships too.',
    inForceFrom: '2026-01-01',
    inForceTo: '',
    why: 'Amended by Act 2.',
  },
  test: JSON.stringify({
    all: [
      { party: { states: ['US-ZZ'], kinds: ['city'] } },
      { fact: 'country', in: ['QQ'] },
      { fact: 'kind', in: ['friendship'] },
    ],
  }),
}
const stored = () =>
  site.services.database.read((db) =>
    db.all(sql<{ id: string; at: string; version: number }>`select engagement_id as id, computed_at::text as at,
      rule_version as version from atlas.findings order by engagement_id`),
  )

/** Signed in anew: sessions end before the clock of these tests has moved so far. */
const post = async (path: string, form: Record<string, string>) =>
  expect((await (await site.as('staff')).post(path, form)).status).toBe(303)

async function takeBackKindOf(tie: string): Promise<void> {
  const { id } = await site.services.database.read((db) =>
    db.only(
      sql<{ id: string }>`select id from claims.statements where subject_id = ${tie} and property = 'kind' limit 1`,
    ),
  )
  await post(`/desk/statements/${id}`, { verdict: 'retracted', reason: 'It is not of this kind.' })
}

test('a new version is previewed, recorded, and shown with what changed; readings keep the version they read', async () => {
  const staff = await site.as('staff')
  const tie = engagementId('tie/harbor-meridian')
  const reading = { determination: 'open', reason: 'Counsel has not answered yet.' }
  await staff.post(`/desk/findings/us-zz-ties-act/${tie}`, reading)
  const preview = await staff.get(`/desk/rules/us-zz-ties-act?${new URLSearchParams(amended)}`)
  expect(preview.page.querySelector('[aria-labelledby=preview]')?.textContent).toContain('1 would come')
  expect((await stored()).every(({ version }) => version === 1)).toBe(true)
  expect((await staff.post('/desk/rules/us-zz-ties-act', amended)).status).toBe(303)
  expect((await stored()).map(({ id, version }) => [id, version])).toEqual([[engagementId('tie/harbor-alta'), 2]])
  const rule = await (await site.as('visitor')).get('/rules/us-zz-ties-act')
  const versions = rule.page.querySelector('[aria-labelledby=versions]')
  expect(versions?.textContent).toContain('Amended by Act 2.')
  expect(versions?.querySelector('ins')?.textContent).toContain('friendship')
  // A package that is brought in again does not undo what was recorded here.
  await staff.post('/desk/rules/us-zz-ties-act', {
    ...amended,
    test: JSON.stringify({ fact: 'kind', in: ['sister-city'] }),
  })
  await staff.post(`/desk/findings/us-zz-ties-act/${tie}`, reading)
  await staff.post('/desk/rules/us-zz-ties-act', {
    ...amended,
    test: JSON.stringify({ fact: 'form', in: ['standing-tie'] }),
  })
  expect((await (await site.as('visitor')).get('/rules/us-zz-ties-act')).text).toContain('read in version 3')
})

test('what a rule said and found at an earlier time is said again, whatever was amended or corrected since', async () => {
  const visitor = await site.as('visitor')
  const look = async (query = '') => {
    const { page } = await visitor.get(`/rules/us-zz-ties-act${query}`)
    const text = (where: string) => page.querySelector(where)?.textContent
    return [text('.page-header'), text('[aria-labelledby=touched]'), text('[aria-labelledby=versions] > ol')]
  }
  const first = await look()
  site.services.clock.moveTo('2026-03-10T09:00:00Z')
  await post('/desk/rules/us-zz-ties-act', amended)
  const second = await look()
  site.services.clock.moveTo('2026-03-20T09:00:00Z')
  await takeBackKindOf(engagementId('tie/harbor-alta'))
  const third = await look()
  expect(new Set([first, second, third].map((each) => each.join())).size).toBe(3)
  expect(await look('?knownAt=2026-03-09')).toEqual(first)
  expect(await look('?knownAt=2026-03-19')).toEqual(second)
  expect(await look('?knownAt=2026-03-20')).toEqual(third)
  // In force on a day before the amendment took effect: the words that it amended.
  expect((await look('?asOf=2025-06-01'))[0]).toEqual(first[0])
  expect((await look('?asOf=2026-06-01'))[0]).toEqual(second[0])
  expect((await visitor.get('/rules/us-zz-ties-act?knownAt=1999-01-01')).status).toBe(404)
  expect((await visitor.get('/rules?knownAt=1999-01-01')).text).toContain('No rules were on record')
})

test('only findings whose rule or facts changed are computed anew', async () => {
  const before = await stored()
  site.services.clock.moveTo('2026-02-20T09:00:00Z')
  const mill = engagementId('tie/mill-meridian')
  await takeBackKindOf(mill)
  const after = await stored()
  expect(after).toEqual(before.filter((each) => each.id !== mill))
  expect(before.length).toBe(after.length + 1)
})

test('an import computes anew what its changes touch, and nothing else', async () => {
  const untouched = engagementId('tie/harbor-meridian')
  const mark = (words: string) =>
    site.services.database.write(async (db) => {
      db.unaudited('the test sets the stage')
      await db.save(
        sql`update atlas.findings set reasons = ${JSON.stringify([words])} where engagement_id = ${untouched}`,
      )
    })
  const folder = mkdtempSync(join(tmpdir(), 'legation-rules-'))
  const bring = async (file: string, from: string, to: string) => {
    cpSync(join(root, 'fixtures/world'), folder, { recursive: true })
    writeFileSync(join(folder, file), readFileSync(join(folder, file), 'utf8').replace(from, to))
    await site.services.database.write((db) =>
      importPackage(db, system, { package: readPackage(folder), at: site.services.clock.now() }),
    )
    const found = await site.services.database.read((db) =>
      db.all(sql<{ id: string; reasons: string[] }>`select engagement_id as id, reasons from atlas.findings`),
    )
    return {
      mark: found.find(({ id }) => id === untouched)?.reasons,
      has: (key: string) => found.some(({ id }) => id === engagementId(key)),
    }
  }
  try {
    await mark('kept')
    expect(
      (
        await bring(
          'engagements.csv',
          'tie/harbor-alta,standing-tie,friendship',
          'tie/harbor-alta,standing-tie,sister-city',
        )
      ).mark,
    ).toEqual(['kept'])
    // A government of another kind is none that this act binds, though no record of its ties changed.
    const moved = await bring('organizations.csv', 'us/zz/mill-creek,city', 'us/zz/mill-creek,county')
    expect([moved.mark, moved.has('tie/mill-meridian')]).toEqual([['kept'], false])
    const amended = await bring('rules.json', 'A sample rule:', 'A sample rule, amended:')
    expect(amended.mark).not.toEqual(['kept'])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('a version is for staff and reviewers to record, and a bad test is explained', async () => {
  expect((await (await site.as('sample-ana')).post('/desk/rules/us-zz-ties-act', amended)).status).toBe(403)
  expect((await (await site.as('visitor')).get('/desk/rules')).status).toBe(401)
  const bad = await (await site.as('staff')).post('/desk/rules/us-zz-ties-act', { ...amended, test: '{"all":' })
  expect([bad.status, bad.text.includes('This is not JSON')]).toEqual([400, true])
  expect((await (await site.as('staff')).post('/desk/rules/none', amended)).status).toBe(404)
})
