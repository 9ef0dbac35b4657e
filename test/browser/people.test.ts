import { readFile } from 'node:fs/promises'
import type { CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { engagementId } from '../../src/modules/atlas/imports/rules.ts'
import { useBrowser } from './support/browser.ts'
import { type OwnSite, openOwnSite } from './support/own-site.ts'

let site: OwnSite
beforeAll(async () => {
  site = await openOwnSite()
})
afterAll(() => site?.close())
const browsing = useBrowser([], () => site.address)

/** A device with an authenticator that knows its person, as Chromium plays one (WebAuthn of the DevTools protocol). */
async function newDevice(page: Page): Promise<{ lose(): Promise<void> }> {
  const protocol: CDPSession = await page.context().newCDPSession(page)
  await protocol.send('WebAuthn.enable')
  const { authenticatorId } = await protocol.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  })
  return { lose: () => protocol.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId }).then(() => undefined) }
}

async function signInAs(page: Page, open: (path: string) => Promise<void>, name: string): Promise<void> {
  await open('/sign-in/personas')
  await page
    .locator('li', { has: page.getByText(name, { exact: true }) })
    .getByRole('button')
    .click()
  await page.waitForURL('**/me')
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()

test('a person is invited, registers a passkey, adds a second, loses both, and gets back in while every channel is told', async () => {
  const nia = 'nia@people.example'
  const staff = await browsing.visit()
  await signInAs(staff.page, staff.open, 'Kim Sample')
  await staff.open('/desk/invitations/new')
  await staff.page.getByLabel('Name', { exact: true }).fill('Nia Sample')
  await staff.page.getByLabel('E-mail address').fill(nia)
  await press(staff.page, 'Send the invitation')
  await staff.page.waitForURL('**/desk/invitations')

  const { page, open, picture } = await browsing.visit()
  await open(`/invitation?code=${await site.secretFor(nia)}`)
  await press(page, 'Accept: send me the link')
  await page.waitForURL('**/sign-in/sent')
  await open(`/invitation/confirmation?link=${await site.secretFor(nia)}`)
  await press(page, 'Accept and sign in')
  await page.waitForURL('**/me#passkeys')
  expect(await page.getByText('You have no passkey yet').count()).toBe(1)

  const phone = await newDevice(page)
  await page.getByLabel('Name of the new passkey').fill('My phone')
  await press(page, 'Add a passkey')
  await page.getByText('My phone').waitFor()
  expect(await page.getByText('One passkey is one lost device away').count()).toBe(1)
  await picture('one-passkey')
  await phone.lose()
  const key = await newDevice(page)
  await page.getByLabel('Name of the new passkey').fill('Key at home')
  await press(page, 'Add a passkey')
  await page.getByText('Key at home').waitFor()
  expect(await page.getByText('One passkey is one lost device away').count()).toBe(0)

  // The phone is lost: its passkey is taken out of use, and the key at home still opens the door.
  const lost = page.getByRole('listitem').filter({ hasText: 'My phone' })
  await lost.getByRole('button', { name: 'Take out of use' }).click()
  await lost.waitFor({ state: 'detached' })
  await open('/sign-out')
  await press(page, 'Sign out of this browser')
  await open('/sign-in')
  await press(page, 'Sign in with a passkey')
  await page.waitForURL('**/me')

  // The key is lost as well. Another browser asks; the session that is still open sees the notice.
  await key.lose()
  const cafe = await browsing.visit()
  await cafe.open('/sign-in/recovery')
  await cafe.page.getByLabel('Your e-mail address here').fill(nia)
  await press(cafe.page, 'Send me a link to begin')
  await cafe.page.waitForURL('**/sign-in/sent')
  await cafe.open(`/sign-in/recovery/beginning?link=${await site.secretFor(nia)}`)
  await press(cafe.page, 'Begin')
  await cafe.page.getByText('The recovery has begun').first().waitFor()
  await cafe.picture('recovery-begun')
  const code = (await cafe.page.locator('code.secret').first().textContent()) ?? ''
  await open('/me')
  expect(await page.getByText('Somebody is recovering your account').count()).toBe(1)
  await picture('recovery-notice')

  await staff.open('/desk/recoveries')
  await staff.page.getByRole('link', { name: 'Nia Sample' }).click()
  await press(staff.page, 'I have spoken with them: vouch')
  await staff.page.getByRole('cell', { name: 'staff', exact: true }).waitFor()
  site.services.clock.moveTo('2026-02-17T09:00:00.000Z')
  await cafe.open('/sign-in/recovery/finish')
  await cafe.page.getByLabel('Your recovery code').fill(code)
  await press(cafe.page, 'Finish and sign in')
  await cafe.page.waitForURL('**/me#passkeys')
  expect(await cafe.page.getByText('None yet').count()).toBe(1)
  const answer = await page.goto(`${site.address}/me`)
  expect(answer?.status()).toBe(401)
  site.services.clock.moveTo('2026-02-15T09:00:00.000Z')
})

test('a session begun by mail is asked for the passkey before a role is given, and what was typed is kept', async () => {
  const { page, open, picture } = await browsing.visit()
  await signInAs(page, open, 'Kim Sample')
  await newDevice(page)
  await page.getByLabel('Name of the new passkey').fill('Laptop')
  await press(page, 'Add a passkey')
  await page.getByText('Laptop').waitFor()
  site.services.clock.moveTo('2026-02-15T10:00:00.000Z')
  await open('/desk/rights/new')
  await page.getByLabel('To whom').selectOption({ label: 'Dev Sample' })
  await page.getByLabel('Role').selectOption('reviewer')
  await page.getByLabel('Which one').fill('network')
  await press(page, 'Give this role')
  await page.getByRole('heading', { name: 'Confirm that it is you' }).waitFor()
  await picture('confirm')
  await press(page, 'Confirm with a passkey')
  await page.waitForURL('**/desk/rights')
  const rows = page.locator('[aria-labelledby=holders]').getByRole('row')
  expect(await rows.filter({ hasText: 'Dev Sample' }).filter({ hasText: 'reviewer' }).count()).toBe(1)
  site.services.clock.moveTo('2026-02-15T09:00:00.000Z')
})

test('staff of one body cannot find, count, open or export a person of the other', async () => {
  const { page, open } = await browsing.visit()
  await signInAs(page, open, 'Cora Sample')
  await open('/desk/people')
  const names = await page.locator('tbody a[href^="/desk/people/"]').allTextContents()
  expect(names.join()).toContain('Ben Sample')
  expect(names.join()).not.toContain('Ana Sample')
  await page.getByRole('searchbox', { name: 'Name', exact: true }).fill('Ana')
  await press(page, 'Find')
  expect(await page.getByText('Nobody here matches').count()).toBe(1)
  for (const path of ['/desk/people/sample-ana', '/people/sample-ana'])
    expect([path, (await page.goto(`${site.address}${path}`))?.status()]).toEqual([path, 404])
  for (const path of ['/desk/rights', '/desk/log', '/desk/recoveries', '/desk/transfers']) {
    await open(path)
    expect([path, (await page.locator('main').innerText()).includes('Ana Sample')]).toEqual([path, false])
  }
  await open('/search?q=Ana+Sample')
  expect(await page.locator('main').getByRole('link', { name: 'Ana Sample' }).count()).toBe(0)
  // What they take along is what they see.
  await open('/desk/people/export')
  const file = page.waitForEvent('download')
  await press(page, 'Export these people')
  const taken = await readFile(await (await file).path(), 'utf8')
  expect([taken.includes('Ben Sample'), taken.includes('Ana Sample')]).toEqual([true, false])
})

test('a member sees who looked', async () => {
  const ana = await browsing.visit()
  await signInAs(ana.page, ana.open, 'Ana Sample')
  await ana.open('/me/profile')
  await ana.page.getByLabel('E-mail', { exact: true }).fill('ana@people.example')
  await press(ana.page, 'Save')
  await ana.page.waitForURL('**/me')
  expect(await ana.page.locator('[aria-labelledby=looks]').getByText('Dev Sample').count()).toBe(0)
  const dev = await browsing.visit()
  await signInAs(dev.page, dev.open, 'Dev Sample')
  await dev.open('/desk/people/sample-ana')
  expect(await dev.page.getByText('ana@people.example').count()).toBe(0)
  await press(dev.page, /^Open 1 sensitive field/)
  await dev.page.getByText('ana@people.example').waitFor()
  await ana.open('/me')
  expect(await ana.page.locator('[aria-labelledby=looks]').getByText('Dev Sample').count()).toBe(1)
  await ana.picture('who-looked')
})

for (const width of [1280, 320])
  test(`axe finds nothing on the pages of people at ${width} pixels, and none is wider than the screen`, {
    timeout: 300_000,
  }, async () => {
    const { page, open, axe } = await browsing.visit({ viewport: { width, height: 900 } })
    const found: Record<string, string[]> = {}
    const look = async (path: string) => {
      await open(path)
      const violations = await axe()
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      if (overflow > 0) violations.push(`wider than the screen by ${overflow} pixels`)
      if (violations.length > 0) found[path] = violations.slice(0, 5)
    }
    for (const path of [
      '/sign-in',
      '/sign-in/recovery',
      '/sign-in/recovery/finish',
      '/sign-in/sent',
      '/bodies/network',
    ])
      await look(path)
    await signInAs(page, open, 'Kim Sample')
    for (const path of [
      '/me',
      '/me/profile',
      '/me/view-as?who=member',
      '/me/vouching',
      '/me/addresses',
      '/me/data',
      '/me/data/files',
      '/me/erasure',
      '/me/erasure?body=network',
      '/erasure',
      `/erasure/stop?code=${'0'.repeat(32)}`,
      '/desk/people/sample-ana/erasure',
      '/desk',
      '/desk/people',
      '/desk/people/sample-ana',
      '/desk/people/import',
      '/desk/people/duplicates',
      '/desk/people/export',
      '/desk/search?q=sample',
      '/desk/people/bulk',
      '/desk/views',
      '/desk/views/new?place=people&question=q%3DAna',
      '/desk/organizations?q=harbor',
      '/desk/organizations/us-zz-harbor-city',
      '/desk/organizations/us-zz-harbor-city/claims/new',
      '/desk/organizations/us-zz-harbor-city/names/new',
      '/desk/organizations/us-zz-harbor-city/merge',
      '/desk/organizations/qq-port-meridian/merge?q=a',
      '/desk/organizations/qq-port-meridian/merge?with=qq-alta-vista',
      '/desk/organizations/merges',
      '/desk/matches',
      '/desk/organizations/bulk',
      '/desk/organizations/new',
      '/me/notifications',
      '/me/notifications/choices',
      `/notifications/stop?code=${'0'.repeat(32)}`,
      '/desk/log?event=access',
      '/desk/invitations',
      '/desk/invitations/new',
      '/desk/recoveries',
      '/desk/recoveries/new',
      '/desk/rights',
      '/desk/rights/new',
      '/desk/rights/permissions/people.person.read',
      '/desk/setup',
      '/desk/setup/network',
      '/desk/setup/network/pages/new',
      '/desk/transfers',
      '/desk/transfers/new',
      '/desk/log',
      '/sign-in/confirmation',
    ])
      await look(path)
    // A recovery begun for somebody, and a statement to judge.
    await open('/desk/recoveries/new?accountId=sample-jo')
    await page.getByLabel('Why').fill('Phone and mailbox were lost in the flood.')
    await page.getByLabel('How you made sure who it is').fill('Sat across from them at the office, with a passport.')
    await press(page, 'Begin, and tell them on every channel')
    await open('/desk/recoveries')
    await look((await page.locator('tbody a').first().getAttribute('href')) ?? '')
    const tie = engagementId('tie/harbor-alta')
    await look(`/engagements/${tie}`)
    await look((await page.getByRole('link', { name: 'Take back or rank' }).first().getAttribute('href')) ?? '')
    await page.getByRole('radio').nth(1).check()
    await page.getByLabel('Reason').fill(`Checked against the minutes at ${width} pixels.`)
    await press(page, 'Put it on record')
    await look('/desk/statements')
    // A list as it was read, what became of it, and a pair to judge.
    await open('/desk/people/import')
    await page.locator('textarea[name=rows]').fill(`Name,City\nIda Quist ${width},Harbor\nIda Quist ${width},Bay\n,Bay`)
    await press(page, 'Read the list')
    await page.waitForURL('**/desk/people/import/*')
    await look(new URL(page.url()).pathname)
    await press(page, 'Import 3 rows')
    await page.getByText('What became of the rows').or(page.getByText('Known people updated')).first().waitFor()
    await look(new URL(page.url()).pathname)
    // A deed on many as it would be, and as it was done.
    await open('/desk/people?q=Ana')
    await page.locator('input[name=personIds]').first().check()
    await page.getByLabel('What to do').selectOption('add-tag')
    await page.getByLabel('Tag').fill(`ports ${width}`)
    await press(page, 'Show what will change')
    await page.waitForURL('**/desk/people/bulk/*')
    await look(new URL(page.url()).pathname)
    await open('/desk/organizations?q=harbor')
    await page.locator('input[name=organizationIds]').first().check()
    await page.getByLabel('What to do').selectOption('begin-standing')
    await page.locator('#bulk-standing').selectOption('partner')
    await press(page, 'Show what will change')
    await page.waitForURL('**/desk/organizations/bulk/*')
    await look(new URL(page.url()).pathname)
    await open('/desk/people/duplicates')
    await page.getByText('Judge them one by one').click()
    await page.waitForURL('**/desk/people/duplicates/*')
    await look(new URL(page.url()).pathname)
    expect(found).toEqual({})
  })
