import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { startProgram } from '#test/programs'
import { root } from '#test/template'
import { useBrowser } from './support/browser.ts'

const browsing = useBrowser()

test('an aide finds what ties a city holds', async () => {
  const { page, open, picture } = await browsing.visit()
  await open('/')
  await page.getByRole('searchbox').first().fill('houston')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Houston, Texas', exact: true }).click()
  await page.waitForURL('**/governments/**')
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Houston, Texas')
  const ties = page.locator('[aria-labelledby=ties] tbody tr')
  expect(await ties.count()).toBeGreaterThan(5)
  await picture('city')
  await ties.first().getByRole('link').first().click()
  await page.waitForURL('**/engagements/**')
  expect(await page.getByText('Legal status').count()).toBeGreaterThan(0)
  await picture('record')
})

test('and which neighbors share a partner', async () => {
  const { page, open } = await browsing.visit()
  await open('/search?q=houston')
  await page.getByRole('link', { name: 'Houston, Texas', exact: true }).click()
  await page.waitForURL('**/governments/**')
  const neighbors = page.locator('[aria-labelledby=neighbors] li')
  expect(await neighbors.count()).toBeGreaterThan(0)
  expect(await neighbors.first().textContent()).toMatch(/ with /)
  await neighbors.first().getByRole('link').first().click()
  await page.waitForURL('**/governments/**')
  expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
})

test('a desk officer takes home all activity with one country, and the file holds what the page counted', async () => {
  const { page, open } = await browsing.visit()
  await open('/map?country=JP&view=table')
  const says = (await page.locator('.count-line').textContent()) ?? ''
  const total = Number(/^([\d,]+) of/.exec(says)?.[1]?.replaceAll(',', ''))
  expect(total).toBeGreaterThan(50)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV', exact: true }).click(),
  ])
  const lines = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\r\n')
  expect(lines.length - 1).toBe(total)
  expect(lines.slice(1).every((line) => line.includes('JP'))).toBe(true)
})

test('a Texas rule shows the ties it may touch, and never a conclusion', async () => {
  const { page, open, picture } = await browsing.visit()
  await open('/rules')
  await page
    .locator('.entry-list a')
    .filter({ hasText: /Texas|sister|foreign/i })
    .first()
    .click()
  await page.waitForURL('**/rules/**')
  const text = await page.locator('main').innerText()
  expect(text).toContain('Not legal advice')
  expect(text).toContain('Ties it may touch')
  expect(text).not.toMatch(/\b(?:is illegal|unlawful|violates|in breach|must be terminated)\b/i)
  await picture('rule')
})

test('a reader corrects a record, an editor accepts, and the record shows it with the evidence', async () => {
  const reader = await browsing.visit()
  await reader.open('/map?form=standing-tie&view=table&country=DE')
  await reader.page.locator('[data-part=view] tbody a[href^="/engagements/"]').first().click()
  await reader.page.waitForURL('**/engagements/**')
  const record = new URL(reader.page.url()).pathname
  await reader.page.getByRole('link', { name: 'Propose a correction' }).last().click()
  await reader.page.getByLabel('What is wrong or missing?').selectOption('started')
  await reader.page.getByLabel('What should it say?').fill('1964-05-17')
  await reader.page.getByLabel('How do you know?').fill('The plaque in the town hall gives this day.')
  await reader.page.getByRole('button', { name: 'Send the correction' }).click()
  await reader.page.waitForURL('**/corrections/thanks**')

  const command = startProgram(join(root, 'src/cli.ts'), ['staff-link', 'Ana Ruiz'], {
    LEGATION_DATA: inject('dataFolder'),
    DATABASE_URL: '',
    PUBLIC_URL: inject('address'),
  })
  const link = new URL(await command.said((line) => line.includes('/sign-in/link?link=')))
  const editor = await browsing.visit()
  await editor.open(`${link.pathname}${link.search}`)
  await editor.page.getByRole('button', { name: 'Sign in' }).click()
  await editor.page.waitForURL('**/me')
  await editor.page.getByRole('link', { name: 'Desk', exact: true }).click()
  await editor.page.getByRole('link', { name: /1 correction to decide/ }).click()
  await editor.page.locator('.entry-list a').first().click()
  await editor.page.getByLabel('Accept: put the value on record').check()
  await editor.page.getByLabel('Reason').fill('A photograph of the plaque was sent.')
  await editor.page.getByRole('button', { name: 'Record the decision' }).click()
  await editor.page.waitForURL('**/desk/corrections')

  await reader.open(record)
  expect(await reader.page.locator('main').innerText()).toContain('May 17, 1964')
  expect(await reader.page.locator('main').textContent()).toContain('The plaque in the town hall gives this day.')
})
