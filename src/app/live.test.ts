import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { ModuleDoor } from '#kernel/doors'
import type { Pool } from '#platform/db'
import { openCopy, type Person, siteOver, type TestSite } from '#test/site'
import { servicesOver } from '#test/template'

// What nodes tell each other is told when a deed is committed: nothing here is rolled back.
let pool: Pool
let site: TestSite
let doors: ModuleDoor[] = []
beforeAll(async () => {
  pool = await openCopy()
  const opened = await siteOver(await servicesOver(pool))
  site = opened.site
  doors = opened.doors
})
afterAll(async () => {
  for (const door of doors) await door.close()
  await site.services.live.close()
  await pool.close()
})

interface Listening {
  /** Every number that was told, in order. */
  numbers(): number[]
  hasEnded(): boolean
  stop(): Promise<void>
}

/** A page that stays open. */
async function listen(person: Person): Promise<Listening> {
  const asked = new Request('http://legation.test/live/notices', { headers: { cookie: person.cookie } })
  const answer = await site.application.fetch(asked)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
  let text = ''
  let hasEnded = false
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  const read = async () => {
    for (;;) {
      const chunk = await reader?.read()
      if (!chunk || chunk.done) break
      text += chunk.value
    }
    hasEnded = true
  }
  read().catch(() => undefined) // ends when stopped
  return {
    numbers: () => [...text.matchAll(/event: unread\ndata: (\d+)/g)].map(([, number]) => Number(number)),
    hasEnded: () => hasEnded,
    stop: async () => void (await reader?.cancel()),
  }
}

/** Asks for a correction, which whoever may decide on it is told of. */
const askCorrection = async () =>
  (await site.as('visitor')).post('/corrections/new', {
    ...{ kind: 'organization', id: 'us-zz-harbor-city', property: 'population', proposedValue: '131000' },
    evidence: 'The census office published it last week.',
  })

test('the count beside the bell follows what is told and read; each hears their own number and no other', {
  timeout: 30_000,
}, async () => {
  const [eli, ana] = [await site.as('sample-eli'), await site.as('sample-ana')]
  const [ofEli, ofAna] = [await listen(eli), await listen(ana)]
  await vi.waitFor(() => expect([ofEli.numbers(), ofAna.numbers()]).toEqual([[0], [0]]))
  expect((await askCorrection()).status).toBe(303)
  await vi.waitFor(() => expect(ofEli.numbers()).toEqual([0, 1]))
  await eli.post('/me/notifications', { as: 'read' })
  await vi.waitFor(() => expect(ofEli.numbers()).toEqual([0, 1, 0]))
  // She may decide nothing: nothing was told to her, not even that something changed.
  expect(ofAna.numbers()).toEqual([0])
  await ofEli.stop()
  await ofAna.stop()
})

test('visitors are told nothing, accounts by name nothing, and a session that ended nothing more', {
  timeout: 30_000,
}, async () => {
  const visitor = await site.as('visitor')
  expect((await visitor.get('/live/notices')).status).toBe(401)
  expect((await visitor.get('/live/notifications.notices.changed')).status).toBe(404)
  const eli = await site.as('sample-eli')
  const listening = await listen(eli)
  await vi.waitFor(() => expect(listening.numbers()).toHaveLength(1))
  await eli.post('/me/sessions/everywhere', {})
  await askCorrection()
  await vi.waitFor(() => expect(listening.hasEnded()).toBe(true), { timeout: 5000 })
  expect(listening.numbers()).toHaveLength(1)
})

test('a page that stays open does not keep anybody signed in', async () => {
  const eli = await site.as('sample-eli')
  const before = site.services.clock.now()
  site.services.clock.moveTo(new Date(before.getTime() + 11 * 3_600_000).toISOString())
  const listening = await listen(eli)
  await vi.waitFor(() => expect(listening.numbers()).toHaveLength(1))
  site.services.clock.moveTo(new Date(before.getTime() + 13 * 3_600_000).toISOString())
  await askCorrection()
  await vi.waitFor(() => expect(listening.hasEnded()).toBe(true), { timeout: 5000 })
  expect((await eli.get('/me')).status).toBe(401)
})
