import { afterAll, beforeAll, expect, test } from 'vitest'
import { pngOf } from '#test/pictures'
import { wordFile } from '#test/word-files'
import { useBrowser } from './support/browser.ts'
import { type OwnSite, openOwnSite } from './support/own-site.ts'

let site: OwnSite
beforeAll(async () => {
  site = await openOwnSite()
})
afterAll(() => site?.close())
const browsing = useBrowser([], () => site.address)
const photo = () => ({ name: 'quay.png', mimeType: 'image/png', buffer: pngOf(1600, 900, 150) })
const ships = pngOf(60, 40, 90).toString('base64')

/** A file as it comes with the clipboard or is let go over a part of the page. */
function bring(
  part: Element,
  { how, name, type, base64 }: { how: string; name: string; type: string; base64: string },
) {
  const dataTransfer = new DataTransfer()
  const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
  dataTransfer.items.add(new File([bytes], name, { type }))
  const about = { bubbles: true, cancelable: true }
  const { x, y } = part.getBoundingClientRect()
  part.dispatchEvent(
    how === 'paste'
      ? new ClipboardEvent('paste', { ...about, clipboardData: dataTransfer })
      : new DragEvent('drop', { ...about, dataTransfer, clientX: x + 40, clientY: y + 40 }),
  )
}
const mostlyWord = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** Cora Sample, who writes for the center. */
async function cora() {
  const visit = await browsing.visit()
  await visit.open('/sign-in/personas')
  await visit.page.locator('li', { hasText: 'Cora Sample' }).getByRole('button').click()
  await visit.page.waitForURL('**/me')
  return visit
}

