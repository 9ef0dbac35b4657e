import { expect, test } from 'vitest'
import { sql, wholeSight } from '#platform/db'
import { listOutbox } from '#platform/mail'
import { addressOf, browserOf, lastSecret, latestIn, recoveryOf } from '#test/account-deeds'
import { newAuthenticator, proof, registration } from '#test/authenticator'
import { type Person, useSite, type Who } from '#test/site'

const site = useSite()
const nia = 'nia@people.example'
const invitation = { name: 'Nia Sample', address: nia, bodyId: 'network', role: 'member' }

const invite = async (input: Record<string, string> = invitation, who: Who = 'sample-kim') =>
  (await site.as(who)).post('/desk/invitations/new', input)

const accountsOf = (address: string) =>
  site.services.database.read(
    (db) =>
      db.all(sql<{ id: string; personId: string; name: string }>`select account.id, person_id as "personId", person.name
        from access.addresses address join access.accounts account on account.id = account_id
        join people.people person on person.id = person_id where address = ${address}`),
    wholeSight,
  )

test('an invited person gets an account by confirming in their own browser, and nothing is made before', async () => {
  await invite()
  const code = await lastSecret(site, nia, 'code')
  const visitor = await site.as('visitor')
  expect((await visitor.get(`/invitation?code=${code}`)).text).toContain('Sample National Security Network invites you')
  expect(await accountsOf(nia)).toEqual([])
  const asked = await visitor.post('/invitation', { code })
  expect(await accountsOf(nia)).toEqual([])
  const link = await lastSecret(site, nia, 'link')
  // Whoever only read the letter, in another browser, gets nowhere.
  expect((await visitor.post('/invitation/confirmation', { link })).status).toBe(400)
  const accepted = await visitor.post('/invitation/confirmation', { link }, browserOf(asked))
  expect([accepted.status, accepted.headers.get('location')]).toEqual([303, '/me#passkeys'])
  expect((await accountsOf(nia)).map(({ name }) => name)).toEqual(['Nia Sample'])
  expect((await visitor.get(`/invitation?code=${code}`)).status).toBe(404)
  expect((await (await site.as('sample-kim')).get('/desk/people')).text).toContain('Nia Sample')
  expect((await (await site.as('sample-cora')).get('/desk/people')).text).not.toContain('Nia Sample')
})

test('an invitation to somebody known to the other body joins their one account, and the sender does not learn it', async () => {
  const ben = addressOf('sample-ben')
  const shown = async (address: string) => {
    const answer = await invite({ ...invitation, address, name: 'B. Guest' })
    const page = await (await site.as('sample-kim')).get('/desk/invitations')
    return [
      answer.status,
      answer.headers.get('location'),
      [...page.page.querySelectorAll('tbody tr')]
        .find((row) => row.textContent?.includes(address))
        ?.textContent?.replace(address, ''),
    ]
  }
  expect(await shown(ben)).toEqual(await shown(nia))
  const visitor = await site.as('visitor')
  const asked = await visitor.post('/invitation', { code: await lastSecret(site, ben, 'code') })
  await visitor.post('/invitation/confirmation', { link: await lastSecret(site, ben, 'link') }, browserOf(asked))
  expect(await accountsOf(ben)).toEqual([{ id: 'sample-ben', personId: 'sample-ben', name: 'Ben Sample' }])
  expect((await (await site.as('sample-kim')).get('/desk/people')).text).toContain('Ben Sample')
})

test('an invitation taken back or older than a week opens nothing', async () => {
  await invite()
  const withdrawn = await lastSecret(site, nia, 'code')
  const id = await latestIn(site, 'access.invitations')
  expect((await (await site.as('sample-kim')).post('/desk/invitations/withdrawal', { id })).status).toBe(303)
  expect((await (await site.as('visitor')).get(`/invitation?code=${withdrawn}`)).status).toBe(404)
  expect((await (await site.as('visitor')).post('/invitation', { code: withdrawn })).status).toBe(404)
  await invite()
  const code = await lastSecret(site, nia, 'code')
  site.services.clock.moveTo('2026-02-22T09:00:00.000Z')
  expect((await (await site.as('visitor')).get(`/invitation?code=${code}`)).status).toBe(404)
  expect((await (await site.as('visitor')).post('/invitation', { code })).status).toBe(404)
})

test('staff invite members; only who may give roles invites staff; nobody invites into a body that is not theirs', async () => {
  expect((await invite(invitation, 'sample-dev')).status).toBe(303)
  expect((await invite({ ...invitation, role: 'staff' }, 'sample-dev')).status).toBe(403)
  expect((await invite({ ...invitation, role: 'staff' }, 'sample-kim')).status).toBe(303)
  expect((await invite({ ...invitation, bodyId: 'center' }, 'sample-kim')).status).toBe(403)
  expect((await invite({ ...invitation, role: 'body-admin' }, 'staff')).status).toBe(303)
})

