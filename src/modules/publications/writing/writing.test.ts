import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import * as Y from 'yjs'
import { type Pool, pglitePool, sql } from '#platform/db'
import { drafted } from '#test/publication-deeds'
import { randomFrom } from '#test/random'
import { asOwner, openFolder, type Person, siteOver, useSite } from '#test/site'
import { servicesOver } from '#test/template'
import { type Coauthor, coauthor, paragraph } from '#test/writers'
import type { TextDocument } from '../texts/schema.ts'
import { mostUpdates } from './schema.ts'
import { settleLeft } from './write.ts'

const site = useSite()
const origin = 'http://legation.test'

const editionIn = (draft: string) => draft.split('/').at(-1) ?? ''
const enter = (person: Person, draft: string): Promise<Coauthor> =>
  coauthor({ fetch: (request) => site.application.fetch(request), origin }, person, editionIn(draft))
const read = async (draft: string): Promise<{ revision: number; words: string }> =>
  site.services.database.read((db) =>
    db.only(sql<{ revision: number; words: string }>`select revision, content::text as words from publications.editions
      where id = ${editionIn(draft)}`),
  )
/** What every revision said, and who saved the last one. */
const history = async (draft: string): Promise<{ words: string; savedBy: string }> =>
  site.services.database.read((db) =>
    db.only(sql<{ words: string; savedBy: string }>`select string_agg(content::text, ' ') as words,
      (array_agg(saved_by order by revision desc))[1] as "savedBy" from publications.revisions where edition_id = ${editionIn(draft)}`),
  )
const fields = {
  ...{ title: 'Open ties', teaser: 'What we ask.', topics: 'china', authors: 'Cora Sample' },
}

const revisionOf = async (person: Person, draft: string): Promise<string> =>
  (await person.get(draft)).page.querySelector('input[name=revision]')?.getAttribute('value') ?? ''

/** A draft of one paragraph, and two people of its body who have it open. */
async function together() {
  const draft = await drafted(site)
  const [cora, ada] = [await site.as('sample-cora'), await site.as('staff')]
  return { draft, cora, ada, one: await enter(cora, draft), other: await enter(ada, draft) }
}

test('what one writes the other reads a moment later, and both say the same', async () => {
  const { one, other, draft } = await together()
  one.change([paragraph('Ties belong in the open.'), paragraph('From Cora.')])
  other.change([paragraph('All ties belong in the open.')])
  expect([await one.send(), await other.send()]).toEqual([200, 200])
  await expect.poll(() => one.words()).toEqual(['All ties belong in the open.', 'From Cora.'])
  await expect.poll(() => other.words()).toEqual(['All ties belong in the open.', 'From Cora.'])
  const before = await read(draft)
  expect(await one.rest()).toBe(before.revision + 1)
  expect((await read(draft)).words).toContain('From Cora.')
  // Nothing new is no new revision.
  expect(await other.rest()).toBe(before.revision + 1)
  await Promise.all([one.leave(), other.leave()])
})

test('a form saved without scripts and what others write meanwhile both stand; where they clash it is refused', async () => {
  const { one, other, draft, cora } = await together()
  one.change([paragraph('Ties belong in the open.'), paragraph('The second.'), paragraph('The third.')])
  await one.send()
  await one.rest()
  const opened = (await cora.get(draft)).page
  const revision = opened.querySelector('input[name=revision]')?.getAttribute('value') ?? ''
  const typed = (content: string) => cora.post(draft, { ...fields, revision, content })
  other.change([paragraph('Ties belong in the open.'), paragraph('The second.'), paragraph('The third, written live.')])
  await other.send()
  const saved = await typed('Ties belong in the open, by form.\n\nThe second.\n\nThe third.')
  expect(saved.status).toBe(303)
  const both = ['Ties belong in the open, by form.', 'The second.', 'The third, written live.']
  await expect.poll(() => one.words()).toEqual(both)
  await expect.poll(() => other.words()).toEqual(both)
  const clash = await typed('Ties belong in the open.\n\nThe second.\n\nThe third, by form.')
  expect(clash.status).toBe(409)
  expect(clash.text).toContain('The third, by form.')
  expect((await history(draft)).words).toContain('live')
  // The same form from a browser where the text is written together brings the rest alone.
  const now = (await cora.get(draft)).page.querySelector('input[name=revision]')?.getAttribute('value') ?? ''
  one.change([...both.map(paragraph), paragraph('Unsaved yet.')])
  await one.send()
  expect((await cora.post(draft, { ...fields, revision: now, title: 'Another', isTogether: 'yes' })).status).toBe(303)
  const { words } = await read(draft)
  expect(words).toContain('Unsaved yet.')
  expect((await cora.get(draft)).text).toContain('Another')
  await Promise.all([one.leave(), other.leave()])
})

