import { expect, test } from 'vitest'
import { sql } from '#platform/db'
import { type Person, useSite } from '#test/site'
import { addressKey, nameKey } from '../letters/rules.ts'
import { askConsents } from './write.ts'

const site = useSite()
const at = '/works/open-ties'

async function write(person: Person, draft: string, content: string, more: Record<string, string> = {}): Promise<void> {
  const { page } = await person.get(draft)
  const revision = page.querySelector('input[name=revision]')?.getAttribute('value') ?? ''
  const said = { title: 'Open ties', teaser: 'What we ask.', content, topics: 'china' }
  expect((await person.post(draft, { revision, ...said, ...more })).status).toBe(303)
}

/** A statement that is open for signing: its draft on the desk, and the address at which it is signed. */
async function opened(person: Person, terms: Record<string, string> = {}, isPublic = true) {
  const fields = { kind: 'statement', bodyId: 'center', title: 'Open ties', slug: '' }
  const draft = (await person.post('/desk/works/new', fields)).headers.get('location') ?? ''
  await write(person, draft, 'Ties belong in the open.')
  if (isPublic) await person.post(`${draft}/turn`, { deed: 'publish' })
  expect((await person.post(`${draft}/letter`, { deed: 'terms', ...terms })).status).toBe(303)
  const sign = /\/letters\/\w+/.exec((await person.get(`${draft}/letter`)).text)?.[0] ?? ''
  return { draft, sign }
}

const ask = async (sign: string, fields: Record<string, string>) =>
  (await site.as('visitor')).post(sign, {
    name: 'Ana Example',
    title: '',
    capacity: 'personal',
    address: 'ana@example.org',
    ...fields,
  })

const linkTo = async (address: string): Promise<string> => {
  const letters = await site.services.database.read((db) =>
    db.all(
      sql<{
        text: string
      }>`select body_text as text from platform.outbox where recipient = ${address} order by id desc`,
    ),
  )
  return /\/signatures\/\w+/.exec(letters[0]?.text ?? '')?.[0] ?? ''
}
const follow = async (address: string, deed = 'confirm') =>
  (await site.as('visitor')).post(await linkTo(address), { deed })

async function signAs(sign: string, name: string, address: string): Promise<void> {
  expect((await ask(sign, { name, address })).status, name).toBe(303)
  expect((await follow(address)).status, name).toBe(303)
}
const shownTo = async (path = at) =>
  (await (await site.as('visitor')).get(path)).page.querySelector('#signed')?.parentElement?.parentElement
    ?.textContent ?? ''

test('a name stands under a letter when its mailbox has confirmed it, and goes when it is withdrawn', async () => {
  const { sign } = await opened(await site.as('sample-cora'))
  await ask(sign, { title: 'Mayor of Harbor City' })
  expect(await shownTo()).toContain('Signed by 0')
  await follow('ana@example.org')
  expect(await shownTo()).toContain('Signed by 1 person')
  expect(await shownTo()).toContain('Ana Example, Mayor of Harbor City (title for identification only)')
  expect((await (await site.as('visitor')).get(at)).text).not.toContain('ana@example.org')
  await follow('ana@example.org', 'withdraw')
  expect(await shownTo()).toContain('Signed by 0')
  expect((await follow('ana@example.org')).status).toBe(409)
})

test('one mailbox signs once, however it is spelled, and only the mailbox learns that it has', async () => {
  const { sign } = await opened(await site.as('sample-cora'))
  await signAs(sign, 'Ana Example', 'ana.example@gmail.com')
  const again = await ask(sign, { name: 'Ana E.', address: 'AnaExample+letters@googlemail.com' })
  expect(again.headers.get('location')).toBe('/signatures/asked')
  expect(await linkTo('AnaExample+letters@googlemail.com')).toBe('')
  expect(await shownTo()).toContain('Signed by 1 person')
  expect(addressKey('A.B+x@gmail.com')).toBe(addressKey('ab@googlemail.com'))
  expect(addressKey('a.b@example.org')).not.toBe(addressKey('ab@example.org'))
  expect(nameKey('Аnа Ехаmрlе')).toBe(nameKey('Ana Example'))
  expect(nameKey('Zoë O’Hara')).toBe(nameKey('zoe ohara'))
  expect(nameKey('Bo')).not.toBe(nameKey('Bob'))
})

test('an employee of the federal government signs as the terms allow, and the answer is kept nowhere', async () => {
  const { sign } = await opened(await site.as('sample-cora'), { federal: 'personal' })
  const refused = await ask(sign, { capacity: 'official', isFederal: 'yes', title: 'Deputy' })
  expect(refused.status).toBe(400)
  // What was typed is still there.
  expect(refused.page.querySelector('[name=name]')?.getAttribute('value')).toBe('Ana Example')
  expect((await ask(sign, { capacity: 'personal', isFederal: 'yes', title: 'Deputy' })).status).toBe(303)
  const kept = await site.services.database.read((db) =>
    db.all(sql<{ row: string }>`select signature::text as row from publications.signatures signature
      union all select entry::text from audit.entries entry where event like 'publications.signature%'`),
  )
  expect(kept.length).toBeGreaterThan(0)
  for (const { row } of kept) expect(row).not.toMatch(/federal/i)
})

