import { join } from 'node:path'
import { expect, test } from 'vitest'
import { system } from '#kernel/access'
import { sql } from '#platform/db'
import { type Answer, asOwner, useSite, type Who } from '#test/site'
import { readPackage } from '../imports/read.ts'
import { engagementId } from '../imports/rules.ts'
import { importPackage } from '../imports/write.ts'

const site = useSite()
const tie = engagementId('tie/harbor-alta')
const harborCity = 'us-zz-harbor-city'
const mistaken = { verdict: 'retracted', reason: 'The list mixed up two towns.' }

async function standing(subjectId: string, property: string): Promise<string> {
  const { id } = await site.services.database.read((db) =>
    db.only(sql<{
      id: string
    }>`select id from claims.statements where subject_id = ${subjectId} and property = ${property}
      and retracted_at is null order by recorded_at desc, rank = 'preferred' desc limit 1`),
  )
  return id
}
const judge = async (id: string, fields: Record<string, string>, who: Who = 'staff'): Promise<Answer> =>
  (await site.as(who)).post(`/desk/statements/${id}`, fields)
const record = async (knownAt = '') =>
  (await (await site.as('visitor')).get(`/api/v1/engagements/${tie}${knownAt}`)).json<{
    started: string
    title: string
  }>()
const reimport = () =>
  site.services.database.write((db) =>
    importPackage(db, system, {
      package: readPackage(join(import.meta.dirname, '../../../../fixtures/world')),
      at: new Date('2026-03-01T09:00:00Z'),
    }),
  )

test('a statement taken back is struck through with its reason, the record no longer says it, and the past still does', async () => {
  const id = await standing(tie, 'started')
  expect((await record()).started).toBe('2010-09')
  const answer = await judge(id, mistaken)
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `/desk/statements/${id}`])
  expect((await record()).started).toBe('')
  expect((await record('?knownAt=2026-02-01')).started).toBe('2010-09')
  const page = (await (await site.as('visitor')).get(`/engagements/${tie}`)).page
  const claim = page.querySelector(`#claim-${id}`)
  expect(claim?.querySelector('del')?.textContent).toContain('2010')
  expect(claim?.textContent).toContain('Retracted: The list mixed up two towns.')
  expect((await (await site.as('staff')).get('/desk/statements')).text).toContain('The list mixed up two towns.')
})

test('taking back by mistake is put right by a new statement; neither is edited', async () => {
  const id = await standing(tie, 'started')
  await judge(id, mistaken)
  site.services.clock.moveTo('2026-02-16T09:00:00Z')
  const answer = await judge(id, { verdict: 'restored', reason: 'The list was right after all.' })
  const again = answer.headers.get('location')?.split('/').at(-1) ?? ''
  expect([answer.status, again === id]).toEqual([303, false])
  expect((await record()).started).toBe('2010-09')
  expect((await record('?knownAt=2026-02-15T12:00:00Z')).started).toBe('')
  const page = (await (await site.as('staff')).get(`/desk/statements/${id}`)).text
  expect(page).toContain('These words stand again')
  expect((await judge(id, { verdict: 'restored', reason: 'Once more, to be sure.' })).status).toBe(409)
})

test('a rank is changed with a reason: preferred hides what is normal, deprecated is never shown', async () => {
  const visitor = await site.as('visitor')
  await visitor.post('/corrections/new', {
    ...{ kind: 'engagement', id: tie, property: 'started', proposedValue: '2011' },
    evidence: 'The council minutes of that day hold the vote.',
  })
  const staff = await site.as('staff')
  const path = (await staff.get('/desk/corrections')).page.querySelector('.entry-list a')?.getAttribute('href') ?? ''
  await staff.post(path, { verdict: 'accepted', value: '2011', reason: 'The minutes are clear.' })
  expect((await record()).started).toBe('2011')
  const corrected = await standing(tie, 'started')
  site.services.clock.moveTo('2026-02-16T09:00:00Z')
  const ranked = await judge(
    corrected,
    { verdict: 'deprecated', reason: 'The minutes are of another town.' },
    'sample-eli',
  )
  expect(ranked.status).toBe(303)
  expect((await record()).started).toBe('2010-09')
  const shown = (await visitor.get(`/engagements/${tie}`)).text
  expect(shown).toContain('Deprecated: The minutes are of another town.')
  // Who judged the same statement from a page of before is told so, and nothing happens.
  const late = await judge(corrected, { verdict: 'normal', reason: 'A second look at the minutes.' })
  expect([late.status, late.text.includes('in the meantime'), late.text.includes('A second look')]).toEqual([
    409,
    true,
    true,
  ])
  const now = ranked.headers.get('location')?.split('/').at(-1) ?? ''
  expect((await judge(now, { verdict: 'deprecated', reason: 'Once more the same.' })).status).toBe(409)
})

