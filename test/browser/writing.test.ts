import { afterAll, beforeAll, expect, test } from 'vitest'
import { useBrowser } from './support/browser.ts'
import { type OwnSite, openOwnSite } from './support/own-site.ts'

let site: OwnSite
beforeAll(async () => {
  site = await openOwnSite()
})
afterAll(() => site?.close())
const browsing = useBrowser([], () => site.address)

test('a statement is written by keyboard alone, saves itself, is published, and reads as it was written', async () => {
  const { page, open, axe } = await browsing.visit()
  await open('/sign-in/personas')
  await page.locator('li', { hasText: 'Cora Sample' }).getByRole('button').click()
  await page.waitForURL('**/me')
  await open('/desk/works/new')
  await page.getByLabel('Type').selectOption('statement')
  await page.getByLabel('Title').fill('Written by keyboard')
  await page.getByRole('button', { name: 'Begin' }).click()

  const words = page.getByRole('textbox', { name: 'Text', exact: true })
  await page.locator('.ProseMirror').waitFor()
  await words.focus()
  await page.keyboard.type('## ')
  await words.locator('h2').waitFor()
  await page.keyboard.type('Why it matters', { delay: 10 })
  await page.keyboard.press('Enter')
  await page.keyboard.type('Ties belong in the **open**', { delay: 10 })
  await words.locator('strong').waitFor()
  await page.keyboard.type('.')
  // Back over the fields to the toolbar, and along it.
  await page.keyboard.press('Shift+Tab')
  const bar = page.getByRole('toolbar')
  expect(await bar.locator(':focus').textContent()).toBe('Heading')
  await page.keyboard.press('End')
  await page.keyboard.press('Home')
  for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowRight')
  expect(await bar.locator(':focus').textContent()).toBe('Note')
  await page.keyboard.press('Enter')
  await page.keyboard.type('By a statute of 1999.')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.locator('.ProseMirror-focused [data-piece=footnote]').waitFor()
  await page.getByText('Saved as revision', { exact: false }).waitFor()
  expect(await axe()).toEqual([])

  await page.getByLabel('Teaser').fill('Why.')
  await page.getByLabel('China').check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('button', { name: 'Publish now' }).click()
  await page.waitForURL('**/works/written-by-keyboard')
  expect(await page.getByRole('heading', { name: 'Why it matters' }).count()).toBe(1)
  expect(await page.locator('.prose strong').textContent()).toBe('open')
  expect(await page.locator('.margin-note').textContent()).toContain('By a statute of 1999.')
  await page.setViewportSize({ width: 320, height: 800 })
  expect(await axe()).toEqual([])
})
