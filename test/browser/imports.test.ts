import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '#platform/db'
import { useBrowser } from './support/browser.ts'
import { type OwnSite, openOwnSite } from './support/own-site.ts'

let site: OwnSite
beforeAll(async () => {
  site = await openOwnSite()
})
afterAll(() => site?.close())
const browsing = useBrowser([], () => site.address)

const workbook = readFileSync(join(import.meta.dirname, '../../fixtures/imports/hidden-rows.xlsx'))

for (const [width, isScripted] of [
  [1280, true],
  [320, false],
] as const)
  test(`staff bring a file in and take it back at ${width} pixels ${isScripted ? 'with' : 'without'} scripts; axe finds nothing on the way`, {
    timeout: 200_000,
  }, async () => {
    const { page, open, axe, picture } = await browsing.visit({
      viewport: { width, height: 900 },
      javaScriptEnabled: isScripted,
    })
    const found: Record<string, string[]> = {}
    const look = async (name: string) => {
      await picture(`imports-${name}-${width}`)
      // axe is a script of its own and cannot run where there are none.
      const violations = isScripted ? await axe() : []
      const wide = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)
      if (wide > 0) violations.push(`wider than the screen by ${wide} pixels`)
      if (violations.length > 0) found[name] = violations.slice(0, 5)
    }
    const press = (name: string) => page.getByRole('button', { name }).click()
    // Nothing is undone and done again at one instant, save where clocks stand still.
    site.services.clock.moveTo(isScripted ? '2026-02-16T09:00:00.000Z' : '2026-02-17T09:00:00.000Z')
    await open('/sign-in/personas')
    await page
      .locator('li', { has: page.getByText('Dev Sample', { exact: true }) })
      .getByRole('button')
      .click()
    await page.waitForURL('**/me')
    await open('/desk/imports/new')
    await look('new')
    const text = Buffer.from(
      'City,State,Partner,Country\nMill Creek,Columbia,Norholm,Borealia\nHarbur City,Columbia,Norholm,Borealia\nMill Creek,Columbia,Nowhere,Borealia',
    )
    const file = isScripted
      ? { name: 'ties.csv', mimeType: 'text/csv', buffer: text }
      : { name: 'ties.xlsx', mimeType: 'application/octet-stream', buffer: workbook }
    await page.locator('input[type=file]').setInputFiles(file)
    await press('Read the file')
    await page.getByRole('heading', { name: 'Which column is what' }).waitFor()
    await look('columns')
    await page.locator('[name=fixed-firstCountry]').fill('United States')
    await page.locator('[name=sourceTitle]').fill(`A list at ${width}`)
    await page.locator('[name=publisher]').fill('A city')
    await page.locator('[name=licence]').fill('CC0 1.0')
    await press('Compare it with what is known')
    await page.getByRole('button', { name: 'Bring it in' }).waitFor()
    await look('differences')
    if (isScripted) {
      await page.locator('select[name^=answer-]').first().selectOption('us-zz-harbor-city')
      await press('Keep these answers')
      await page.getByText('adds to 1 more').waitFor()
    }
    await press('Bring it in')
    await page.getByText('Together').waitFor()
    await look('report')
    const report = page.url()
    await page.goto(`${report}/rows/2`)
    await look('row')
    await open('/desk/imports')
    await look('list')
    await page.goto(report)
    await page.getByLabel('Why').fill('It was a trial.')
    await press('Undo this import')
    await page.waitForURL('**/desk/imports')
    expect(await page.getByText('Undone').first().isVisible()).toBe(true)
    expect(found).toEqual({})
  })

const twinTowns = join(import.meta.dirname, '../../../shared/data/domain/hekman-twincities/twin_cities.csv')

test.skipIf(!existsSync(twinTowns))(
  'staff bring a real list of twin towns in and take it back whole',
  {
    timeout: 200_000,
  },
  async () => {
    const { page, open, picture } = await browsing.visit({ viewport: { width: 1280, height: 900 } })
    const press = (name: string) => page.getByRole('button', { name }).click()
    const traces = () =>
      site.services.database.read((db) =>
        db.only(sql`select (select count(*)::int from atlas.batches where undone_at is null) as batches,
        (select count(*)::int from atlas.versions where known_to is null) as shown`),
      )
    site.services.clock.moveTo('2026-02-18T09:00:00.000Z')
    await open('/sign-in/personas')
    await page
      .locator('li', { has: page.getByText('Dev Sample', { exact: true }) })
      .getByRole('button')
      .click()
    await page.waitForURL('**/me')
    const before = await traces()
    // The beginning of the file: the whole has many thousand lines.
    const buffer = Buffer.from(readFileSync(twinTowns, 'utf8').split('\n').slice(0, 400).join('\n'))
    await open('/desk/imports/new')
    await page.locator('input[type=file]').setInputFiles({ name: 'twin_cities.csv', mimeType: 'text/csv', buffer })
    await press('Read the file')
    await page.getByRole('heading', { name: 'Which column is what' }).waitFor()
    await page.locator('[name=sourceTitle]').fill('Twin towns')
    await page.locator('[name=publisher]').fill('A collector')
    await page.locator('[name=licence]').fill('none stated')
    await press('Compare it with what is known')
    await page.getByRole('button', { name: 'Bring it in' }).waitFor({ timeout: 60_000 })
    await picture('imports-twin-towns-1280')
    await press('Bring it in')
    await page.getByText('Together').waitFor({ timeout: 60_000 })
    await picture('imports-twin-towns-report-1280')
    await page.getByLabel('Why').fill('It was a trial.')
    await press('Undo this import')
    await page.waitForURL('**/desk/imports')
    expect(await traces()).toEqual(before)
  },
)
