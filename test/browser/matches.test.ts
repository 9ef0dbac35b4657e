import { afterAll, beforeAll, expect, test } from 'vitest'
import { useBrowser } from './support/browser.ts'
import { type OwnSite, openOwnSite } from './support/own-site.ts'

let site: OwnSite
beforeAll(async () => {
  site = await openOwnSite()
})
afterAll(() => site?.close())
const browsing = useBrowser([], () => site.address)

const letters = 'abcdfghijklmnopqrstu'

test('a reviewer tells twenty names by keyboard in under two minutes, and takes the last one back', {
  timeout: 200_000,
}, async () => {
  const { page, open, axe, picture } = await browsing.visit({ viewport: { width: 1280, height: 900 } })
  await open('/sign-in/personas')
  await page
    .locator('li', { has: page.getByText('Dev Sample', { exact: true }) })
    .getByRole('button')
    .click()
  await page.waitForURL('**/me')
  await open('/desk/imports/new')
  // Twenty misspellings, each a name of its own.
  const rows = [...letters].map((letter) => `Mill Cre${letter}k,Norholm,Borealia`)
  const buffer = Buffer.from(['City,Partner,Country', ...rows].join('\n'))
  await page.locator('input[type=file]').setInputFiles({ name: 'ties.csv', mimeType: 'text/csv', buffer })
  await page.getByRole('button', { name: 'Read the file' }).click()
  await page.locator('[name=fixed-firstCountry]').fill('United States')
  await page.locator('[name=sourceTitle]').fill('A list of misspellings')
  await page.locator('[name=publisher]').fill('A city')
  await page.locator('[name=licence]').fill('CC0 1.0')
  await page.getByRole('button', { name: 'Compare it with what is known' }).click()
  await page.getByRole('button', { name: 'Bring it in' }).waitFor()
  const imported = new URL(page.url()).pathname
  await page.getByText('How probable each is, and why').first().click()
  await picture('matches-import-1280')
  expect(await axe()).toEqual([])
  await open(`${imported}/lookups`)
  await page.locator('[name=column]').selectOption({ index: 1 })
  await page.getByRole('button', { name: 'Open an address' }).click()
  await page.getByText('/api/reconcile/sheets/').waitFor()
  await picture('lookups-1280')
  expect(await axe()).toEqual([])

  await open('/desk/matches')
  await page.getByText('0 of 20 answered').waitFor()
  await picture('matches-1280')
  expect(await axe()).toEqual([])
  for (let told = 1; told <= 20; told += 1) {
    await page.keyboard.press(told % 5 === 0 ? 'n' : '1')
    await page.getByText(`${told} of 20 answered`).waitFor()
  }
  await page.keyboard.press('u')
  await page.getByText('19 of 20 answered').waitFor()
  await page.setViewportSize({ width: 390, height: 800 })
  await picture('matches-390')
  expect(await axe()).toEqual([])
  const isTooWide = () => page.locator('html').evaluate((root) => root.scrollWidth > root.clientWidth)
  expect(await isTooWide()).toBe(false)
  await open(`${imported}/lookups`)
  await picture('lookups-390')
  expect([await axe(), await isTooWide()]).toEqual([[], false])
})
