import { afterAll, beforeAll, expect, test } from 'vitest'
import { pdfOf } from '#test/papers'
import { engagementId } from '../../src/modules/atlas/imports/rules.ts'
import { useBrowser } from './support/browser.ts'
import { type OwnSite, openOwnSite } from './support/own-site.ts'

let site: OwnSite
beforeAll(async () => {
  site = await openOwnSite()
})
afterAll(() => site?.close())
const browsing = useBrowser([], () => site.address)
const tie = engagementId('tie/harbor-alta')
const letterAt = (width: number) =>
  pdfOf([
    ['A letter of the City of Harbor', 'signed by Ms. Quokkaberg', 'of Alta Vista, on 3 May 1978.'],
    ['The Quokkaberg papers', `As read at ${width}`],
  ])

for (const [width, isScripted] of [
  [1280, true],
  [390, true],
  [320, false],
] as const)
  test(`staff add a letter, quote it and take a name out at ${width} pixels ${isScripted ? 'with' : 'without'} scripts; axe finds nothing`, {
    timeout: 200_000,
  }, async () => {
    const { page, open, axe, picture } = await browsing.visit({
      viewport: { width, height: 900 },
      javaScriptEnabled: isScripted,
    })
    const found: Record<string, string[]> = {}
    const look = async (name: string) => {
      await picture(`documents-${name}-${width}`)
      // axe is a script of its own and cannot run where there are none.
      const violations = isScripted ? await axe() : []
      const wide = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)
      if (wide > 0) violations.push(`wider than the screen by ${wide} pixels`)
      if (violations.length > 0) found[name] = violations.slice(0, 5)
    }
    const press = (name: string) => page.getByRole('button', { name }).click()
    // Nothing is sent twice at one instant, save where clocks stand still.
    site.services.clock.moveTo(`2026-02-16T09:${String(width % 60).padStart(2, '0')}:00.000Z`)
    await open('/sign-in/personas')
    await page
      .locator('li', { has: page.getByText('Dev Sample', { exact: true }) })
      .getByRole('button')
      .click()
    await page.waitForURL('**/me')
    await open(`/engagements/${tie}`)
    await page.getByRole('link', { name: 'Add a document' }).click()
    await look('add')
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'letter.pdf', mimeType: 'application/pdf', buffer: letterAt(width) })
    await page.locator('[name=title]').fill(`A letter at ${width}`)
    await page.locator('[name=kind]').selectOption('letter')
    await page.locator('[name=publisher]').fill('City of Harbor')
    await page.locator('[name=visibility][value=public]').check()
    await press('Add the document')
    await page.getByRole('heading', { name: `A letter at ${width}` }).waitFor()
    const address = page.url()
    for (let tries = 0; tries < 50 && (await page.getByText('is being read').count()) > 0; tries += 1) {
      await page.waitForTimeout(300)
      await page.goto(address)
    }
    await page.getByRole('link', { name: 'Quote from page 1' }).click()
    await page.locator('[name=words]').fill('of Alta Vista, on 3 May 1978')
    await press('Keep the quote')
    await page.locator('mark[aria-current]').waitFor()
    await page.goto(page.url().split('#')[0] ?? '')
    await look('document')
    await page.getByRole('link', { name: 'Correct the text of page 2' }).click()
    await look('type')
    await page.goto(address)
    await page.getByRole('link', { name: 'Read it again' }).click()
    await look('read-again')
    await page.goto(address)
    await page.getByRole('link', { name: 'Take words out' }).click()
    await look('redact')
    await page.locator('[name=words]').fill('Quokkaburg')
    await page.locator('[name=visibility][value=public]').check()
    await page.locator(`[name=fate][value=${isScripted ? 'private' : 'destroyed'}]`).check()
    await page.locator('[name=reason]').fill('She is a private person.')
    await press('Redact the document')
    await page.getByText('Not found on any page').first().waitFor()
    await look('refused')
    await page.locator('[name=words]').fill('Quokkaberg')
    await press('Redact the document')
    await page.waitForURL((url) => !url.pathname.endsWith('/redactions/new'))
    for (let tries = 0; tries < 50 && (await page.getByText('is being made').count()) > 0; tries += 1) {
      await page.waitForTimeout(300)
      await page.goto(address)
    }
    await look('original')
    if (isScripted) await page.getByRole('link', { name: `A letter at ${width} (redacted)` }).click()
    await page.getByText('This is a redacted copy').waitFor()
    await look('copy')
    expect(await page.locator('.document-text').allTextContents()).toEqual([
      'A letter of the City of Harbor\nsigned by Ms. [removed]\nof Alta Vista, on 3 May 1978.',
      `The [removed] papers\nAs read at ${width}`,
    ])
    await open(`/engagements/${tie}`)
    await look('record')
    await open('/desk/documents')
    await look('list')
    expect(found).toEqual({})
  })