test('a Word file becomes a report with a picture at its head, one in its text, and a map, and everybody can read it', async () => {
  const { page, open, axe, picture } = await cora()
  await open('/desk/works/import')
  expect(await axe()).toEqual([])
  await page.getByLabel('Type').selectOption('report')
  await page
    .getByLabel('File')
    .setInputFiles({ name: 'ports.docx', mimeType: mostlyWord, buffer: Buffer.from(await wordFile()) })
  await page.getByRole('button', { name: 'Read it' }).click()
  await page.getByText('Nothing is saved yet', { exact: false }).waitFor()
  expect(await axe()).toEqual([])
  await page.getByRole('button', { name: 'Make it the draft' }).click()
  await page.locator('.ProseMirror').waitFor()
  const draft = new URL(page.url()).pathname
  await open(`${draft}/pictures`)
  await page.getByLabel('Picture', { exact: true }).setInputFiles(photo())
  await page.getByLabel('What it shows').fill('An empty quay')
  await page.getByLabel('Caption').fill('The quay before the ships came.')
  await page.getByLabel('Credit').fill('Photo: City Archive')
  await page.getByRole('button', { name: 'Send it' }).click()
  await page.getByText('The picture is there').waitFor()
  await page.locator('li', { hasText: 'An empty quay' }).getByRole('button', { name: 'Put it at the head' }).click()
  await page.getByRole('button', { name: 'Take it from the head' }).waitFor()
  expect(await axe()).toEqual([])

  await open(draft)
  const words = page.getByRole('textbox', { name: 'Text', exact: true })
  await words.locator('h2').first().waitFor()
  await words.focus()
  await page.keyboard.press('Control+End')
  await page.getByRole('toolbar').getByRole('button', { name: 'Picture', exact: true }).click()
  await page.getByLabel('Which one').selectOption({ label: 'An empty quay' })
  await page.getByRole('button', { name: 'Put it in' }).click()
  await words.locator('figure img[alt="An empty quay"]').waitFor()
  await page.getByRole('toolbar').getByRole('button', { name: 'Embed', exact: true }).click()
  await page.getByLabel('What', { exact: true }).selectOption({ label: 'A map' })
  await page.getByLabel('Which one').fill('country=QQ')
  await page.getByRole('button', { name: 'Put it in' }).click()
  await words.locator('figure[data-piece=embed]').waitFor()
  expect(await words.locator('figure img[alt="An empty quay"]').count()).toBe(1)
  expect(await axe()).toEqual([])
  // A picture that is pasted: what it shows is asked for at once, by keyboard, and what was typed is kept when it was not enough.
  await words.focus()
  await page.keyboard.press('Control+End')
  await words.evaluate(bring, { how: 'paste', name: 'ships.png', type: 'image/png', base64: ships })
  const asking = page.getByRole('dialog', { name: 'Put in ships.png' })
  await asking.waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.type('In 1978.')
  await page.keyboard.press('Enter')
  await asking.getByText('Say what it shows in a sentence', { exact: false }).waitFor()
  expect(await asking.getByLabel('Caption').inputValue()).toBe('In 1978.')
  expect(await axe()).toEqual([])
  await picture('pasted-picture')
  await page.keyboard.type('Ships at anchor')
  await asking.getByRole('button', { name: 'Put it in' }).click()
  await words.locator('figure img[alt="Ships at anchor"]').waitFor()
  expect(await words.evaluate((room) => room === document.activeElement)).toBe(true)
  await page.getByText('ships.png is in the text').waitFor()
  await words.evaluate(bring, { how: 'drop', name: 'ships.svg', type: 'image/svg+xml', base64: '' })
  await page.getByText('ships.svg cannot stand in a text.', { exact: false }).waitFor()
  // A document that is dropped goes where the field for files leads.
  await words.evaluate(bring, { how: 'drop', name: 'more.md', type: '', base64: btoa('More about ports.') })
  await page.waitForURL('**/import/*')
  await page.getByText('More about ports.').waitFor()
  await page.getByRole('button', { name: 'Put it at the end' }).click()
  await words.locator('p', { hasText: 'More about ports.' }).waitFor()
  expect(await words.locator('figure img[alt="Ships at anchor"]').count()).toBe(1)
  await open('/desk/works/import')
  await page.locator('main').evaluate(bring, { how: 'drop', name: 'more.md', type: '', base64: btoa('More.') })
  await page.getByText('more.md is chosen.').waitFor()
  await open(draft)
  await page.locator('.ProseMirror').waitFor()
  await page.getByLabel('Teaser').fill('Why.')
  await page.getByLabel('Authors').fill('Cora Sample')
  await page.getByLabel('China').check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('is kept.', { exact: false }).waitFor()
  await page.getByRole('button', { name: 'Publish now' }).click()
  await page.waitForURL('**/works/ports-of-call')
  expect(await page.locator('.hero-figure img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1600)
  expect(await page.locator('.text-embed svg').count()).toBe(1)
  expect(await axe()).toEqual([])
  await open(`${draft}/links`)
  expect(await axe()).toEqual([])
  await open('/works/ports-of-call')
  await page.setViewportSize({ width: 320, height: 700 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
})

/** What Word and Google Docs put on the clipboard, with what must not come along. */
const pasted = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{color:red}</style></head><body>
<!--StartFragment--><h1 class="MsoTitle" style="color:blue">A heading</h1>
<p class="MsoNormal" style="margin:0"><span style="font-family:Calibri" onclick="alert(1)">Plain <b style="mso-bidi-font-weight:normal">strong</b>
<a href="javascript:alert(2)">bad</a> <a href="https://example.org/a">good</a><o:p></o:p></span></p>
<script>document.title = 'taken over'</script><iframe src="https://example.org"></iframe><img src="https://example.org/pixel.gif">
<table class="MsoTableGrid"><tr><th>Year</th></tr><tr><td width="100" style="border:1px">1999</td></tr></table>
<b id="docs-internal-guid-1"><p dir="ltr">From Docs</p></b><!--EndFragment--></body></html>`

test('what is pasted from Word and Docs keeps its words and their order, and nothing of its looks or tricks', async () => {
  const { page, open } = await cora()
  await open('/desk/works/new')
  await page.getByLabel('Type').selectOption('report')
  await page.getByLabel('Title').fill('Pasted')
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.locator('.ProseMirror').waitFor()
  const words = page.getByRole('textbox', { name: 'Text', exact: true })
  await words.focus()
  await words.evaluate((room, html) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/html', html)
    room.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, pasted)
  await words.locator('table').waitFor()
  const html = await words.innerHTML()
  expect(html).toMatch(/A heading[\s\S]*strong[\s\S]*good[\s\S]*1999[\s\S]*From Docs/)
  for (const trace of [
    'Mso',
    'mso-',
    'Calibri',
    'onclick',
    'javascript:',
    '<script',
    '<iframe',
    '<img',
    'docs-internal',
    'color',
  ])
    expect(html, trace).not.toContain(trace)
  expect(await words.locator('a[href="https://example.org/a"]').textContent()).toBe('good')
  expect(await page.title()).not.toContain('taken over')
})
