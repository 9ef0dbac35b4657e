import { afterAll, beforeAll, expect, test } from 'vitest'
import { listOutbox } from '#platform/mail'
import { asOwner } from '#test/site'
import { publishDue } from '../../src/modules/publications/turns/write.ts'
import { useBrowser } from './support/browser.ts'
import { type OwnSite, openOwnSite } from './support/own-site.ts'

let site: OwnSite
beforeAll(async () => {
  site = await openOwnSite()
})
afterAll(() => site?.close())
const browsing = useBrowser([], () => site.address)

async function signIn(name: string) {
  const visit = await browsing.visit()
  await visit.open('/sign-in/personas')
  await visit.page.locator('li', { hasText: name }).getByRole('button').click()
  await visit.page.waitForURL('**/me')
  return visit
}

/** Cora Sample, who writes for the center, with a new work before her. */
async function begin(kind: string, title: string) {
  const visit = await signIn('Cora Sample')
  const { page, open } = visit
  await open('/desk/works/new')
  await page.getByLabel('Type').selectOption(kind)
  await page.getByLabel('Title').fill(title)
  await page.getByRole('button', { name: 'Begin' }).click()
  const words = page.getByRole('textbox', { name: 'Text', exact: true })
  await page.locator('.ProseMirror').waitFor()
  return { ...visit, words, draft: new URL(page.url()).pathname }
}

test('a statement is written by keyboard alone, saves itself, is published, and reads as it was written', async () => {
  const { page, axe, words } = await begin('statement', 'Written by keyboard')
  const tool = (name: string) => page.getByRole('toolbar').getByRole('button', { name, exact: true })
  expect(await tool('Undo').getAttribute('aria-disabled')).toBe('true')
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
  // Within a table Tab goes on from cell to cell; after Escape it leaves the text.
  await tool('Table').press('Enter')
  await words.locator('table').waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.type('Second column')
  await words.locator('th:nth-child(2)', { hasText: 'Second column' }).waitFor()
  await page.keyboard.press('Control+a')
  expect([
    await tool('Comment').getAttribute('aria-disabled'),
    await tool('Undo').getAttribute('aria-disabled'),
  ]).toEqual(['false', 'false'])
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  expect(await page.getByRole('textbox', { name: 'Authors' }).evaluate((room) => room === document.activeElement)).toBe(
    true,
  )
  while ((await words.locator('table').count()) > 0) await tool('Undo').press('Enter')

  await page.getByLabel('Teaser').fill('Why.')
  await page.getByLabel('China').check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('is kept.').waitFor()
  await page.getByRole('button', { name: 'Publish now' }).click()
  await page.waitForURL('**/works/written-by-keyboard')
  expect(await page.getByRole('heading', { name: 'Why it matters' }).count()).toBe(1)
  expect(await page.locator('.prose strong').textContent()).toBe('open')
  expect(await page.locator('.margin-note').textContent()).toContain('By a statute of 1999.')
  await page.setViewportSize({ width: 320, height: 800 })
  expect(await axe()).toEqual([])
})

test('a report cites a source by keyboard and says where; its desk pages stand on any screen', async () => {
  const { page, open, axe, words, draft } = await begin('report', 'Envoys')
  await open(`${draft}/references`)
  await page
    .getByLabel('Sources')
    .fill('@book{vattel1758, author={Vattel, Emer de}, title={The Law of Nations}, year={1758}}')
  await page.getByRole('button', { name: 'Add them' }).click()
  await page.getByText('1 added, 0 replaced').waitFor()
  expect(await axe()).toEqual([])
  await open(draft)
  await page.locator('.ProseMirror').waitFor()
  await words.focus()
  await page.keyboard.type('Cities have always sent envoys.')
  await page.getByRole('button', { name: 'Citation' }).click()
  await page.keyboard.type('vattel1758')
  await page.keyboard.press('Tab')
  await page.keyboard.type('12')
  await page.keyboard.press('Enter')
  await page.locator('[data-piece=citation]').waitFor()
  await page.getByLabel('Teaser').fill('On envoys.')
  await page.getByRole('textbox', { name: 'Authors' }).fill('Cora Sample')
  await page.getByLabel('China').check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('is kept.').waitFor()
  await page.getByRole('button', { name: 'Publish now' }).click()
  await page.waitForURL('**/works/envoys')
  expect(await page.locator('.margin-note').textContent()).toContain('Emer de Vattel, The Law of Nations (1758), 12.')
  const kept = /\/archive\/[\d-]+\/envoys/.exec((await page.locator('#work-citation').textContent()) ?? '')?.[0] ?? ''
  await open(kept)
  expect(await axe()).toEqual([])
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 })
    for (const path of [
      '/desk/styles',
      '/desk/styles/new',
      '/desk/archive',
      '/desk/figures',
      '/desk/programs',
      `${draft}/references`,
      `${draft}/comments`,
      `${draft}/suggestions`,
    ]) {
      await open(path)
      expect([path, await axe()]).toEqual([path, []])
      expect([path, await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)]).toEqual([path, 0])
    }
  }
})