test('fields that two people change stand both; where both changed one, both versions are shown and nothing old is put back', async () => {
  const { draft, one, cora, ada } = await together()
  const opened = await revisionOf(cora, draft)
  const content = 'Ties belong in the open.'
  const save = (person: Person, changes: object) =>
    person.post(draft, { ...fields, content, revision: opened, ...changes })
  expect((await save(ada, { title: 'Ties in the open', topics: ['china', 'immigration'] })).status).toBe(303)
  expect((await one.hears(({ event, data }) => event === 'changed' && data.name !== undefined)).data.name).toBe(
    'Sample Editor',
  )
  expect((await save(cora, { teaser: 'What we want.', topics: ['china', 'trade-and-investment'] })).status).toBe(303)
  const { page } = await cora.get(draft)
  const shown = (name: string) => page.querySelector(`[name=${name}]`)
  expect(shown('title')?.getAttribute('value')).toBe('Ties in the open')
  expect(shown('teaser')?.textContent).toBe('What we want.')
  expect([...page.querySelectorAll('[name=topics][checked]')].map((box) => box.getAttribute('value'))).toEqual([
    ...['china', 'immigration', 'trade-and-investment'],
  ])

  // Opened before all that: the title is contradicted, the rest was not touched.
  const clash = await save(cora, { title: 'Open doors', content: 'Ties belong in the open, we say.' })
  expect(clash.status).toBe(409)
  expect(clash.page.querySelector('[name=title]')?.getAttribute('value')).toBe('Open doors')
  expect(clash.text).toContain('Somebody else wrote: Ties in the open.')
  expect(clash.page.querySelector('[name=teaser]')?.textContent).toBe('What we want.')
  expect(clash.page.querySelector('[name=content]')?.textContent).toBe('Ties belong in the open, we say.')
  expect(clash.page.querySelectorAll('[name=topics][checked]').length).toBe(3)
  expect((await read(draft)).words).not.toContain('we say')
  const history = (await cora.get(`${draft}/history`)).page.body.textContent
  expect(history).toMatch(/Title\s*Open ties Ties in the open/)
  expect(history).toMatch(/Topics\s*China, Humane immigration China, Humane immigration, Trade and investment/)
  // What is brought back is brought back whole.
  expect((await cora.post(`${draft}/revisions/${opened}`, {})).status).toBe(303)
  const back = (await cora.get(draft)).page
  expect(back.querySelector('[name=title]')?.getAttribute('value')).toBe('Open ties')
  expect([...back.querySelectorAll('[name=topics][checked]')].map((box) => box.getAttribute('value'))).toEqual([
    'china',
  ])
  await one.leave()
})

test('an earlier revision that is brought back reaches those who write, and what they wrote stays in the history', async () => {
  const { one, draft, cora } = await together()
  const first = (await read(draft)).revision
  one.change([paragraph('Something else.')])
  await one.send()
  expect((await cora.post(`${draft}/revisions/${first}`, {})).status).toBe(303)
  await expect.poll(() => one.words()).toEqual(['Ties belong in the open.'])
  expect((await history(draft)).words).toContain('Something else.')
  await one.leave()
})

test('whoever loses the right is cut off at the next request, and hears nothing more', async () => {
  const { one, other, draft } = await together()
  await asOwner(
    site.services.database,
    `update access.grants set ends_on = '2020-01-02', starts_on = '2020-01-01' where account_id = 'sample-cora'`,
  )
  const { clock } = site.services
  clock.moveTo(new Date(clock.now().getTime() + 11_000).toISOString())
  one.change([paragraph('Not mine any more.')])
  expect([403, 404]).toContain(await one.send())
  other.change([paragraph('Not for Cora.')])
  expect(await other.send()).toBe(200)
  await one.hears(({ event }) => event === 'closed')
  expect(one.words()).toEqual(['Not mine any more.'])
  await expect.poll(async () => (await other.rest()) && (await read(draft)).words).toContain('Not for Cora.')
  await other.leave()
})

test('strangers enter no room, and nobody writes into what is public', async () => {
  const { one, draft, cora } = await together()
  for (const who of ['visitor', 'sample-ana', 'sample-dev'] as const)
    await expect(enter(await site.as(who), draft)).rejects.toThrow(/refused: 40[134]/)
  one.change([paragraph('As published.')])
  await one.send()
  // What nobody has saved yet is published too.
  expect((await cora.post(`${draft}/turn`, { deed: 'publish' })).status).toBe(303)
  expect((await (await site.as('visitor')).get('/works/open-ties')).text).toContain('As published.')
  one.change([paragraph('Too late.')])
  expect(await one.send()).toBe(409)
  await site.services.database.write((db) => settleLeft(db, site.services.clock.now()))
  await one.leave()
})

test('a long history is folded up, and neither who comes late nor who was away for long misses a word', async () => {
  const { one, other, draft, ada } = await together()
  await other.leave()
  for (let word = 0; word < mostUpdates + 5; word++) {
    one.change([paragraph(`Word ${word}.`)])
    expect(await one.send()).toBe(200)
  }
  const kept = await site.services.database.read((db) =>
    db.all(sql`select 1 from publications.room_updates where edition_id = ${editionIn(draft)}`),
  )
  expect(kept.length).toBeLessThan(10)
  const late = await enter(ada, draft)
  expect(late.words()).toEqual(one.words())
  await other.listen(0)
  await expect.poll(() => other.words()).toEqual(one.words())
  await Promise.all([one.leave(), late.leave(), other.leave()])
})

