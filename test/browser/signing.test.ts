import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useBrowser, type Visit } from './support/browser.ts'

const browsing = useBrowser()

async function signIn(name: string): Promise<Visit> {
  const visit = await browsing.visit()
  await visit.open('/sign-in/personas')
  await visit.page.getByRole('listitem').filter({ hasText: name }).getByRole('button').click()
  await visit.page.waitForURL('**/me')
  return visit
}

/** A statement that federal employees may sign in their own name only, public and open. */
async function publish({ page, open }: Visit): Promise<void> {
  await open('/desk/works/new')
  await page.getByLabel('Type').selectOption('statement')
  await page.getByLabel('Title').fill('Ports in the open')
  await page.getByRole('button', { name: 'Begin' }).click()
  const words = page.getByRole('textbox', { name: 'Text', exact: true })
  await page.locator('.ProseMirror').waitFor()
  await words.focus()
  for (const line of ['## What we ask', 'Every tie on record.', '', '## Why', 'Neighbors should know.'])
    await page.keyboard.type(`${line}\n`)
  await page.getByLabel('Teaser').fill('Mayors ask for a record.')
  await page.getByLabel('China').check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('is kept.').waitFor()
  const draft = new URL(page.url()).pathname
  await page.getByRole('button', { name: 'Publish now' }).click()
  await page.waitForURL('**/works/ports-in-the-open')
  await open(`${draft}/letter`)
  await page.getByLabel('They may sign in their personal capacity only').check()
  await page.getByRole('button', { name: 'Open it for signing' }).click()
  await page.getByText('/letters/').first().waitFor()
}

/** What the keyboard meets on a page, in order. */
async function stopsOf(page: Page, most: number): Promise<string[]> {
  const stops: string[] = []
  for (let step = 0; step < most; step += 1) {
    await page.keyboard.press('Tab')
    stops.push(await page.evaluate(() => document.activeElement?.textContent?.trim() ?? ''))
  }
  return stops
}

test('a federal employee signs in her own name, and the statement is read by ear, printed and cited', async () => {
  const cora = await signIn('Cora Sample')
  await publish(cora)

  const signer = await browsing.visit({ permissions: ['clipboard-read', 'clipboard-write'] })
  const { page, open, axe } = signer
  await open('/works/ports-in-the-open')
  await page.getByRole('link', { name: 'Sign it' }).click()
  await page.getByLabel('Name, as it should stand').fill('Fay Federal')
  await page.getByRole('textbox', { name: 'Title' }).fill('Analyst')
  await page.getByLabel('E-mail address').fill('fay@example.org')
  await page.getByLabel(/^Official/).check()
  await page.getByLabel('Yes').check()
  await page.getByRole('button', { name: 'Send me the link' }).click()
  // She is told what she may do, and nothing she typed is gone.
  await page.getByRole('link', { name: 'Choose the personal capacity' }).waitFor()
  expect(await page.getByLabel('Name, as it should stand').inputValue()).toBe('Fay Federal')
  expect(await axe()).toEqual([])
  await page.getByLabel(/^Personal/).check()
  await page.getByLabel('Yes').check()
  await page.getByRole('button', { name: 'Send me the link' }).click()
  await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor()
  await cora.open('/desk/outbox')
  const link = /\/signatures\/\w+/.exec((await cora.page.locator('main').textContent()) ?? '')?.[0] ?? ''
  await open(link)
  await page.getByRole('button', { name: 'I agree to this text' }).click()
  await page.getByText('Your name stands under this text.').waitFor()

  // By ear: one first heading, none skipped, and the keyboard meets the way to the content first.
  await open('/works/ports-in-the-open')
  expect(await axe()).toEqual([])
  const levels = await page.locator('h1, h2, h3, h4').evaluateAll((all) => all.map(({ tagName }) => Number(tagName[1])))
  expect(levels.filter((level) => level === 1)).toHaveLength(1)
  for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1)
  const stops = await stopsOf(page, 40)
  expect(stops[0]).toMatch(/^Skip to/)
  expect(stops.indexOf('Sign it')).toBeGreaterThan(0)
  expect(stops.indexOf('Copy citation')).toBeGreaterThan(stops.indexOf('Sign it'))
  await page.getByText('Analyst (title for identification only)').waitFor()

  // On paper: the text and the names, without what only a screen can use.
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('button', { name: 'Copy citation' }).isVisible()).toBe(false)
  expect(await page.getByRole('link', { name: 'Sign it' }).isVisible()).toBe(false)
  expect(await page.getByText('Fay Federal').isVisible()).toBe(true)
  expect((await page.pdf()).length).toBeGreaterThan(10_000)
  await page.emulateMedia({ media: 'screen' })

  await page.getByRole('button', { name: 'Copy citation' }).click()
  await page.getByText('Copied.').waitFor()
  const cited = await page.evaluate(() => navigator.clipboard.readText())
  expect(cited).toContain('Ports in the open')
  expect(cited).toMatch(/\/archive\/\d+/)
})
