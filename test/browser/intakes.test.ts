import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { startProgram } from '#test/programs'
import { root } from '#test/template'
import { useBrowser, type Visit } from './support/browser.ts'

const browsing = useBrowser()

/** What axe finds, and what is wider than the screen, on wide screens and narrow ones. */
async function faultsOf({ page, axe }: Visit): Promise<string[]> {
  const found: string[] = []
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 })
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    found.push(...(await axe()), ...(over > 0 ? [`${page.url()} is wider than ${width} by ${over}`] : []))
  }
  return found
}

test('a city is asked, answers step by step, confirms the words, and anybody reads them on its page', {
  timeout: 240_000,
}, async () => {
  const command = startProgram(join(root, 'src/cli.ts'), ['staff-link', 'Ana Ruiz'], {
    LEGATION_DATA: inject('dataFolder'),
    DATABASE_URL: '',
    PUBLIC_URL: inject('address'),
  })
  const link = new URL(await command.said((line) => line.includes('/sign-in/link?link=')))
  const staff = await browsing.visit()
  await staff.open(`${link.pathname}${link.search}`)
  await staff.page.getByRole('button', { name: 'Sign in' }).click()
  await staff.page.waitForURL('**/me')
  await staff.open('/desk/intakes/new?government=us-tx-dallas')
  expect(await faultsOf(staff)).toEqual([])
  await staff.page.getByLabel('E-mail address').fill('mayor@dallas.example')
  await staff.page.getByLabel('Answer by').fill('2099-01-15')
  await staff.page.getByRole('button', { name: 'Send the form' }).click()
  await staff.page.waitForURL(/\/desk\/intakes\/[0-9a-z]{20,}$/)
  const review = new URL(staff.page.url()).pathname
  await staff.open('/desk/outbox')
  const form = /\/intake\/[0-9a-z]{32}/.exec(await staff.page.content())?.[0] ?? ''

  const city = await browsing.visit()
  const { page } = city
  const goOn = () => page.getByRole('button', { name: 'Keep and go on' }).click()
  await city.open(form)
  expect(await faultsOf(city)).toEqual([])
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.waitForURL('**/capacity')
  await page.getByLabel('Staff with international duties').fill('4.5')
  await page.getByLabel('Yes, once we have confirmed').check()
  expect(await faultsOf(city)).toEqual([])
  await goOn()
  await page.waitForURL('**/memberships')
  await page.getByLabel('No, keep it').check()
  await goOn()
  await page.waitForURL('**/agreements')
  await page.getByRole('button', { name: 'Add another agreement' }).click()
  expect(await faultsOf(city)).toEqual([])
  await page.getByLabel('No, keep it').check()
  await goOn()
  await page.waitForURL('**/meetings')
  await page.getByLabel('No, keep it').check()
  await goOn()
  await page.waitForURL('**/sending')
  expect(await faultsOf(city)).toEqual([])
  await page.getByRole('button', { name: 'Send the answers' }).click()
  await page.waitForURL(`**${form}`)
  expect(await faultsOf(city)).toEqual([])

  await staff.open(review)
  expect(await faultsOf(staff)).toEqual([])
  await staff.page.getByRole('link', { name: 'Propose the words' }).click()
  expect(await faultsOf(staff)).toEqual([])
  await staff.page.getByRole('button', { name: 'Keep the words' }).click()
  await staff.page.waitForURL(`**${review}`)
  await staff.page.getByRole('button', { name: 'Send the words to be confirmed' }).click()
  await staff.page.getByText('Before them').waitFor()

  await city.open(`${form}/confirmation`)
  expect(await faultsOf(city)).toEqual([])
  await page.getByLabel('Yes, exactly so').check()
  await page.getByRole('button', { name: 'Decide' }).click()
  await page.getByText('Confirmed and published').waitFor()
  await city.open(`${form}/consent`)
  expect(await faultsOf(city)).toEqual([])
  await city.open('/governments/us-tx-dallas')
  expect(await page.locator('main').innerText()).toContain('Answered by the City of Dallas')
  await staff.open('/desk/intakes')
  expect(await faultsOf(staff)).toEqual([])
})