test('names, titles, search and the map follow what is taken back of a government; a government keeps one name', async () => {
  const visitor = await site.as('visitor')
  const staff = await site.as('staff')
  const only = await standing(harborCity, 'name')
  const refused = await judge(only, mistaken)
  expect([refused.status, refused.text.includes('the only name on record')]).toEqual([409, true])
  await visitor.post('/corrections/new', {
    ...{ kind: 'organization', id: harborCity, property: 'name', proposedValue: 'Gull Harbor' },
    evidence: 'The city council renamed it last week.',
  })
  const path = (await staff.get('/desk/corrections')).page.querySelector('.entry-list a')?.getAttribute('href') ?? ''
  await staff.post(path, { verdict: 'accepted', value: 'Gull Harbor', reason: 'Read in the paper.' })
  const label = async () =>
    (await visitor.get('/api/v1/explore?zoom=12'))
      .json<{ facets: { name: string; values: { value: string; label: string }[] }[] }>()
      .facets.find(({ name }) => name === 'place')
      ?.values.find(({ value }) => value === harborCity)?.label
  await expect.poll(label).toBe('Gull Harbor, Columbia')
  site.services.clock.moveTo('2026-02-16T09:00:00Z')
  expect((await judge(await standing(harborCity, 'name'), mistaken)).status).toBe(303)
  expect((await record()).title).toContain('Harbor City')
  expect((await visitor.get('/search?q=Gull')).page.querySelector('main a[href^="/governments/"]')).toBeNull()
  await expect.poll(label).toBe('Harbor City, Columbia')

  // What nothing stands for is unknown, and does not come back with the next import of the same list.
  const page = async () =>
    (await visitor.get(`/governments/${harborCity}`)).page.querySelector('[aria-labelledby=reference]')
  expect((await page())?.textContent).toContain('120,000')
  expect((await judge(await standing(harborCity, 'population'), mistaken)).status).toBe(303)
  const known = () =>
    site.services.database.read((db) => db.one(sql`select population from places.places where id = ${harborCity}`))
  expect(await known()).toEqual({ population: null })
  await reimport()
  expect(await known()).toEqual({ population: null })
})

test('a tie of which nothing says who takes part is shown no longer, and comes back when it is said again', async () => {
  const visitor = await site.as('visitor')
  const id = await standing(tie, 'party.us')
  await judge(id, mistaken)
  expect((await visitor.get(`/engagements/${tie}`)).status).toBe(404)
  const page = await (await site.as('staff')).get(`/desk/statements/${id}`)
  expect([page.status, page.text.includes('Alta Vista')]).toEqual([200, true])
  await reimport()
  expect((await visitor.get(`/engagements/${tie}`)).status).toBe(404)
  site.services.clock.moveTo('2026-03-02T09:00:00Z')
  expect((await judge(id, { verdict: 'restored', reason: 'It was the right town.' })).status).toBe(303)
  expect((await visitor.get(`/engagements/${tie}`)).status).toBe(200)
})

test('who may not judge sees no way to it, and is told the same as of a statement that there is not', async () => {
  const id = await standing(tie, 'started')
  await asOwner(
    site.services.database,
    `insert into access.grants (id, account_id, role, scope_kind, scope_id, starts_on, granted_by, granted_at)
      values ('of-the-tie', 'sample-jo', 'editor', 'record', '${tie}', '2026-01-01', 'system', now())`,
  )
  for (const who of ['sample-ana', 'sample-gus', 'sample-fay', 'sample-ben'] as const) {
    const person = await site.as(who)
    expect((await person.get(`/engagements/${tie}`)).text).not.toContain('/desk/statements/')
    const seen = [await person.get(`/desk/statements/${id}`), await person.get('/desk/statements/none')]
    const sent = [await judge(id, mistaken, who), await judge('none', mistaken, who)]
    expect([...seen, ...sent].map(({ status }) => status)).toEqual([404, 404, 404, 404])
    expect(seen[0]?.page.querySelector('main')?.textContent).toBe(seen[1]?.page.querySelector('main')?.textContent)
  }
  for (const who of ['sample-eli', 'sample-ivo', 'sample-mo', 'sample-dev', 'sample-jo'] as const) {
    const person = await site.as(who)
    expect([who, (await person.get(`/engagements/${tie}`)).text.includes(`/desk/statements/${id}`)]).toEqual([
      who,
      true,
    ])
    expect([who, (await person.get(`/desk/statements/${id}`)).status]).toEqual([who, 200])
  }
  // A right over one record opens no other.
  const elsewhere = await standing(engagementId('tie/harbor-norholm'), 'started')
  expect((await judge(elsewhere, mistaken, 'sample-jo')).status).toBe(404)
  expect((await record()).started).toBe('2010-09')
})

test('hostile words of a reason are shown as words, and the log holds none of them', async () => {
  const id = await standing(tie, 'started')
  const reason = '<img src=x onerror=alert(1)> Ana Sample said so'
  await judge(id, { verdict: 'retracted', reason })
  const text = (await (await site.as('visitor')).get(`/engagements/${tie}`)).text
  expect([text.includes('<img src=x'), text.includes('&lt;img src=x')]).toEqual([false, true])
  const entries = await site.services.database.read((db) =>
    db.all(
      sql<{
        event: string
        detail: unknown
      }>`select event, detail from audit.entries where subject = ${`statement:${id}`}`,
    ),
  )
  expect(entries).toEqual([{ event: 'claims.statement.retracted', detail: {} }])
})
