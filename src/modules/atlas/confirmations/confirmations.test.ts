import { expect, test } from 'vitest'
import { sql } from '#platform/db'
import { answeredIntake, askedWords, capacityWords, harborAnswers, mailedForm, tidesWords } from '#test/intakes'
import { useSite } from '#test/site'
import { engagementId } from '../imports/rules.ts'

const site = useSite()
const tie = engagementId('tie/harbor-meridian')
const government = '/governments/us-zz-harbor-city'
const found = async (words: string) => (await (await site.as('visitor')).get(`/search?q=${words}`)).text

/** Ids of the sentences that wait, in order. */
const idsAt = async (address: string): Promise<string[]> =>
  [...(await (await site.as('visitor')).get(address)).page.querySelectorAll('input[name=id]')].map(
    (input) => input.getAttribute('value') ?? '',
  )

async function confirmTides(): Promise<{ form: string; address: string; record: string }> {
  const { form, id } = await answeredIntake(site)
  const address = await askedWords(site, id, { 3: tidesWords })
  const [words = ''] = await idsAt(address)
  const holder = await site.as('visitor')
  await holder.post(address, { id: words, verdict: 'confirmed' })
  const record = (await holder.get(address)).page.querySelector('a[href^="/engagements/"]')?.getAttribute('href') ?? ''
  return { form, address, record }
}

test('staff see each answer beside what is known: new, the same, or different', async () => {
  const { id } = await answeredIntake(site)
  const { page, text } = await (await site.as('staff')).get(`/desk/intakes/${id}`)
  const verdictOf = (label: string) =>
    [...page.querySelectorAll(`article[aria-label="${label}"] .status`)].map((chip) => chip.textContent)
  expect(verdictOf('Sample Harbors Network')).toEqual(['Same as known'])
  expect(verdictOf('Port Meridian')).toEqual(['Differs from what is known'])
  expect(verdictOf('Norholm')).toEqual(['New'])
  expect(verdictOf('Alta Vista')).toEqual(['New'])
  expect(text).toContain('1986; known so far: 1985-05-03')
  expect(page.querySelector(`article a[href="/engagements/${tie}"]`)).not.toBeNull()
})

test('from the invitation to a public value: proposed, mailed, confirmed, and only then on record with its source', async () => {
  const { id } = await answeredIntake(site)
  const visitor = await site.as('visitor')
  const address = await askedWords(site, id, { 0: capacityWords, 3: tidesWords })
  expect((await visitor.get(government)).text).not.toContain('250,000')
  expect(await found('tides')).not.toContain('Memorandum on tides')
  const shown = await visitor.get(address)
  expect(shown.text).toContain(tidesWords.words)
  const ids = await idsAt(address)
  expect(ids).toHaveLength(2)
  for (const words of ids) expect((await visitor.post(address, { id: words, verdict: 'confirmed' })).status).toBe(303)
  const page = await visitor.get(government)
  expect(page.text).toContain('250,000')
  expect(page.text).toContain('Answered by the City of Harbor City, 2026-02-15')
  expect(await found('tides')).toContain('Memorandum on tides')
  const record = (await visitor.get(address)).page.querySelector('a[href^="/engagements/"]')?.getAttribute('href')
  const engagement = await visitor.get(record ?? '')
  expect(engagement.text).toContain('May 3, 2024')
  expect(engagement.text).toContain(tidesWords.words)
  expect(engagement.text).not.toContain('A secret aside')
})

test('words on a known record stand beside what other sources say of it', async () => {
  const { id } = await answeredIntake(site)
  const words = { words: 'Harbor City and Port Meridian began in 1986.', recordId: tie, partnerId: 'qq-port-meridian' }
  const address = await askedWords(site, id, { 2: { ...words, kind: 'sister-city', started: '1986' } })
  const [asked = ''] = await idsAt(address)
  const visitor = await site.as('visitor')
  await visitor.post(address, { id: asked, verdict: 'confirmed' })
  const record = (await visitor.get(`/api/v1/engagements/${tie}`)).json<{
    kind: string
    verification: string
    claims: { property: string; value: string }[]
  }>()
  expect([record.kind, record.verification]).toEqual(['sister-city', 'confirmed-by-one'])
  const started = record.claims.filter(({ property }) => property === 'started').map(({ value }) => value)
  expect(started.toSorted()).toContain('1985-05-03')
  expect(started).toContain('1986')
})