test('a text that says something else needs each name again; one that is only mended keeps them', async () => {
  const cora = await site.as('sample-cora')
  const { sign } = await opened(cora)
  await signAs(sign, 'Ana Example', 'ana@example.org')
  await signAs(sign, 'Ben Example', 'ben@example.org')
  await cora.post('/desk/works/of/open-ties/corrections', {
    ...{ said: 'Ties belong in the open.', says: 'Ties belong in the open!', reason: 'A mark was missing.' },
  })
  expect(await shownTo()).toContain('Signed by 2 people')
  const next = (await cora.post('/desk/works/of/open-ties', {})).headers.get('location') ?? ''
  await write(cora, next, 'Ties belong in the open, and so do gifts.', { changeNote: 'Gifts came in.' })
  await cora.post(`${next}/turn`, { deed: 'publish' })
  expect(await shownTo()).toContain('Signed by 0')
  expect(await askConsents(site.services.database, 'http://legation.test')).toBe(2)
  expect(await askConsents(site.services.database, 'http://legation.test')).toBe(0)
  await follow('ana@example.org')
  expect(await shownTo()).toContain('Signed by 1 person')
  expect(await shownTo()).toContain('Ana Example')
  expect(await shownTo()).not.toContain('Ben Example')
})

test('many are taken out at once with a reason, and come back as one, save who withdrew meanwhile', async () => {
  const cora = await site.as('sample-cora')
  const { draft, sign } = await opened(cora)
  await signAs(sign, 'Ana Example', 'ana@example.org')
  for (const name of ['Bot One', 'Bot Two', 'Bot Three'])
    await signAs(sign, name, `${name.replace(' ', '')}@bots.example`)
  const out = { name: '', domain: 'bots.example', from: '', to: '' }
  expect((await cora.post(`${draft}/signatures`, { ...out, deed: 'invalidate', reason: 'No' })).status).toBe(400)
  const preview = await cora.post(`${draft}/signatures`, { ...out, deed: 'preview' })
  expect((await cora.get(preview.headers.get('location') ?? '')).text).toContain('3 confirmed signatures meet this')
  await cora.post(`${draft}/signatures`, { ...out, deed: 'invalidate', reason: 'One script sent all of them.' })
  expect(await shownTo()).toContain('Signed by 1 person')
  expect((await follow('BotTwo@bots.example')).status).toBe(403)
  const { page } = await cora.get(`${draft}/signatures`)
  await cora.post(page.querySelector('form[action*="/undo/"]')?.getAttribute('action') ?? '', {})
  expect(await shownTo()).toContain('Signed by 4 people')
  for (const path of [`${draft}/signatures`, `${draft}/signatures.csv`, `${draft}/letter`])
    for (const who of ['visitor', 'sample-ana', 'sample-dev'] as const)
      expect([401, 403, 404], `${who} ${path}`).toContain((await (await site.as(who)).get(path)).status)
})

test('a letter under embargo is read and signed by its address alone; a closed one takes no more', async () => {
  const cora = await site.as('sample-cora')
  const { draft, sign } = await opened(cora, { who: 'invited' }, false)
  expect((await (await site.as('visitor')).get(at)).status).toBe(404)
  expect((await (await site.as('visitor')).get(sign)).text).toContain('Ties belong in the open.')
  await signAs(sign, 'Ana Example', 'ana@example.org')
  await cora.post(`${draft}/turn`, { deed: 'publish' })
  expect(await shownTo()).toContain('Signed by 1 person')
  expect(await shownTo()).not.toContain('Sign it')
  await cora.post(`${draft}/letter`, { deed: 'close' })
  expect((await ask(sign, { address: 'ben@example.org' })).status).toBe(409)
  expect((await (await site.as('visitor')).get('/letters/none')).status).toBe(404)
})

test('hostile names are kept as names, or refused with a sentence', async () => {
  const cora = await site.as('sample-cora')
  const { draft, sign } = await opened(cora)
  expect((await ask(sign, { name: 'Ana\u202eelpmaxE' })).text).toContain('Write the name in letters')
  await signAs(sign, '<b>Ana</b>', 'ana@example.org')
  await signAs(sign, '=HYPERLINK("http://x")', 'ben@example.org')
  expect((await (await site.as('visitor')).get(at)).text).toContain('&lt;b>Ana&lt;/b>')
  expect((await cora.get(`${draft}/signatures.csv`)).text).toContain(`"'=HYPERLINK(""http://x"")"`)
})
