import { afterEach, expect, test } from 'vitest'
import { wholeSight } from '#platform/db'
import { type MailServer, startMailServer } from '#test/mail-server'
import { issueOf, opened } from '#test/newsletters'
import { drafted } from '#test/publication-deeds'
import { useSite } from '#test/site'
import { deliver } from '../deliveries/service.ts'
import { prepareMailing } from '../deliveries/write.ts'

const site = useSite()
let server: MailServer | undefined
afterEach(() => server?.stop())

const pia = {
  ...{ name: 'Pia Press', address: 'pia@paper.example', outlet: 'The Paper', beat: 'Trade', region: 'TX' },
  basis: 'the masthead of your paper',
}
const moment = '2026-02-16T09:00:00Z'

const plainOf = (message: string) => message.replace(/=\r\n/g, '').replaceAll('=3D', '=')

test('the press reads a work under embargo, each by a link of their own, until it is public', async () => {
  const list = await opened(site, { kind: 'press', slug: 'press', name: 'Press of the Center' })
  const cora = await site.as('sample-cora')
  expect((await cora.post(`${list}/contacts`, { ...pia, basis: '' })).text).toContain('Say where the address is from')
  await cora.post(`${list}/contacts`, pia)
  await cora.post(`${list}/contacts`, { ...pia, name: 'Otto', address: 'otto@radio.example', beat: 'Sports' })
  await cora.post(`${list}/contacts`, { ...pia, name: 'Rosa', address: 'rosa@radio.example' })
  expect((await cora.post(`${list}/contacts`, pia)).status).toBe(409)

  const draft = await drafted(site)
  await cora.post(`${draft}/turn`, { deed: 'schedule', at: moment })
  const edition = draft.split('/').at(-1) ?? ''
  const issue = await issueOf(cora, list, { editionId: edition, toBeat: 'trade' })
  await cora.post(`${issue}/sending`, { deed: 'now' })
  const { database, clock, config } = site.services
  const issueId = issue.split('/').at(-1) ?? ''
  await database.write(
    (db) => prepareMailing(db, { issueId, now: clock.now(), publicUrl: config.publicUrl, all: [] }),
    wholeSight,
  )
  server = await startMailServer()
  const given = {
    ...config,
    database,
    smtpUrl: server.url,
    worker: 'one',
    now: () => clock.now(),
    isClosing: () => false,
  }
  await deliver(given, issueId)
  expect(server.letters.map(({ to }) => to).toSorted()).toEqual(['pia@paper.example', 'rosa@radio.example'])
  const links = server.letters.map(({ message }) => /\/readings\/\w{32}/.exec(plainOf(message))?.[0] ?? '')
  expect(new Set(links).size).toBe(2)
  const letter = plainOf(server.letters[0]?.message ?? '')
  expect(letter).toContain('Under embargo until')
  expect(letter).toContain('the masthead of your paper')

  const visitor = await site.as('visitor')
  expect((await visitor.get(links[0] ?? '')).text).toContain('Ties belong in the open.')
  expect((await visitor.get('/works/open-ties')).status).toBe(404)
  // Nothing of it stands among past issues.
  expect((await visitor.get('/newsletters/press')).status).toBe(404)
  expect((await visitor.get('/newsletters/press/1')).status).toBe(404)
  await cora.post(`${draft}/turn`, { deed: 'publish' })
  expect((await visitor.get(links[0] ?? '')).headers.get('location')).toBe('/works/open-ties')

  // Whoever leaves stays away; whom staff took off may be added again.
  const leave = /\/unsubscribe\/[0-9a-z-]{46}/.exec(
    plainOf(server.letters.find(({ to }) => to === pia.address)?.message ?? ''),
  )
  await visitor.post(leave?.[0] ?? '', {})
  expect((await cora.post(`${list}/contacts`, pia)).text).toContain('or has left it')
  const { page } = await cora.get(`${list}/contacts`)
  const rosa = [...page.querySelectorAll('tr')].find((row) => row.textContent?.includes('Rosa'))
  await cora.post(rosa?.querySelector('form')?.getAttribute('action') ?? '', {})
  expect((await cora.get(`${list}/contacts`)).text).not.toContain('rosa@')
  expect((await cora.post(`${list}/contacts`, { ...pia, address: 'rosa@radio.example' })).status).toBe(303)
})

test('contacts of a body are seen by its staff alone', async () => {
  const list = await opened(site, { kind: 'press', slug: 'press', name: 'Press of the Center' })
  await (await site.as('sample-cora')).post(`${list}/contacts`, pia)
  for (const who of ['visitor', 'sample-ana', 'sample-dev', 'sample-kim'] as const)
    expect([401, 403, 404], who).toContain((await (await site.as(who)).get(`${list}/contacts`)).status)
  expect((await (await site.as('visitor')).post('/newsletters/press', { address: 'x@example.org' })).status).toBe(404)
})
