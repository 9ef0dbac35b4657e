import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { sql } from '#platform/db'
import { drafted } from '#test/publication-deeds'
import { asOwner, type Person, useSite } from '#test/site'
import { type Coauthor, coauthor, paragraph, updateOf } from '#test/writers'
import { settleLeft } from './write.ts'

const site = useSite()

const editionIn = (draft: string) => draft.split('/').at(-1) ?? ''
const enter = (person: Person, draft: string): Promise<Coauthor> =>
  coauthor(
    { fetch: (request) => site.application.fetch(request), origin: 'http://legation.test' },
    person,
    editionIn(draft),
  )
const read = async (draft: string): Promise<{ revision: number; words: string }> =>
  site.services.database.read((db) =>
    db.only(sql<{ revision: number; words: string }>`select revision, content::text as words from publications.editions
      where id = ${editionIn(draft)}`),
  )
const fields = {
  ...{ title: 'Open ties', teaser: 'What we ask.', topics: 'china', authors: 'Cora Sample' },
}

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
