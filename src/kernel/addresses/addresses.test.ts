import { expect, test } from 'vitest'
import { addressHash } from '#kernel/access'
import { addressOf, browserOf, lettersTo as findLetters, lastSecret } from '#test/account-deeds'
import { type Person, useSite } from '#test/site'
import { listOwnAddresses } from './index.ts'

const site = useSite()
const lettersTo = (address: string) => findLetters(site, address)

/** Adds an address as people do: asks, then opens the link in the same browser. */
async function add(person: Person, address: string): Promise<number> {
  const asked = await person.post('/me/addresses', { address })
  expect(asked.headers.get('location')).toBe('/me/addresses/sent')
  const link = await lastSecret(site, address, 'link')
  const cookie = `${person.cookie}; ${browserOf(asked).cookie}`
  return (await person.post('/me/addresses/confirmation', { link: link || '0'.repeat(32) }, { cookie })).status
}

test('a second address is verified by a link, is told of everything, and signs in; removing one is told to both', async () => {
  const ana = await site.as('sample-ana')
  const [first, second] = [addressOf('sample-ana'), 'ana@second.example']
  expect(await add(ana, second)).toBe(303)
  expect((await lettersTo(first)).map((letter) => letter.subject)).toContain(
    'Another address was added to your account',
  )
  const visitor = await site.as('visitor')
  for (const address of [first, second]) {
    await visitor.post('/sign-in', { address })
    expect([address, (await lettersTo(address))[0]?.subject]).toEqual([address, 'Your sign-in link'])
  }
  const asked = await visitor.post('/sign-in/recovery', { address: second })
  await visitor.post('/sign-in/recovery/beginning', { link: await lastSecret(site, second, 'link') }, browserOf(asked))
  for (const address of [first, second])
    expect((await lettersTo(address))[0]?.subject).toBe('Somebody is recovering your account')
  expect((await ana.post('/me/addresses/removal', { id: addressHash(first) })).status).toBe(303)
  for (const address of [first, second])
    expect((await lettersTo(address))[0]?.subject).toBe('An address was removed from your account')
  await visitor.post('/sign-in', { address: first })
  expect((await lettersTo(first))[0]?.subject).toBe('An address was removed from your account')
  const last = await ana.post('/me/addresses/removal', { id: addressHash(second) })
  expect([last.status, last.text.includes('This is your only address')]).toEqual([409, true])
})

test('nobody takes an address that is another’s, learns whose it is, or uses a link of somebody else', async () => {
  const ana = await site.as('sample-ana')
  expect(await add(ana, addressOf('sample-ben'))).toBe(400)
  expect((await lettersTo(addressOf('sample-ben')))[0]?.subject).toBe('Somebody wanted to add your address')
  const asked = await ana.post('/me/addresses', { address: 'new@second.example' })
  const link = await lastSecret(site, 'new@second.example', 'link')
  const dev = await site.as('sample-dev')
  const cookie = `${dev.cookie}; ${browserOf(asked).cookie}`
  expect((await dev.post('/me/addresses/confirmation', { link }, { cookie })).status).toBe(400)
  expect((await ana.post('/me/addresses/confirmation', { link })).status).toBe(400)
  const known = await site.services.database.read((db) => listOwnAddresses(db, 'sample-ana'), { account: 'sample-ana' })
  expect(known.map(({ address }) => address)).toEqual([addressOf('sample-ana')])
})

test('signing out everywhere ends every session, also this one', async () => {
  const [here, there] = [await site.as('sample-ana'), await site.as('sample-ana')]
  expect((await here.get('/me')).text).toContain('Sign out everywhere, also here')
  expect((await here.post('/me/sessions/everywhere', {})).headers.get('location')).toBe('/sign-in')
  expect([(await here.get('/me')).status, (await there.get('/me')).status]).toEqual([401, 401])
})
