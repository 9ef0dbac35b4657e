import { expect, test } from 'vitest'
import type { Manners } from '#test/mail-server'
import { nameOf, readers, useMailings } from '#test/mailings'
import { useSite } from '#test/site'
import { promiseWords } from '../mailings/rules.ts'

const site = useSite()
const { scheduled, sendDue, states, diedWithTwo, leaseEnds, letters, dropped, changeServer } = useMailings(site)
const byKey = { header: 'Resend-Idempotency-Key', hours: 24 }
const again = { droppedRepeats: byKey }
const drops = { dropsBy: byKey.header }

async function diedWith(issue: string): Promise<string[]> {
  const inHand = await diedWithTwo(issue)
  await leaseEnds()
  return inHand.map(({ address }) => address)
}

test('a mail server that drops repeats is handed an undecided letter again, the same to the byte, until it is decided', async () => {
  const { issue, cora } = await scheduled()
  const { clock } = site.services
  let rude = 2
  const manners: Manners = { ...drops, hangsUp: (to) => to.startsWith('ben') && rude-- > 0 }
  const taken = await sendDue(issue, manners, again)
  expect((await states()).ben).toBe('waiting')
  const page = await cora.get(`${issue}/sending`)
  expect(page.text).not.toContain('undecided')
  expect(page.text).toContain('Of these, to be handed over again')
  // Not at once: a connection that breaks would break again.
  await sendDue(issue, manners, again)
  expect(dropped()).toHaveLength(0)
  for (const minute of ['06', '27']) {
    clock.moveTo(`2026-02-15T09:${minute}:00Z`)
    await sendDue(issue, manners, again)
  }
  expect(await states()).toEqual({ ana: 'sent', ben: 'sent', cleo: 'sent', dora: 'sent' })
  const first = taken.find(({ to }) => to.startsWith('ben'))
  expect(dropped().map(({ message }) => message === first?.message)).toEqual([true, true])
  expect(taken.map(({ to }) => to).toSorted()).toEqual(readers)
  expect(first?.message).toMatch(/^Resend-Idempotency-Key: [0-9a-z.]+\r$/m)
  expect((await cora.get(`${issue}/sending`)).text).toContain('Sent')
})

test('what a dead process had in hand goes again at once to a server that drops repeats; so each reader has one letter', async () => {
  const { issue } = await scheduled()
  const inHand = await diedWith(issue)
  const order = (await sendDue(issue, drops, again)).map(({ to }) => to)
  expect(order.toSorted()).toEqual(readers)
  expect(order.slice(0, 2).toSorted()).toEqual(inHand.toSorted())
  expect(Object.values(await states())).toEqual(['sent', 'sent', 'sent', 'sent'])
})

test('when the mail server has forgotten it, or drops nothing any more, a person decides', async () => {
  const { issue } = await scheduled()
  const { clock } = site.services
  const [first = ''] = await diedWith(issue)
  // A day is remembered; ten minutes less are counted on.
  clock.moveTo('2026-02-16T08:51:00Z')
  await sendDue(issue, drops, again)
  expect([(await states())[nameOf(first)], letters().length]).toEqual(['undecided', 2])
  await (await site.as('sample-cora')).post(`${issue}/sending`, { deed: 'again' })
  // It waits to be handed over; then the settings say that the server drops nothing.
  await changeServer()
  const rude = { ...drops, hangsUp: (to: string) => to === first }
  await sendDue(issue, rude, again)
  expect((await states())[nameOf(first)]).toBe('waiting')
  clock.moveTo('2026-02-16T09:30:00Z')
  await sendDue(issue, rude)
  expect((await states())[nameOf(first)]).toBe('undecided')
})

test('a repeat that is refused leaves the first try unknown, unless the mailbox is gone', async () => {
  const { issue, cora } = await scheduled()
  const [first = '', second = ''] = await diedWith(issue)
  const refuses = (to: string) =>
    to === first ? '554 5.5.0 known with other words' : to === second ? '550 5.1.1 no such user' : undefined
  await sendDue(issue, { ...drops, refuses }, again)
  const stateOf = async (address: string) => (await states())[nameOf(address)]
  expect([await stateOf(first), await stateOf(second)]).toEqual(['undecided', 'refused'])
  expect((await cora.get(`${issue}/sending`)).text).toContain('1 letter is undecided')
})

test('the page of a mailing says which promise holds, and settings change it', async () => {
  const { issue, cora } = await scheduled()
  expect((await cora.get(`${issue}/sending`)).text).toContain('Nobody gets this letter twice')
  expect(promiseWords({ header: 'Message-ID', hours: 168 })).toMatch(/exactly once.+168 hours/)
})