/** Begins a recovery as the person would, and reads both codes from the page. */
async function begin(who: Who): Promise<{ code: string; vouching: string }> {
  const visitor = await site.as('visitor')
  const asked = await visitor.post('/sign-in/recovery', { address: addressOf(who) })
  const link = await lastSecret(site, addressOf(who), 'link')
  const begun = await visitor.post('/sign-in/recovery/beginning', { link }, browserOf(asked))
  const [code = '', vouching = ''] = [...begun.page.querySelectorAll('code.secret')].map(
    (each) => each.textContent ?? '',
  )
  return { code, vouching }
}
const finish = async (code: string) => (await site.as('visitor')).post('/sign-in/recovery/finish', { code })
const lettersTo = async (who: Who) =>
  (await site.services.database.read((db) => listOutbox(db)))
    .filter(({ to }) => to === addressOf(who))
    .map(({ subject }) => subject)

test('a member who lost their passkeys gets back in after the delay with two sponsors; old passkeys and sessions are gone', async () => {
  const lost = newAuthenticator()
  const ana = await site.as('sample-ana')
  await ana.post('/me/passkeys', await registration(ana, lost))
  const { code, vouching } = await begin('sample-ana')
  expect((await ana.get('/me')).text).toContain('Somebody is recovering your account')
  expect((await finish(code)).text).toContain('0 so far')
  for (const who of ['sample-hana', 'sample-jo'] as const) {
    // Hana and Jo belong to the same body as Ana; a contact or a member of the other body is told there is no such code.
    const answer = await (await site.as(who)).post('/me/vouching', { code: vouching })
    expect([who, answer.status]).toEqual([who, who === 'sample-hana' ? 404 : 200])
  }
  expect((await (await site.as('sample-ben')).post('/me/vouching', { code: vouching })).status).toBe(404)
  expect((await ana.post('/me/vouching', { code: vouching })).status).toBe(404)
  expect((await (await site.as('sample-kim')).post('/me/vouching', { code: vouching })).status).toBe(200)
  expect((await finish(code)).text).toContain('The waiting time is not over')
  site.services.clock.moveTo('2026-02-17T09:00:00.000Z')
  const back = await finish(code)
  expect([back.status, back.headers.get('location')]).toEqual([303, '/me#passkeys'])
  expect((await ana.get('/me')).status).toBe(401)
  const visitor = await site.as('visitor')
  expect((await visitor.post('/sign-in/passkey', await proof(visitor, lost))).status).toBe(400)
  expect((await finish(code)).status).toBe(400)
  expect(await lettersTo('sample-ana')).toEqual([
    'Your account was recovered',
    'Somebody vouched for the recovery of your account',
    'Somebody vouched for the recovery of your account',
    'Somebody is recovering your account',
    'Get back in',
  ])
})

test('one of staff of the body vouches alone; staff of the other body do not see the recovery', async () => {
  const { code } = await begin('sample-ana')
  const recovery = await site.services.database.read(
    (db) => db.only(sql<{ id: string }>`select id from access.recoveries`),
    wholeSight,
  )
  const cora = await site.as('sample-cora')
  expect((await cora.get('/desk/recoveries')).text).toContain('Nobody is recovering')
  expect((await cora.post(`/desk/recoveries/${recovery.id}`, {})).status).toBe(404)
  expect((await cora.post('/desk/recoveries/stopping', recovery)).status).toBe(404)
  const dev = await site.as('sample-dev')
  expect((await dev.get('/desk/recoveries')).text).toContain('Ana Sample')
  expect((await dev.post(`/desk/recoveries/${recovery.id}`, {})).status).toBe(303)
  expect((await dev.post(`/desk/recoveries/${recovery.id}`, {})).status).toBe(409)
  site.services.clock.moveTo('2026-02-17T09:00:00.000Z')
  expect((await finish(code)).status).toBe(303)
})

test('a recovery is stopped by the notice or from an open session, and opens nothing after', async () => {
  const { code } = await begin('sample-ana')
  const stop = await lastSecret(site, addressOf('sample-ana'), 'code')
  expect((await (await site.as('visitor')).post('/sign-in/recovery/stop', { code: stop })).text).toContain('Stopped')
  site.services.clock.moveTo('2026-02-17T09:00:00.000Z')
  expect((await finish(code)).status).toBe(400)
  const ana = await site.as('sample-ana')
  const second = await begin('sample-ana')
  expect((await ana.post('/me/recovery/stop', {})).status).toBe(303)
  expect((await finish(second.code)).status).toBe(400)
  expect(await lettersTo('sample-ana')).toContain('The recovery of your account was stopped')
})