test('two people write a statement together; it is commented on, mended, checked, cleared, published at its moment, corrected and withdrawn', async () => {
  await asOwner(
    site.services.database,
    `insert into access.grants (id, account_id, role, scope_kind, scope_id, starts_on, granted_by, granted_at)
      values ('eli-writes', 'sample-eli', 'editor', 'body', 'center', '2025-01-01', 'system', '2025-01-01')`,
  )
  const { page, open, axe, words, draft, picture } = await begin('statement', 'Open ties')
  await words.focus()
  await page.keyboard.type('Harbor City signed in 1978.')
  const eli = await signIn('Eli Sample')
  await eli.open(draft)
  const his = eli.page.getByRole('textbox', { name: 'Text', exact: true })
  await his.getByText('Harbor City signed in 1978.').waitFor()
  await page.getByText('Also writing here: Eli Sample').waitFor()
  await his.focus()
  await eli.page.keyboard.press('Control+End')
  await eli.page.keyboard.type(' It kept the text.')
  await words.getByText('It kept the text.').waitFor()
  await page.locator('.writer-cursor').waitFor()

  // The checks follow both, and undoing takes back nobody else's words.
  await page.getByText('9 words, about 1 minute to read.').waitFor()
  await words.focus()
  await page.keyboard.press('Control+z')
  await expect.poll(() => words.textContent()).not.toContain('1978')
  expect(await words.textContent()).toContain('It kept the text.')
  await page.keyboard.press('Control+y')
  await words.getByText('Harbor City signed in 1978. It kept the text.').waitFor()

  // Fields travel too: one that nobody touches here changes at once; one that both changed stands twice until somebody chooses.
  await eli.page.getByLabel('Teaser').fill('On ties.')
  await eli.page.getByLabel('immigration').check()
  await page.getByText('Eli Sample changed “Teaser”, “Topics”.').waitFor()
  expect(await page.getByLabel('Teaser').inputValue()).toBe('On ties.')
  expect(await page.getByLabel('immigration').isChecked()).toBe(true)
  // Cora's own is not saved before his has come: whatever she types into a field that waits for a choice stays hers.
  await page.route(`**${draft}`, (route) =>
    route.request().method() === 'POST' ? route.abort('aborted') : route.continue(),
  )
  await page.getByRole('textbox', { name: 'Title' }).fill('Ties in the open')
  await eli.page.getByRole('textbox', { name: 'Title' }).fill('Open doors')
  await eli.page.keyboard.press('Tab')
  const choice = page.getByRole('group', { name: 'Title: two versions' })
  await choice.getByText('Eli Sample wrote meanwhile: Open doors').waitFor()
  expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Ties in the open')
  await page.unroute(`**${draft}`)
  expect(await axe()).toEqual([])
  await picture('both-titles')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  expect(await choice.locator(':focus').textContent()).toBe('Take theirs')
  await choice.getByRole('button', { name: 'Keep mine' }).click()
  await eli.page.getByText('Cora Sample changed “Title”.').waitFor()
  expect(await eli.page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Ties in the open')
  expect(await eli.page.getByRole('heading', { level: 1 }).textContent()).toBe('Ties in the open')
  await his.focus()
  await eli.page.keyboard.press('Control+End')

  // Both by keyboard: the last words are chosen, spoken of, and others proposed for them.
  const press = async (keys: string, times = 1) => {
    for (let time = 0; time < times; time++) await eli.page.keyboard.press(keys)
  }
  await press('Control+Shift+ArrowLeft', 3)
  await press('Control+Alt+KeyM')
  await eli.page.keyboard.type('@Cora Sample, which text?')
  await press('Tab')
  await press('Enter')
  await page.locator('.margin-column').getByText('@Cora Sample, which text?').waitFor()
  await words.locator('.marked-comment').waitFor()
  const beside = eli.page.locator('.margin-column')
  await beside.getByText('Change or take back').click()
  await beside.getByLabel('Your comment').fill('@Cora Sample, which text, exactly?')
  await beside.getByRole('button', { name: 'Change it' }).click()
  await page.locator('.margin-column').getByText('@Cora Sample, which text, exactly?').waitFor()
  await page.locator('.margin-column').getByText('Changed,', { exact: false }).waitFor()
  await his.focus()
  await press('Control+Alt+Shift+KeyM')
  await press('Control+a')
  await eli.page.keyboard.type('the treaty.')
  await press('Tab', 2)
  await press('Enter')
  await words.locator('.marked-instead').waitFor()
  await picture('together-wide')
  expect(await axe()).toEqual([])
  await page.setViewportSize({ width: 390, height: 900 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  await picture('together-narrow')
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.getByRole('button', { name: 'Accept', exact: true }).focus()
  await page.keyboard.press('Enter')
  for (const text of [words, his]) await expect.poll(() => text.locator('p').textContent()).toContain('the treaty.')
  await words.locator('.marked-instead').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Resolve' }).click()
  await eli.page.getByText('1 resolved comment').waitFor()

  await page.getByLabel('Teaser').fill('On a treaty.')
  await page.getByRole('textbox', { name: 'Authors' }).fill('Cora Sample')
  await page.getByLabel('China').check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('is kept.').waitFor()
  await open(`${draft}/readings`)
  await page.getByLabel('To check its facts').check()
  await page.getByLabel('Name').fill('Eva')
  await page.getByLabel('E-mail address').fill('eva@example.org')
  await page.getByRole('button', { name: 'Send the link' }).click()
  const letters = await site.services.database.read((db) => listOutbox(db))
  const link = letters.map(({ text }) => /\/readings\/\w+/.exec(text)?.[0]).find(Boolean) ?? ''
  const eva = await browsing.visit()
  await eva.open(link)
  await eva.page.getByLabel('They are right').check()
  await eva.page.getByRole('button', { name: 'Send the answer' }).click()
  await eva.page.getByText('You found the facts right.').waitFor()
  await open(`${draft}/clearances`)
  await page.getByLabel('Cleared', { exact: true }).check()
  await page.getByLabel('Reference').fill('Review board 26-114')
  await page.getByRole('button', { name: 'Note it' }).click()
  await page.getByRole('cell', { name: 'These words' }).waitFor()
  await open(draft)
  await page.getByLabel('Moment of publication').fill('2099-12-01T09:00-05:00')
  await page.getByRole('button', { name: 'Schedule', exact: true }).click()
  await page.getByText('Scheduled', { exact: false }).first().waitFor()
  expect((await eva.page.goto(`${site.address}/works/open-ties`))?.status()).toBe(404)
  await publishDue(site.services.database, new Date('2099-12-01T14:00:00Z'), (_, error) =>
    expect(error).toBe(undefined),
  )
  await eva.open('/works/open-ties')
  expect(await eva.page.locator('.prose').textContent()).toBe('Harbor City signed in 1978. It kept the treaty.')

  await open('/desk/works/of/open-ties/corrections')
  await page.getByLabel('The sentence as it stands').fill('Harbor City signed in 1978.')
  await page.getByLabel('The sentence as it should be').fill('Harbor City signed in 1979.')
  await page.getByLabel('What was wrong').fill('The resolution is dated 1979.')
  await page.getByRole('button', { name: 'Publish the correction' }).click()
  await page.locator('#corrections').waitFor()
  await open('/desk/works?q=ties+in')
  await page.getByRole('link', { name: 'Ties in the open' }).click()
  await page.getByLabel('Reason, for readers').fill('The treaty was never signed.')
  const withdrawn = page.waitForResponse((answer) => answer.request().method() === 'POST')
  await page.getByRole('button', { name: 'Withdraw, and keep it readable' }).click()
  expect((await withdrawn).status()).toBe(303)
  await eva.open('/works/open-ties')
  expect(await eva.page.locator('main').textContent()).toContain('The treaty was never signed.')
})
