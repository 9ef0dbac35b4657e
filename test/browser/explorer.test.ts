import { expect, test } from 'vitest'
import { useBrowser } from './support/browser.ts'

const browsing = useBrowser()
const numberIn = (text: string | null | undefined): number => Number(/[\d,]+/.exec(text ?? '')?.[0].replaceAll(',', ''))

test('an aide ticks two states in the matrix and sees them side by side; each number opens its records', async () => {
  const { page, open, picture } = await browsing.visit()
  await open('/map?view=matrix&form=standing-tie')
  for (const name of ['California', 'Texas']) await page.getByRole('checkbox', { name, exact: true }).last().check()
  await page.getByRole('button', { name: 'Compare the ticked states' }).click()
  const heads = page.locator('.comparison thead th')
  await heads.nth(1).waitFor()
  expect(await heads.locator('.comparison-name').allTextContents()).toEqual(['California', 'Texas'])
  expect(page.url()).toContain('compare=state')
  await picture('compare')
  const total = page.locator('.comparison tbody').first().locator('tr').nth(1).locator('td a').last()
  const counted = numberIn(await total.textContent())
  expect(counted).toBeGreaterThan(10)
  await total.click()
  await page.waitForURL(/view=table/)
  expect(numberIn(await page.locator('.count-line').textContent())).toBe(counted)
})

test('without scripts a choice is added by a form, and taken back by a link', async () => {
  const { page, open } = await browsing.visit({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
  await open('/map?view=compare&compare=country')
  for (const code of ['JP', 'MX']) {
    await page.locator('.compare-add select').selectOption(code)
    await page.getByRole('button', { name: 'Add to the comparison' }).click()
    await page.waitForURL(new RegExp(`country=${code}`))
  }
  expect(await page.locator('.comparison thead th').count()).toBe(2)
  await page.getByRole('link', { name: 'Remove Japan' }).click()
  await page.getByText('One is chosen.').waitFor()
})

test('a line and a circle abroad are selected by keyboard; Escape closes the list and returns to where it was', async () => {
  const { page, open, axe } = await browsing.visit({ isLiving: true, viewport: { width: 1000, height: 640 } })
  await open('/map?country=JP')
  await page.locator('[data-map-frame] .maplibregl-canvas').waitFor({ timeout: 60_000 })
  const panel = page.locator('[data-selection]')
  for (const list of ['Lines in view', 'Circles in view']) {
    const summary = page.locator('.map-listed summary').filter({ hasText: list })
    await expect.poll(async () => numberIn(await summary.textContent()), { timeout: 60_000 }).toBeGreaterThan(0)
    await summary.focus()
    await page.keyboard.press('Enter')
    const line = page.locator('.map-listed[open] button').first()
    const wanted = await line.getAttribute('data-listed')
    await line.focus()
    await page.keyboard.press('Enter')
    await panel.locator('h2').waitFor()
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H2')
    const counted = numberIn(await panel.locator('h2').textContent())
    expect(await panel.locator('li').count()).toBe(Math.min(50, counted))
    const table = await panel.getByRole('link', { name: 'Open as a table' }).getAttribute('href')
    expect(table).toContain('Within=')
    expect((await axe()).filter((fault) => fault.includes('map-'))).toEqual([])
    await page.keyboard.press('Escape')
    expect(await panel.isVisible()).toBe(false)
    if (list === 'Lines in view')
      expect(await page.evaluate(() => document.activeElement?.getAttribute('data-listed'))).toBe(wanted)
    await summary.focus()
    await page.keyboard.press('Enter')
  }
})

test('whoever rests on a filter is asked for ahead, and a click then asks no more', async () => {
  const { page, open } = await browsing.visit()
  await open('/map')
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/map/parts')) asked.push(new URL(request.url()).searchParams.get('country') ?? '')
  })
  const japan = page.locator('.facet:has([name=country][value=JP])')
  const count = await page.locator('.count-line').textContent()
  const answered = page.waitForResponse((response) => response.url().includes('/map/parts'))
  await japan.hover()
  await answered
  expect(await page.locator('.count-line').textContent()).toBe(count)
  expect(await japan.locator('input').isChecked()).toBe(false)
  await japan.click()
  await expect.poll(() => page.locator('.count-line').textContent(), { timeout: 30_000 }).not.toBe(count)
  expect(await japan.locator('input').isChecked()).toBe(true)
  expect(asked).toEqual(['JP'])
})