test('what the party refuses is not published; staff read why and may propose other words', async () => {
  const { id } = await answeredIntake(site)
  const address = await askedWords(site, id, { 3: tidesWords })
  const [words = ''] = await idsAt(address)
  const visitor = await site.as('visitor')
  const silent = await visitor.post(address, { id: words, verdict: 'refused' })
  expect([silent.status, silent.text.includes('Say what is wrong with it')]).toEqual([400, true])
  await visitor.post(address, { id: words, verdict: 'refused', refusal: 'It was about harbors.' })
  expect(await found('tides')).not.toContain('Memorandum on tides')
  const review = await (await site.as('staff')).get(`/desk/intakes/${id}`)
  expect(review.text).toContain('It was about harbors.')
  expect(await askedWords(site, id, { 3: tidesWords })).not.toBe(address)
})

test('a sentence is decided once', async () => {
  const { address } = await confirmTides()
  const { id } = await answeredIntake(site)
  const again = await askedWords(site, id, { 3: tidesWords })
  const [words = ''] = await idsAt(again)
  const visitor = await site.as('visitor')
  await visitor.post(again, { id: words, verdict: 'confirmed' })
  const second = await visitor.post(again, { id: words, verdict: 'refused', refusal: 'Too late.' })
  expect([second.status, second.text.includes('decided already')]).toEqual([409, true])
  // The words of one intake are no business of another.
  expect((await visitor.post(address, { id: words, verdict: 'confirmed' })).status).toBe(404)
})

test('without consent to a step nobody proposes words for it', async () => {
  const { id } = await answeredIntake(site)
  const staff = await site.as('staff')
  const { page, text } = await staff.get(`/desk/intakes/${id}`)
  expect(text).toContain('They do not agree that this is published')
  const meeting = page.querySelector('article[aria-label="Alta Vista"]')
  expect(meeting?.querySelector('a[href*="/words/"]')).toBeNull()
  const refused = { ...harborAnswers, agreements: { ...harborAnswers.agreements, consent: 'no' } }
  const consented = page.querySelector('article[aria-label="Norholm"] a[href*="/words/"]')?.getAttribute('href') ?? ''
  const other = await answeredIntake(site, refused)
  const row = (await rowsOf(other.id)).at(-1) ?? ''
  for (const path of [`/desk/intakes/${other.id}/words/${row}`])
    expect((await staff.post(path, tidesWords)).status).toBe(409)
  expect((await staff.post(consented, tidesWords)).status).toBe(303)
})

/** Ids of the rows of agreements, as the database has them. */
async function rowsOf(id: string): Promise<string[]> {
  const { answers } = await site.services.database.read((db) =>
    db.only(sql<{ answers: string }>`select answers from atlas.intakes where id = ${id}`),
  )
  return (JSON.parse(answers) as { agreements: { id: string }[] }).agreements.map((row) => row.id) // as the form keeps them
}

test('withdrawing a consent takes back what was published of that step, with the reason, and stops what waits', async () => {
  const { form, record } = await confirmTides()
  const visitor = await site.as('visitor')
  expect((await visitor.get(record)).status).toBe(200)
  const taken = await visitor.post(`${form}/consent`, { section: 'agreements' })
  expect(taken.status).toBe(303)
  expect((await visitor.get(record)).status).toBe(404)
  expect((await visitor.get(`${record}?knownAt=2026-02-15`)).status).toBe(404)
  expect(await found('tides')).not.toContain('Memorandum on tides')
  expect((await visitor.get(`${form}/confirmation`)).text).toContain('Withdrawn')
  const { reason } = await site.services.database.read((db) =>
    db.only(sql<{ reason: string }>`select distinct retracted_reason as reason from claims.statements
      where subject_id = ${record.replace('/engagements/', '')}`),
  )
  expect(reason).toBe('the City of Harbor City withdrew its consent on 2026-02-15.')
  const twice = await visitor.post(`${form}/consent`, { section: 'agreements' })
  expect([twice.status, twice.text.includes('Choose a step that may be published now')]).toEqual([409, true])
})

