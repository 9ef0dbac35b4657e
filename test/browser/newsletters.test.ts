import { expect, test } from 'vitest'
import { useBrowser } from './support/browser.ts'

const browsing = useBrowser()

test('an aide writes a letter, sees it as readers will, and schedules it', async () => {
  const { page, open, axe, picture } = await browsing.visit()
  await open('/sign-in/personas')
  await page.getByRole('listitem').filter({ hasText: 'Cora Sample' }).getByRole('button').click()
  await page.waitForURL('**/me')
  await open('/desk/newsletters')
  await page.getByRole('link', { name: 'The Sample Letter' }).click()
  await page.getByLabel('Subject of a new letter').fill('Ports and partners')
  await page.getByRole('button', { name: 'Begin it' }).click()
  await page.getByLabel('Introduction').fill('**[Read the whole record](/map)**')
  await page.getByLabel(/^Ports and partners: what/).fill('1')
  expect(await axe()).toEqual([])
  const saved = page.waitForResponse((answer) => answer.request().method() === 'POST')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  expect((await saved).status()).toBe(303)

  await page.getByRole('link', { name: 'Preview' }).click()
  const letter = page.frameLocator('iframe[title="At a desk"]')
  const button = letter.getByRole('link', { name: 'Read the whole record' })
  // The letter's own styles reach the frame, and nothing runs in it.
  expect(await button.evaluate((link) => getComputedStyle(link).color)).toBe('rgb(255, 255, 255)')
  const phone = page.frameLocator('iframe[title="On a phone"]').locator('body')
  expect(await phone.evaluate((body) => body.ownerDocument.documentElement.scrollWidth <= 390)).toBe(true)
  await page.frameLocator('iframe[title="As plain text"]').getByText('Read the whole record: http').waitFor()
  await picture('letter')

  await page.getByRole('link', { name: 'Test, schedule, send' }).click()
  await page.getByLabel('Moment, with its zone').fill('2099-12-01T09:00-05:00')
  await page.keyboard.press('Enter')
  await page.getByText('Scheduled for December 1, 2099').waitFor()
  expect(await axe()).toEqual([])
  await page.getByRole('button', { name: 'Cancel the schedule' }).click()
  await page.getByRole('button', { name: 'Throw this draft away' }).waitFor()
})

test('somebody subscribes at the foot of a page about a topic', async () => {
  const { page, open } = await browsing.visit()
  await open('/topics/china')
  await page.getByLabel(/E-mail address, for The Sample Letter/).fill('ana@example.org')
  await page.getByRole('button', { name: 'Subscribe' }).click()
  await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor()
})
