import { expect, test } from 'vitest'
import { asOwner, type Person, useSite } from '#test/site'

const site = useSite()

/** Each line of one's own roles: role, reach, first day, last day, and whether that is today. */
const rolesOf = async (person: Person): Promise<string[]> =>
  [...(await person.get('/me')).page.querySelectorAll('section[aria-labelledby=roles] tbody tr')].map((line) =>
    [...line.children]
      .slice(0, 5)
      // Each cell says its column again, for narrow screens.
      .map((cell) => cell.textContent?.trim().replace(/^(?:Role|Reaches|From|Until|Today)/, ''))
      .join('; '),
  )

test('one’s own page says from when until when each role is held, those that are over and those to come among them', async () => {
  await asOwner(
    site.services.database,
    `insert into access.grants (id, account_id, role, scope_kind, scope_id, starts_on, ends_on, granted_by, granted_at) values
      ('over', 'sample-dev', 'reviewer', 'module', 'atlas', '2025-01-01', '2026-02-14', 'system', '2025-01-01'),
      ('to-come', 'sample-dev', 'editor', 'network', '*', '2026-03-01', '2026-12-31', 'system', '2025-01-02')`,
  )
  const dev = await site.as('sample-dev')
  const lines = await rolesOf(dev)
  expect(lines).toContain('reviewer; module atlas; January 1, 2025; February 14, 2026; Over')
  expect(lines).toContain('editor; whole network; March 1, 2026; December 31, 2026; Not yet')
  expect(lines.find((line) => line.startsWith('staff;'))).toMatch(/; No set end; Now$/)
  // Only what holds today is what one is.
  const lede = (await dev.get('/me')).page.querySelector('.lede')?.textContent ?? ''
  expect([lede.includes('staff'), lede.includes('reviewer'), lede.includes('editor')]).toEqual([true, false, false])
})

test('what a role lets one do stands beside it, and the government that it is held over', async () => {
  const dev = await site.as('sample-dev')
  const carried = (await dev.get('/me')).page.querySelector('section[aria-labelledby=roles] details')?.textContent
  expect(carried).toContain('Put values of organizations on record')
  await asOwner(
    site.services.database,
    `insert into access.grants (id, account_id, role, scope_kind, scope_id, starts_on, granted_by, granted_at) values
      ('over-harbor', 'sample-ben', 'local-leader', 'record', 'us-zz-harbor-city', '2026-01-01', 'system', '2025-01-01'),
      ('officer', 'sample-ben', 'security-officer', 'body', 'center', '2026-01-01', 'system', '2025-01-01')`,
  )
  const ben = await site.as('sample-ben')
  // What only reaches the whole network is in no body's gift.
  const all = (await ben.get('/me')).page.querySelector('section[aria-labelledby=roles]')?.textContent
  expect([all?.includes('Begin the recovery'), all?.includes('See which letters wait')]).toEqual([true, false])
  const reach = (await ben.get('/me')).page.querySelector('section[aria-labelledby=roles] a[href^="/governments/"]')
  expect(reach?.textContent).toBe('Harbor City')
  expect((await ben.get(reach?.getAttribute('href') ?? '')).status).toBe(200)
})