test('Back from a comparison brings the map again, with the answer to the question in the address', async () => {
  const { page, open } = await browsing.visit({ isLiving: true, viewport: { width: 1000, height: 640 } })
  await open('/map?country=JP&country=MX')
  const before = await page.locator('.count-line').textContent()
  await page.getByRole('link', { name: /Compare the 2/ }).click()
  await page.locator('.comparison').waitFor()
  expect(await page.locator('[data-map-frame]').count()).toBe(0)
  await page.goBack()
  await page.locator('[data-map-frame]').waitFor()
  expect(await page.locator('.count-line').textContent()).toBe(before)
  await page.getByRole('link', { name: /Mexico.*remove/ }).click()
  await page.waitForURL((url) => url.search === '?country=JP')
  await expect.poll(() => page.locator('.count-line').textContent(), { timeout: 30_000 }).not.toBe(before)
  expect(await page.locator('.world-map-ground').count()).toBe(1)
  // The living map draws the answer too: of the lines it lists, none leads elsewhere.
  const elsewhere = async () => {
    const lines = await page.locator('.map-listed button').filter({ hasText: ' – ' }).allTextContents()
    return lines.length === 0 ? 'no lines' : lines.filter((line) => !line.includes('Japan')).join(', ')
  }
  await expect.poll(elsewhere, { timeout: 30_000 }).toBe('')
})

test('the table of a selected line holds what the list counted', async () => {
  const { page, open } = await browsing.visit({ javaScriptEnabled: false })
  await open('/map?country=JP')
  await page.locator('.map-words summary').click()
  const item = page.locator('.map-words li:has(a[href*="abroadWithin"])').first()
  const counted = numberIn((await item.textContent())?.split(': ').at(-1))
  const line = item.getByRole('link')
  await line.click()
  await page.waitForURL(/abroadWithin/)
  expect(numberIn(await page.locator('.count-line').textContent())).toBeGreaterThanOrEqual(counted)
  expect(await page.locator('.chosen-filter').count()).toBe(3)
})

test('years are drawn over the bars: the words follow, Escape takes it back, release asks once', async () => {
  const { page, open } = await browsing.visit()
  await open('/map?view=timeline')
  const plot = page.locator('[data-timeline]')
  const box = (await plot.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  const at = (share: number) => box.x + box.width * share
  const says = page.locator('.timeline-says')
  await page.mouse.move(at(0.6), box.y + 40)
  await page.mouse.down()
  await page.mouse.move(at(0.9), box.y + 40)
  expect(await says.textContent()).toMatch(/^\d{4} – \d{4}$/)
  expect(new URL(page.url()).search).toBe('?view=timeline')
  await page.keyboard.press('Escape')
  await page.mouse.up()
  expect(await says.textContent()).toBe('')
  expect(new URL(page.url()).search).toBe('?view=timeline')
  let asked = 0
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/map/parts') asked += 1
  })
  await page.mouse.move(at(0.9), box.y + 40)
  await page.mouse.down()
  await page.mouse.move(at(0.7), box.y + 40)
  const range = (await says.textContent()) ?? ''
  await page.mouse.up()
  await page.waitForURL(/from=\d{4}&to=\d{4}/)
  const { searchParams } = new URL(page.url())
  expect(`${searchParams.get('from')} – ${searchParams.get('to')}`).toBe(range)
  await expect.poll(() => page.locator('.count-line').textContent(), { timeout: 30_000 }).toMatch(/^[\d,]+ of /)
  expect(asked).toBe(1)
})

for (const javaScriptEnabled of [true, false])
  test(`on a phone the filters are folded above the map and say how many are chosen; wide they stand open (scripts: ${javaScriptEnabled})`, async () => {
    const phone = await browsing.visit({ javaScriptEnabled, viewport: { width: 390, height: 844 } })
    await phone.open('/map?country=JP&form=standing-tie')
    const fold = phone.page.locator('.filters-fold > summary')
    expect(await fold.innerText()).toMatch(/Filters\s+\(2 chosen\)/)
    const field = phone.page.locator('#field-q')
    expect(await field.isVisible()).toBe(false)
    const top = async (selector: string) => (await phone.page.locator(selector).first().boundingBox())?.y ?? -1
    expect(await top('.filters-fold')).toBeLessThan(await top('[data-map-frame]'))
    expect(await top('[data-map-frame]')).toBeLessThan(844)
    await fold.click()
    expect(await field.isVisible()).toBe(true)
    const wide = await browsing.visit({ javaScriptEnabled, viewport: { width: 1280, height: 900 } })
    await wide.open('/map?country=JP')
    expect(await wide.page.locator('#field-q').isVisible()).toBe(true)
    expect(await wide.page.locator('.filters-fold > summary').isVisible()).toBe(false)
  })
