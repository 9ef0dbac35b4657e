import { type Challenge, solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { expect, test } from 'vitest'
import { type Person, useSite } from '#test/site'

const site = useSite()

const send = (person: Person, work: string) =>
  person.post('/corrections/new', {
    ...{ kind: 'organization', id: 'us-zz-harbor-city', property: 'note', proposedValue: 'A port since 1850' },
    ...{ evidence: 'It stands on the page of the port.', evidenceAddress: '', contact: '', work },
  })

/** What the island does in a browser. */
async function workOf(person: Person): Promise<string> {
  const challenge = (await person.get('/challenge')).json<Challenge>()
  const solution = await solveChallenge({ challenge, deriveKey })
  return btoa(JSON.stringify({ challenge, solution }))
}

test('a form with work goes through as often as the work is done, one without it ten times an hour', async () => {
  const visitor = await site.as('visitor')
  for (let time = 0; time < 10; time++) expect((await send(visitor, '')).status).toBe(303)
  const refused = await send(visitor, '')
  expect(refused.status).toBe(429)
  expect((await send(visitor, await workOf(visitor))).status).toBe(303)
})

test('work counts once, for a task of ours, and not for a made-up one', async () => {
  const visitor = await site.as('visitor')
  for (let time = 0; time < 10; time++) await send(visitor, '')
  const work = await workOf(visitor)
  expect((await send(visitor, work)).status).toBe(303)
  expect((await send(visitor, work)).status).toBe(429)
  const { challenge, solution } = JSON.parse(atob(await workOf(visitor)))
  const easier = { ...challenge, parameters: { ...challenge.parameters, cost: 1, keyPrefix: '00' } }
  for (const forged of [
    btoa(JSON.stringify({ challenge: easier, solution })),
    'e30=',
    '{{',
    btoa('null'),
    'x'.repeat(7000),
  ])
    expect((await send(visitor, forged)).status, forged.slice(0, 20)).toBe(429)
})