test('a withdrawn capacity is no longer shown as a value of the government', async () => {
  const { form, id } = await answeredIntake(site)
  const address = await askedWords(site, id, { 0: capacityWords })
  const [words = ''] = await idsAt(address)
  const visitor = await site.as('visitor')
  await visitor.post(address, { id: words, verdict: 'confirmed' })
  const values = async () =>
    [...(await visitor.get(government)).page.querySelectorAll('.record-value')].map((value) => value.textContent ?? '')
  expect((await values()).some((value) => value.includes('250,000'))).toBe(true)
  await visitor.post(`${form}/consent`, { section: 'capacity' })
  const after = await visitor.get(government)
  expect((await values()).some((value) => value.includes('250,000'))).toBe(false)
  for (const gone of ['250000', capacityWords.words]) expect(after.text).not.toContain(gone)
})

test('a consent that is withdrawn while words wait keeps them from being confirmed', async () => {
  const { form, id } = await answeredIntake(site)
  const address = await askedWords(site, id, { 0: capacityWords })
  const [words = ''] = await idsAt(address)
  const visitor = await site.as('visitor')
  await visitor.post(`${form}/consent`, { section: 'capacity' })
  expect((await visitor.post(address, { id: words, verdict: 'confirmed' })).status).toBe(409)
  expect((await visitor.get(government)).text).not.toContain('250,000')
})

test.each([
  [{ partnerId: 'nobody' }, 'Use the id at the end of the address of its page'],
  [{ partnerId: 'network-sample-harbors' }, 'Use the id at the end of the address of its page'],
  [{ recordId: tie }, 'Choose one of the list'],
  [{ kind: 'treaty' }, 'Choose one of the list'],
  [{ started: 'spring' }, 'Write the date as 2024'],
  [{ words: 'Tides' }, 'Write the sentence as it is to stand on record'],
])('words with %o are explained, and what was typed stays', async (change, sentence) => {
  const { id } = await answeredIntake(site)
  const staff = await site.as('staff')
  const links = [...(await staff.get(`/desk/intakes/${id}`)).page.querySelectorAll('a[href*="/words/"]')]
  const answer = await staff.post(links[3]?.getAttribute('href') ?? '', { ...tidesWords, ...change })
  expect([answer.status, answer.text.includes(sentence)]).toEqual([400, true])
  expect(answer.page.querySelector('[name=title]')?.getAttribute('value')).toBe('Memorandum on tides')
})

test('strangers neither review nor propose nor confirm; what is not sent yet stays with its government', async () => {
  const { form, id } = await answeredIntake(site)
  const [row = ''] = await rowsOf(id)
  const path = `/desk/intakes/${id}/words/${row}`
  for (const [who, status] of [
    ['visitor', 401],
    ['sample-ana', 403],
  ] as const) {
    const person = await site.as(who)
    expect((await person.get(path)).status).toBe(status)
    expect((await person.post(path, tidesWords)).status).toBe(status)
    expect((await person.post(`/desk/intakes/${id}`, { deed: 'close' })).status).toBe(status)
  }
  const address = await askedWords(site, id, { 3: tidesWords })
  const [words = ''] = await idsAt(address)
  const stranger = await site.as('sample-ben')
  for (const open of [`/intake/${id}`, '/intake/0000'])
    expect((await stranger.post(`${open}/confirmation`, { id: words, verdict: 'confirmed' })).status).toBe(404)
  expect((await stranger.post(`/intake/${id}/consent`, { section: 'agreements' })).status).toBe(404)
  expect((await (await site.as('staff')).get(`/intake/${id}/confirmation`)).status).toBe(404)
  expect(form).not.toBe(await mailedForm(site))
})

test('drafts are read by nobody outside before they are sent', async () => {
  const { form, id } = await answeredIntake(site)
  const staff = await site.as('staff')
  const link = (await staff.get(`/desk/intakes/${id}`)).page.querySelectorAll('a[href*="/words/"]')[3]
  await staff.post(link?.getAttribute('href') ?? '', tidesWords)
  expect((await (await site.as('visitor')).get(`${form}/confirmation`)).text).not.toContain(tidesWords.words)
  expect((await staff.post(`/desk/intakes/${id}`, { deed: 'ask' })).status).toBe(303)
  const none = await staff.post(`/desk/intakes/${id}`, { deed: 'ask' })
  expect([none.status, none.text.includes('Propose the words')]).toEqual([409, true])
})
