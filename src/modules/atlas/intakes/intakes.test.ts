import { expect, test } from 'vitest'
import { sql } from '#platform/db'
import { lettersTo } from '#test/account-deeds'
import { answeredIntake, askedIntake, harborAnswers, intakeAddress, mailedForm, newIntakeFields } from '#test/intakes'
import { asOwner, useSite } from '#test/site'
import { tendIntakes } from './write.ts'

const site = useSite()
const steps = ['capacity', 'memberships', 'agreements', 'meetings']
const typedIn = (page: Document, name: string) => page.querySelector(`[name="${name}"]`)?.getAttribute('value')

test('staff ask a government; whoever holds the link answers in four steps, looks it over, sends, and keeps a copy', async () => {
  const { form, id } = await askedIntake(site)
  const holder = await site.as('visitor')
  const staff = await site.as('staff')
  expect((await holder.get(form)).text).toContain('Four steps')
  expect((await holder.post(form, {})).headers.get('location')).toBe(`${form}/capacity`)
  expect((await staff.get('/desk/intakes')).text).toContain('Opened')
  for (const [at, section] of steps.entries()) {
    const answer = await holder.post(`${form}/${section}`, { ...harborAnswers[section], go: 'next' })
    expect(answer.headers.get('location')).toBe(`${form}/${steps[at + 1] ?? 'sending'}`)
  }
  const summary = await holder.get(`${form}/sending`)
  for (const words of [
    '250000',
    'Sample Harbors Network',
    'Memorandum on tides',
    'Trade mission',
    'Not to be published',
  ])
    expect(summary.text).toContain(words)
  expect((await holder.post(`${form}/sending`, {})).headers.get('location')).toBe(form)
  const copy = await holder.get(form)
  expect(copy.text).toContain('This is your copy')
  expect(copy.text).toContain('Memorandum on tides')
  expect((await lettersTo(site, intakeAddress))[0]?.text).toContain('Memorandum on tides')
  expect((await staff.get('/desk/intakes')).text).toContain('Answered')
  expect(id).not.toBe('')
})

test('each press of a button keeps what was typed; rows are added and removed without code in the browser', async () => {
  const { form } = await askedIntake(site)
  const holder = await site.as('visitor')
  const path = `${form}/agreements`
  const half = {
    'partner-0': 'Port Meridian',
    'country-0': '',
    'kind-0': '',
    'started-0': 'last spring',
    consent: 'no',
  }
  const added = await holder.post(path, { ...half, go: 'add' })
  expect(added.headers.get('location')).toBe(path)
  const two = await holder.get(path)
  expect(typedIn(two.page, 'partner-0')).toBe('Port Meridian')
  expect(typedIn(two.page, 'started-0')).toBe('last spring')
  expect(two.page.querySelector('[name="partner-1"]')).not.toBeNull()
  await holder.post(path, { ...half, 'partner-1': 'Norholm', 'country-1': 'Borealia', go: 'remove-0' })
  const one = await holder.get(path)
  expect(typedIn(one.page, 'partner-0')).toBe('Norholm')
  expect(one.page.querySelector('[name="partner-1"]')).toBeNull()
  const back = await holder.post(path, { 'partner-0': 'Norholm again', go: 'back' })
  expect(back.headers.get('location')).toBe(`${form}/memberships`)
  expect(typedIn((await holder.get(path)).page, 'partner-0')).toBe('Norholm again')
})

test('what cannot be read is explained at its field, with everything typed still there', async () => {
  const { form } = await askedIntake(site)
  const holder = await site.as('visitor')
  const wrong = await holder.post(`${form}/agreements`, {
    ...{ 'partner-0': '', 'country-0': 'Meridia', 'kind-0': 'memorandum', 'title-0': 'On tides' },
    ...{ 'started-0': 'last spring', 'ended-0': '', 'note-0': '', go: 'next' },
  })
  expect(wrong.status).toBe(400)
  for (const sentence of ['Name the partner', 'Write the date as 2024', 'Say whether this may be published'])
    expect(wrong.text).toContain(sentence)
  expect(typedIn(wrong.page, 'started-0')).toBe('last spring')
  expect(typedIn(wrong.page, 'title-0')).toBe('On tides')
  const turned = { 'partner-0': 'A', 'country-0': 'B', 'kind-0': 'memorandum', 'started-0': '2020', 'ended-0': '2019' }
  const period = await holder.post(`${form}/agreements`, { ...turned, consent: 'no', go: 'next' })
  expect(period.text).toContain('Write a date on or after the first')
  const number = await holder.post(`${form}/capacity`, { 'staff-0': 'a few', consent: 'no', go: 'next' })
  expect([number.status, number.text.includes('Write digits only')]).toEqual([400, true])
})

test('nothing is sent before every step is done with', async () => {
  const { form } = await askedIntake(site)
  const answer = await (await site.as('visitor')).post(`${form}/sending`, {})
  expect([answer.status, answer.text.includes('Still open: Capacity')]).toEqual([400, true])
})

test('answers that were sent are not changed any more, nor sent twice', async () => {
  const { form } = await answeredIntake(site)
  const holder = await site.as('visitor')
  const again = await holder.post(`${form}/capacity`, { ...harborAnswers.capacity, 'staff-0': '9', go: 'next' })
  expect([again.status, again.text.includes('sent already')]).toEqual([409, true])
  expect((await holder.post(`${form}/sending`, {})).status).toBe(409)
  expect((await holder.get(form)).text).toContain('2.5')
})

