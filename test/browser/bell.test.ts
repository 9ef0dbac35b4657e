import { afterAll, beforeAll, expect, test } from 'vitest'
import { useBrowser, type Visit } from './support/browser.ts'
import { type OwnSite, openOwnSite } from './support/own-site.ts'

let site: OwnSite
beforeAll(async () => {
  site = await openOwnSite()
})
afterAll(() => site?.close())
const browsing = useBrowser([], () => site.address)

async function signInAs({ page, open }: Visit, name: string): Promise<void> {
  await open('/sign-in/personas')
  await page
    .locator('li', { has: page.getByText(name, { exact: true }) })
    .getByRole('button')
    .click()
  await page.waitForURL('**/me')
}

/** Somebody else proposes a correction, which editors are told of. */
async function askCorrection(): Promise<void> {
  const answer = await fetch(`${site.address}/corrections/new`, {
    method: 'POST',
    headers: { origin: site.address },
    body: new URLSearchParams({
      ...{ kind: 'organization', id: 'us-zz-harbor-city', property: 'population', proposedValue: '131000' },
      evidence: 'The census office published it last week.',
    }),
    redirect: 'manual',
  })
  expect(answer.status).toBe(303)
}

test('the number beside the bell changes while a page is open, for whom it is and nobody else; without scripts on the next page', async () => {
  const [eli, ana, plain] = [
    await browsing.visit(),
    await browsing.visit(),
    await browsing.visit({ javaScriptEnabled: false }),
  ]
  await signInAs(eli, 'Eli Sample')
  await signInAs(ana, 'Ana Sample')
  await signInAs(plain, 'Ivo Sample')
  const bellOf = ({ page }: Visit, unread: number) =>
    page.getByRole('link', { name: `Notifications, ${unread} unread`, exact: true })
  for (const visit of [eli, ana, plain]) {
    await visit.open('/about')
    await bellOf(visit, 0).waitFor()
  }
  await askCorrection()
  await bellOf(eli, 1).waitFor()
  expect(await eli.page.locator('.account-bar .unread').innerText()).toBe('1')
  expect(await bellOf(ana, 0).count()).toBe(1)
  expect(await bellOf(plain, 0).count()).toBe(1)
  await plain.open('/about')
  await bellOf(plain, 1).waitFor()
  // Read in one window, it is read in the other.
  const again = await eli.page.context().newPage()
  await again.goto(`${site.address}/me/notifications`)
  await again.getByRole('button', { name: 'Mark all as read' }).click()
  // A window that closes takes what it was about to send along, or hangs on it.
  await again.getByRole('button', { name: 'Mark as unread' }).first().waitFor()
  await again.close()
  await eli.page.bringToFront()
  await bellOf(eli, 0).waitFor()
  expect(await eli.page.locator('.account-bar .unread').isVisible()).toBe(false)
})
