import { expect, test } from 'vitest'
import { useSite } from '#test/site'
import { accentInTheDark, contrast, refuseFaint, tokensOf } from './rules.ts'

const site = useSite()

test('contrast is as WCAG 2.2 computes it', () => {
  expect(contrast('#ffffff', '#000000')).toBeCloseTo(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})

test('a color that cannot be read is refused, and any that can has a readable sister for dark screens', () => {
  expect(() => refuseFaint('#c0c0c0')).toThrow('too faint')
  for (const accent of ['#14325c', '#3d4a1f', '#7a1f1f', '#000000', '#4b0082']) {
    expect(() => refuseFaint(accent)).not.toThrow()
    expect(contrast(accentInTheDark(accent), '#12161d')).toBeGreaterThanOrEqual(7)
  }
})

test('the tokens of a body hold for its own pages and no others', async () => {
  expect(tokensOf({ id: 'center', accent: '#14325c' })).toMatch(
    /^\[data-body="center"\] \{\n {2}--accent: light-dark\(#14325c, #[0-9a-f]{6}\);/,
  )
  const sheet = await (await site.as('visitor')).get('/bodies.css')
  expect([sheet.headers.get('content-type'), sheet.text.includes('[data-body="network"]')]).toEqual([
    'text/css; charset=utf-8',
    true,
  ])
})

test('a body that was set up is no sample any more: its name, mark and pages are its own', async () => {
  const kim = await site.as('sample-kim')
  expect((await kim.get('/desk')).text).toContain('The bodies of this site are samples')
  await kim.post('/desk/setup/network', {
    name: 'Harbor Network',
    kind: 'membership',
    mission: 'Ports talk.',
    mark: 'HN',
    accent: '#1f3d4a',
  })
  await kim.post('/desk/setup/network/pages/new', {
    title: 'How we work',
    content: 'In the open.\n\nAlways.',
    deed: 'save',
  })
  const visitor = await site.as('visitor')
  const page = await visitor.get('/bodies/network')
  expect([page.text.includes('Harbor Network'), page.text.includes('Sample')]).toEqual([true, false])
  const own = await visitor.get('/bodies/network/how-we-work')
  expect([...own.page.querySelectorAll('.prose p')].map((each) => each.textContent)).toEqual([
    'In the open.',
    'Always.',
  ])
  expect((await visitor.get('/about')).text).toContain('Harbor Network')
  await kim.post('/desk/setup/network/pages/how-we-work', { deed: 'remove' })
  expect((await visitor.get('/bodies/network/how-we-work')).status).toBe(404)
})
