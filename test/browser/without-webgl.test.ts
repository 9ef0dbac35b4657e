import { expect, test } from 'vitest'
import { useBrowser } from './support/browser.ts'

const browsing = useBrowser(['--disable-gpu', '--disable-3d-apis'])

test('without WebGL the drawn map stays, and filters still answer', async () => {
  const { page, open, picture } = await browsing.visit({ isLiving: true })
  await open('/map')
  expect(await page.evaluate(() => document.createElement('canvas').getContext('webgl2'))).toBeNull()
  expect(await page.locator('[data-map-frame] svg circle').first().isVisible()).toBe(true)
  await picture('map-without-webgl')
  const before = await page.locator('.count-line').textContent()
  await page.locator('input[name=country]').first().check()
  await expect.poll(() => page.locator('.count-line').textContent(), { timeout: 20_000 }).not.toBe(before)
})