test('whoever is here is told by name, and who leaves is told too', async () => {
  const { one, other, draft, cora } = await together()
  const answer = await cora.send('POST', `/api/v1/editions/${editionIn(draft)}/writing/presence`, {
    ...{ hand: one.hand, cursor: null },
  })
  expect(answer.status).toBe(200)
  expect((await other.hears(({ event }) => event === 'presence')).data).toMatchObject({ name: 'Cora Sample' })
  await one.leave()
  expect((await other.hears(({ data }) => data.isGone === true)).data).toMatchObject({ hand: one.hand })
  await other.leave()
})

test('words that nobody saved become a revision of whoever wrote them', async () => {
  const { one, other, draft } = await together()
  one.change([paragraph('Left behind.')])
  await one.send()
  await Promise.all([one.leave(), other.leave()])
  const { clock, database } = site.services
  await database.write((db) => settleLeft(db, clock.now()))
  expect((await read(draft)).words).not.toContain('Left behind.')
  clock.moveTo(new Date(clock.now().getTime() + 31_000).toISOString())
  await database.write((db) => settleLeft(db, clock.now()))
  expect((await read(draft)).words).toContain('Left behind.')
  expect(await history(draft)).toMatchObject({ savedBy: 'account:sample-cora' })
})

test('three people who write at random, each heard late, end with the same text, and so does the revision', {
  timeout: 60_000,
}, async () => {
  const random = randomFrom(20_261_129)
  const { one, other, draft } = await together()
  const third = await enter(await site.as('sample-cora'), draft)
  const people = [one, other, third]
  const words = 'harbor city treaty river visit letter school bridge'.split(' ')
  const change = (person: Coauthor) => {
    const blocks = [...(person.text().content ?? [])]
    const at = random.below(Math.max(1, blocks.length))
    const said = (blocks[at]?.content ?? []).map(({ text = '' }) => text).join('')
    const place = random.below(said.length + 1)
    const kind = random.below(6)
    if (kind === 0) blocks.splice(at, 0, paragraph(random.one(words)))
    else if (kind === 1 && blocks.length > 1) blocks.splice(at, 1)
    else if (kind === 2) blocks.splice(at, 1, paragraph(said.slice(0, place)), paragraph(said.slice(place)))
    else if (kind === 3) blocks.splice(at, 1, paragraph(said.slice(0, place)))
    else blocks.splice(at, 1, paragraph(`${said.slice(0, place)} ${random.one(words)} ${said.slice(place)}`))
    person.change(blocks)
  }
  for (let step = 0; step < 150; step++) {
    change(random.one(people))
    if (random.chance(0.4)) await random.one(people).send()
    if (random.chance(0.05)) await random.one(people).rest()
  }
  for (const person of people) expect(await person.send()).toBe(200)
  await one.rest()
  const said = JSON.stringify(one.words())
  for (const person of people) await expect.poll(() => JSON.stringify(person.words())).toBe(said)
  const { words: saved } = await read(draft)
  const blocks = (JSON.parse(saved) as TextDocument).content
  expect(JSON.stringify(blocks.map((block) => (block.content ?? []).map(({ text = '' }) => text).join('')))).toBe(said)
  for (const person of people) await person.leave()
})

test.skipIf(inject('postgres'))(
  'what was acknowledged is there when the site comes back after it was stopped in the middle',
  async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'legation-together-')), 'db')
    const open = async (openPool: (folder: string) => Promise<Pool>) => {
      const pool = await openPool(folder)
      const services = await servicesOver(pool)
      const { site: own, doors } = await siteOver(services)
      const stop = async () => {
        for (const door of doors) await door.close()
        await services.live.close()
        await pool.close()
      }
      const fetch = (request: Request) => own.application.fetch(request)
      return { own, stop, enterAs: async (id: string) => coauthor({ fetch, origin }, await own.as('sample-cora'), id) }
    }
    const first = await open(openFolder)
    const id = editionIn(await drafted(first.own))
    const writer = await first.enterAs(id)
    for (const said of ['One.', 'One, two.', 'One, two, three.']) {
      writer.change([paragraph(said)])
      expect(await writer.send()).toBe(200)
    }
    writer.change([paragraph('Never sent.')])
    await first.stop()
    const second = await open(pglitePool)
    const again = await second.enterAs(id)
    expect(again.words()).toEqual(['One, two, three.'])
    // A browser that was open all the time sends what it still holds, twice if need be.
    Y.applyUpdate(again.doc, Y.encodeStateAsUpdate(writer.doc))
    expect([await again.send(), again.words()]).toEqual([200, ['Never sent.']])
    await again.leave()
    await second.stop()
    rmSync(folder, { recursive: true, force: true })
  },
)