test('for somebody with neither mail nor passkey staff begin it; two others approve, and only both halves finish it', async () => {
  const ana = await site.as('sample-ana')
  const lost = newAuthenticator()
  await ana.post('/me/passkeys', await registration(ana, lost))
  const [kim, dev, lee] = [await site.as('sample-kim'), await site.as('sample-dev'), await site.as('sample-lee')]
  const begun = await kim.post('/desk/recoveries/new', recoveryOf('sample-ana'))
  const path = begun.headers.get('location') ?? ''
  expect([begun.status, path]).toEqual([303, expect.stringMatching(/^\/desk\/recoveries\/\w+$/)])
  const again = await dev.post('/desk/recoveries/new', recoveryOf('sample-ana'))
  expect([again.status, again.text.includes('is in progress')]).toEqual([409, true])

  // Whoever began it approves nothing; the others read why, and each gets a half once.
  expect((await kim.post(path, {})).status).toBe(409)
  expect((await dev.get(path)).text).toContain('passport on the table')
  const halfOf = async (person: Person) =>
    (await person.post(path, {})).page.querySelector('code.secret')?.textContent ?? ''
  const first = await halfOf(dev)
  expect(first).toMatch(/^[0-9a-z]{16}$/)
  expect((await dev.post(path, {})).status).toBe(409)
  site.services.clock.moveTo('2026-02-17T09:00:01.000Z')
  for (const code of [first + first, first.padEnd(32, '0')]) expect((await finish(code)).status).toBe(400)
  site.services.clock.moveTo('2026-02-15T09:00:00.000Z')
  // Who keeps the rights of the network knows a number only, and does not read what was written of the person.
  const asOffice = (await lee.get(path)).text
  expect([asOffice.includes('passport'), asOffice.includes('Ana Sample')]).toEqual([false, false])
  const second = await halfOf(lee)
  const early = await finish(`${second} ${first}`)
  expect([early.status, early.text.includes('waiting time')]).toEqual([409, true])
  expect((await ana.get('/me')).text).toContain('Somebody is recovering your account')

  site.services.clock.moveTo('2026-02-17T09:00:00.000Z')
  const back = await finish(`${second} ${first}`)
  expect([back.status, back.headers.get('location')]).toEqual([303, '/me#passkeys'])
  const sessions = await site.services.database.read(
    (db) => db.all(sql<{ how: string }>`select how from access.sessions where account_id = 'sample-ana'`),
    wholeSight,
  )
  expect(sessions).toEqual([{ how: 'recovery' }])
  expect((await ana.get('/me')).status).toBe(401)
  const visitor = await site.as('visitor')
  expect((await visitor.post('/sign-in/passkey', await proof(visitor, lost))).status).toBe(400)
  expect(await lettersTo('sample-ana')).toEqual([
    'Your account was recovered',
    'Somebody vouched for the recovery of your account',
    'Somebody vouched for the recovery of your account',
    'Staff began the recovery of your account',
  ])
  const log = await site.services.database.read(
    (db) => db.all(sql<{ detail: unknown }>`select detail from audit.entries where event like 'access.recovery.%'`),
    wholeSight,
  )
  expect(JSON.stringify(log)).not.toMatch(/passport|flood|Ana/)
})

test('a recovery by staff is stopped by the person or by other staff; nobody begins their own, or one of rights wider than theirs', async () => {
  const kim = await site.as('sample-kim')
  await kim.post('/desk/recoveries/new', recoveryOf('sample-ana'))
  const stop = await lastSecret(site, addressOf('sample-ana'), 'code')
  expect((await (await site.as('visitor')).post('/sign-in/recovery/stop', { code: stop })).status).toBe(200)
  const second = await kim.post('/desk/recoveries/new', recoveryOf('sample-ana'))
  const path = second.headers.get('location') ?? ''
  const dev = await site.as('sample-dev')
  expect((await dev.post('/desk/recoveries/stopping', { id: path.split('/').at(-1) ?? '' })).status).toBe(303)
  expect((await dev.get(path)).status).toBe(404)
  const statuses: [string, number][] = []
  for (const [who, whose] of [
    ['sample-kim', 'sample-kim'],
    ['sample-kim', 'sample-ben'],
    ['sample-dev', 'sample-lee'],
    ['sample-dev', 'sample-kim'],
    ['sample-ana', 'sample-jo'],
    ['sample-eli', 'sample-jo'],
  ] as const)
    statuses.push([
      `${who} for ${whose}`,
      (await (await site.as(who)).post('/desk/recoveries/new', recoveryOf(whose))).status,
    ])
  expect(statuses).toEqual([
    ['sample-kim for sample-kim', 400],
    ['sample-kim for sample-ben', 400],
    ['sample-dev for sample-lee', 400],
    ['sample-dev for sample-kim', 303],
    ['sample-ana for sample-jo', 403],
    ['sample-eli for sample-jo', 403],
  ])
  site.services.clock.moveTo('2026-02-15T09:30:00.000Z')
  const unproven = await kim.post('/desk/recoveries/new', recoveryOf('sample-hana'))
  expect([unproven.status, unproven.text.includes('Confirm that it is you')]).toEqual([403, true])
  const fay = await site.as('sample-fay')
  expect((await fay.post('/desk/recoveries/new', recoveryOf('sample-lee'))).status).toBe(303)
})
