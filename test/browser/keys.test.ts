import { expect, test } from 'vitest'
import { useBrowser } from './support/browser.ts'

const browsing = useBrowser()

test('question mark and the footer both open the list of keys; g m goes to the map', async () => {
  const { page, open } = await browsing.visit()
  await open('/about')
  const list = page.locator('#key-help')
  await page.keyboard.press('?')
  expect(await list.isVisible()).toBe(true)
  await page.keyboard.press('Escape')
  expect(await list.isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Keys on this site' }).click()
  expect(await list.isVisible()).toBe(true)
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('m')
  await page.waitForURL('**/map')
})

test('keys that are typed into a field stay in the field', async () => {
  const { page, open } = await browsing.visit()
  await open('/about')
  await page.keyboard.press('/')
  await page.keyboard.type('gm?')
  expect(await page.locator('[data-key="/"]:focus').inputValue()).toBe('gm?')
  expect(await page.locator('#key-help').isVisible()).toBe(false)
})

test('keys that work by themselves can be turned off, which the browser remembers, and on again', async () => {
  const { page, open, axe } = await browsing.visit()
  await open('/about')
  const list = page.locator('#key-help')
  const toggle = page.getByLabel('Use single-key shortcuts')
  await page.keyboard.press('?')
  expect(await toggle.isChecked()).toBe(true)
  expect(await axe()).toEqual([])
  await toggle.uncheck()
  await page.keyboard.press('Escape')
  await open('/governments')
  await page.keyboard.press('?')
  expect(await list.isVisible()).toBe(false)
  await page.keyboard.press('/')
  expect(await page.locator('[data-key="/"]:focus').count()).toBe(0)
  await page.keyboard.press('g')
  await page.keyboard.press('m')
  await page.getByRole('button', { name: 'Keys on this site' }).click()
  expect([await list.isVisible(), await toggle.isChecked(), new URL(page.url()).pathname]).toEqual([
    true,
    false,
    '/governments',
  ])
  await toggle.check()
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  expect(await list.isVisible()).toBe(true)
})

test('a citation is copied by its button', async () => {
  const { page, open } = await browsing.visit({ permissions: ['clipboard-read', 'clipboard-write'] })
  await open('/governments/us-tx-houston')
  await page.getByRole('button', { name: 'Copy citation' }).click()
  await page.getByText('Copied.').waitFor()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toBe(await page.locator('#citation').textContent())
  expect(copied).toContain('/governments/us-tx-houston')
})
