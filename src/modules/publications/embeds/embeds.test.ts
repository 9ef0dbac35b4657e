import { expect, test } from 'vitest'
import { sql } from '#platform/db'
import { drafted } from '#test/publication-deeds'
import { asOwner, useSite } from '#test/site'

const site = useSite()
const said = { title: 'Open ties', teaser: 'What we ask.', topics: 'china', authors: 'Cora Sample' }
const embed = (kind: string, reference: string, asOf = '2030-01-01') =>
  `[embed kind="atlas.${kind}" reference="${reference}" asOf="${asOf}" caption=""]`

async function published(content: string): Promise<string> {
  const draft = await drafted(site)
  const cora = await site.as('sample-cora')
  await cora.post(draft, { revision: '2', ...said, content })
  expect((await cora.post(`${draft}/turn`, { deed: 'publish' })).status).toBe(303)
  return draft
}
const oneRecord = async () =>
  site.services.database.read((db) =>
    db.only(sql<{ id: string; title: string }>`select engagement.id, version.title from atlas.engagements engagement
      join atlas.versions version on version.engagement_id = engagement.id
      where visibility = 'public' and known_to is null order by engagement.id limit 1`),
  )
const textOf = async (who: 'visitor' | 'staff') => {
  const { page } = await (await site.as(who)).get('/works/open-ties')
  return page.querySelector('.prose')?.textContent ?? ''
}

test('a record, a list, a map, a chart and a country stand in a text as of the day they were cited', async () => {
  const { id, title } = await oneRecord()
  await published(
    [
      embed('record', id),
      embed('list', 'country=QQ'),
      embed('map', 'country=QQ'),
      embed('chart', 'country=QQ&by=form'),
      embed('country', 'qq'),
    ].join('\n\n'),
  )
  const { page } = await (await site.as('visitor')).get('/works/open-ties')
  const shown = [...page.querySelectorAll('.text-embed')]
  expect(shown).toHaveLength(5)
  const [record, list, map, chart, country] = shown
  expect(record?.querySelector('a')?.getAttribute('href')).toBe(`/engagements/${id}`)
  expect(record?.textContent).toContain(title)
  expect(list?.querySelectorAll('tbody tr, tr').length).toBeGreaterThan(1)
  expect(map?.querySelector('svg')?.getAttribute('aria-label')).toContain('as known on January 1, 2030')
  expect(chart?.querySelectorAll('.bar-chart-bar').length).toBeGreaterThan(0)
  expect(country?.textContent).toMatch(/\w/)
})

test('a record that not everybody may know of is nothing to them, in every form', async () => {
  const { id, title } = await oneRecord()
  await published(`Before.\n\n${embed('record', id)}\n\nAfter.`)
  await asOwner(site.services.database, `update atlas.engagements set visibility = 'staff' where id = '${id}'`)
  expect(await textOf('visitor')).toBe('Before.After.')
  expect(await textOf('staff')).toContain(title)
  const visitor = await site.as('visitor')
  expect((await visitor.get('/works/open-ties/work.txt')).text).not.toContain(title)
})

test('the page says of a record that it is gone, and whoever writes is told what readers will not see', async () => {
  const { id, title } = await oneRecord()
  const now = site.services.clock.now()
  const draft = await published(`Before.\n\n${embed('record', id, now.toISOString())}`)
  await asOwner(
    site.services.database,
    `update atlas.versions set known_to = now() + interval '1 day' where engagement_id = '${id}' and known_to is null`,
  )
  expect(await textOf('visitor')).toMatch(new RegExp(`${title.replace(/[^\w ]/g, '.')}.*is not any more`, 's'))
  const cora = await site.as('sample-cora')
  const next = (await cora.post('/desk/works/of/open-ties', {})).headers.get('location') ?? draft
  await cora.post(next, { revision: '1', ...said, content: `${embed('record', 'none')}\n\n${embed('weather', 'x')}` })
  const checks = (await cora.get(next)).page.querySelector('section[aria-labelledby=checks]')?.textContent
  expect(checks).toContain('The embed “none”: Readers see nothing there')
  expect(checks).toContain('nothing here can be shown by that name')
})

test('what is embedded says as of which day, or the work is not published', async () => {
  const draft = await drafted(site)
  const cora = await site.as('sample-cora')
  await cora.post(draft, { revision: '2', ...said, content: embed('country', 'qq', '') })
  const { status, text } = await cora.post(`${draft}/turn`, { deed: 'publish' })
  expect([status, text]).toEqual([400, expect.stringContaining('Say as of which day it is shown')])
})