test('reviewers are told when a government has sent its answers, and whoever is no reviewer is not', async () => {
  const { id } = await askedIntake(site)
  const toldTo = (account: string) =>
    site.services.database.read(
      (db) =>
        db.all(
          sql`select about from notifications.notices where kind = 'atlas.intake.sent' and account_id = ${account}`,
        ),
      { bodies: '', memberships: '', person: '', account, office: '' },
    )
  expect(await toldTo('sample-eli')).toEqual([])
  const sent = await answeredIntake(site)
  expect(sent.id).not.toBe(id)
  expect(await toldTo('sample-eli')).toEqual([{ about: `intake:${sent.id}` }])
  expect(await toldTo('sample-ben')).toEqual([])
  const notices = await (await site.as('sample-eli')).get('/me/notifications')
  expect(notices.text).toContain('Harbor City has sent its answers')
  expect(notices.text).toContain(`/desk/intakes/${sent.id}`)
})

test('an expired link opens nothing and says so; a reminder brings a new one to the same answers', async () => {
  const { form, id } = await askedIntake(site)
  const holder = await site.as('visitor')
  await holder.post(`${form}/capacity`, { ...harborAnswers.capacity, go: 'keep' })
  site.services.clock.moveTo('2026-05-01T09:00:00Z')
  for (const answer of [await holder.get(form), await holder.post(`${form}/capacity`, { 'staff-0': '1', go: 'keep' })])
    expect([answer.status, answer.text.includes('This link has expired')]).toEqual([404, true])
  await (await site.as('staff')).post(`/desk/intakes/${id}`, { deed: 'remind' })
  const renewed = await mailedForm(site)
  expect(renewed).not.toBe(form)
  expect(typedIn((await holder.get(`${renewed}/capacity`)).page, 'budget-0')).toBe('250000')
})

test('strangers find no form: neither by a wrong code, nor by its id, nor at the desk', async () => {
  const { form, id } = await answeredIntake(site)
  for (const who of ['visitor', 'sample-ana', 'sample-ben', 'staff'] as const) {
    const person = await site.as(who)
    for (const path of ['/intake/0000', `/intake/${id}`, `/intake/${id}/capacity`, `${form.slice(0, -1)}x`])
      expect((await person.get(path)).status).toBe(404)
    expect((await person.post(`/intake/${id}/capacity`, { go: 'keep' })).status).toBe(404)
  }
  for (const path of ['/desk/intakes', `/desk/intakes/${id}`]) {
    const answer = await (await site.as('visitor')).get(path)
    expect([answer.status, answer.text.includes('Cleo')]).toEqual([401, false])
    expect((await (await site.as('sample-ana')).get(path)).status).toBe(403)
  }
})

test('whoever acts for that government by right of its record answers without the link, and for no other', async () => {
  const { id } = await askedIntake(site)
  await asOwner(
    site.services.database,
    `insert into access.grants (id, account_id, role, scope_kind, scope_id, starts_on, granted_by, granted_at)
      values ('over-harbor', 'sample-ben', 'local-leader', 'record', 'us-zz-harbor-city', '2026-01-01', 'system', '2025-01-01')`,
  )
  const ben = await site.as('sample-ben')
  expect((await ben.get('/intake')).page.querySelector('.entry-list a')?.getAttribute('href')).toBe(`/intake/${id}`)
  const saved = await ben.post(`/intake/${id}/capacity`, { ...harborAnswers.capacity, go: 'next' })
  expect(saved.headers.get('location')).toBe(`/intake/${id}/memberships`)
  await (await site.as('staff')).post('/desk/intakes/new', { ...newIntakeFields, governmentId: 'us-zz-mill-creek' })
  expect((await ben.get('/intake')).text).not.toContain('Mill Creek')
})

test('who has not answered is reminded once, a week before; what nobody answered is closed a month after', async () => {
  const { form } = await askedIntake(site)
  const { database } = site.services
  const tend = (day: string) =>
    tendIntakes(database, { at: new Date(`${day}T06:00:00Z`), publicUrl: 'https://x.example' })
  expect(await tend('2026-03-02')).toBe(0)
  expect(await tend('2026-03-03')).toBe(1)
  expect(await tend('2026-03-04')).toBe(0)
  expect((await lettersTo(site, intakeAddress))[0]?.subject).toContain('due on 2026-03-10')
  await tend('2026-04-10')
  expect((await (await site.as('staff')).get('/desk/intakes')).text).toContain('Closed')
  const late = await (await site.as('visitor')).post(`${form}/capacity`, { go: 'keep' })
  expect([late.status, late.text.includes('This form is closed')]).toEqual([409, true])
})

test.each([
  [{ governmentId: 'qq-port-meridian' }, 'Use the id at the end of the address of its page'],
  [{ address: 'nobody' }, 'Check the e-mail address'],
  [{ dueOn: '2020-01-01' }, 'Choose a day to come'],
])('asking with %o is explained, and what was typed stays', async (change, sentence) => {
  const answer = await (await site.as('staff')).post('/desk/intakes/new', { ...newIntakeFields, ...change })
  expect([answer.status, answer.text.includes(sentence)]).toEqual([400, true])
  expect(typedIn(answer.page, 'contactName')).toBe('Cleo Sample')
})

test('members and visitors ask nobody', async () => {
  expect((await (await site.as('sample-ana')).post('/desk/intakes/new', newIntakeFields)).status).toBe(403)
  expect((await (await site.as('visitor')).post('/desk/intakes/new', newIntakeFields)).status).toBe(401)
  expect(await lettersTo(site, intakeAddress)).toEqual([])
})

test('what a holder types is shown as text, never as markup', async () => {
  const odd = { ...harborAnswers, capacity: { 'office-0': '<img src=x onerror=alert(1)>', consent: 'no' } }
  const { form } = await answeredIntake(site, odd)
  expect((await (await site.as('visitor')).get(form)).page.querySelector('main img')).toBeNull()
})
