import { sql } from '#platform/db'
import type { WriteRoute } from './account-deeds.ts'
import type { TestSite } from './site.ts'

const said = {
  title: 'Open ties',
  teaser: 'What we ask.',
  content: 'Ties belong in the open.',
  topics: 'china',
  authors: 'Cora Sample',
}
const expert = { purpose: 'fact-check', name: 'Eva', address: 'eva@example.org' }
const work = '/works/open-ties'

/** A draft of a statement, written and ready; its address on the desk. */
export async function drafted(site: TestSite): Promise<string> {
  const cora = await site.as('sample-cora')
  const begun = { kind: 'statement', bodyId: 'center', title: 'Open ties', slug: '' }
  const draft = (await cora.post('/desk/works/new', begun)).headers.get('location') ?? ''
  await cora.post(draft, { revision: '1', ...said })
  return draft
}

export async function published(site: TestSite): Promise<string> {
  const draft = await drafted(site)
  await (await site.as('sample-cora')).post(`${draft}/turn`, { deed: 'publish' })
  return draft
}

export const mailed = async (site: TestSite, place: RegExp): Promise<string> => {
  const letters = await site.services.database.read((db) =>
    db.all(sql<{ text: string }>`select body_text as text from platform.outbox order by id desc limit 1`),
  )
  return place.exec(letters[0]?.text ?? '')?.[0] ?? ''
}

/** Somebody outside has been sent a link. */
async function asked(site: TestSite): Promise<{ draft: string; link: string }> {
  const draft = await drafted(site)
  await (await site.as('sample-cora')).post(`${draft}/readings`, expert)
  return { draft, link: await mailed(site, /\/readings\/\w+/) }
}

export const formIn = async (site: TestSite, page: string, part: string): Promise<string> =>
  (await (await site.as('sample-cora')).get(page)).page
    .querySelector(`form[action*="${part}"]`)
    ?.getAttribute('action') ?? ''

/** A published text whose figure is another by now. */
async function changedFigure(site: TestSite): Promise<void> {
  await published(site)
  await site.services.database.write(async (db) => {
    await db.save(sql`insert into publications.figure_reviews (id, work_id, edition_id, kind, reference, as_of, said, says_now,
        says_as_cited, found_at)
      select 'changed-figure', work_id, id, 'atlas.count', 'country=JP', '2026-11-01', '412', '413', '412', ${site.services.clock.now()}
      from publications.editions where state = 'published'`)
    db.unaudited('as the hourly job finds it')
  })
}

/** The deeds of publications, by the address they are done at. */
export const publicationDeeds = (site: TestSite): Record<string, WriteRoute> => ({
  '/desk/works/new': {
    path: () => '/desk/works/new',
    good: () => ({ kind: 'statement', bodyId: 'center', title: 'Open ties', slug: '' }),
    bad: { kind: 'statement', bodyId: 'center', title: '', slug: '' },
    explained: 'Give the work a title',
    isProtected: true,
    as: 'sample-cora',
  },
  '/desk/works/of/:slug': {
    path: async () => {
      await published(site)
      return '/desk/works/of/open-ties'
    },
    good: () => ({}),
    isProtected: true,
    hidden: { path: '/desk/works/of/none' },
    as: 'sample-cora',
  },
  '/desk/works/of/:slug/corrections': {
    path: async () => {
      await published(site)
      return '/desk/works/of/open-ties/corrections'
    },
    good: () => ({
      said: 'Ties belong in the open.',
      says: 'Ties belong in public.',
      reason: 'It was the wrong word.',
    }),
    bad: { said: 'Ties belong in the dark.', says: 'x', reason: 'It was the wrong word.' },
    explained: 'does not say that',
    isProtected: true,
    hidden: { path: '/desk/works/of/none/corrections' },
    as: 'sample-cora',
  },
  '/desk/works/:id': {
    path: () => drafted(site),
    good: () => ({ revision: '2', ...said }),
    bad: { revision: '2', ...said, language: 'none?' },
    explained: 'Write the language as its tag',
    isProtected: true,
    hidden: { path: '/desk/works/none' },
    as: 'sample-cora',
  },
  '/desk/works/:id/revisions/:revision': {
    path: async () => `${await drafted(site)}/revisions/1`,
    good: () => ({}),
    isProtected: true,
    hidden: { path: '/desk/works/none/revisions/1' },
    as: 'sample-cora',
  },
  '/desk/works/:id/turn': {
    path: async () => `${await drafted(site)}/turn`,
    good: () => ({ deed: 'publish' }),
    bad: { deed: 'schedule', at: 'tomorrow' },
    explained: 'Such as 2026-12-01T09:00-05:00',
    isProtected: true,
    hidden: { path: '/desk/works/none/turn' },
    as: 'sample-cora',
  },
  '/desk/works/:id/references': {
    path: async () => `${await drafted(site)}/references`,
    good: () => ({
      deed: 'add',
      sources: '@book{vattel1758, title={The Law of Nations}, author={Vattel}, year={1758}}',
    }),
    bad: { deed: 'add', sources: '@book{vattel1758, title={The Law' },
    explained: 'Line 1',
    isProtected: true,
    hidden: { path: '/desk/works/none/references', fields: { deed: 'remove', key: 'vattel1758' } },
    as: 'sample-cora',
  },
  '/desk/figures/:id': {
    path: async () => {
      await changedFigure(site)
      const page = (await (await site.as('sample-cora')).get('/desk/figures')).page
      return page.querySelector('td a, th a')?.getAttribute('href') ?? ''
    },
    good: () => ({ decision: 'kept', note: 'One tie changes nothing.' }),
    bad: { decision: 'kept', note: '' },
    explained: 'A sentence for whoever asks later',
    isProtected: true,
    hidden: { path: '/desk/figures/none' },
    as: 'sample-cora',
  },
  '/desk/programs': {
    path: () => '/desk/programs',
    good: () => ({ bodyId: 'center', list: 'china', content: 'We listen.' }),
    bad: { bodyId: 'center', list: 'weather', content: 'We listen.' },
    explained: 'Choose a page',
    isProtected: true,
    as: 'sample-cora',
  },
  '/desk/archive': {
    path: () => '/desk/archive',
    good: () => ({}),
    isProtected: true,
    as: 'sample-cora',
  },
  '/desk/styles': {
    path: () => '/desk/styles',
    good: () => ({ deed: 'choose', bodyId: 'center', style: 'apa' }),
    bad: { deed: 'choose', bodyId: 'center', style: '' },
    explained: 'Choose a style',
    isProtected: true,
    as: 'sample-cora',
  },
  '/desk/styles/new': {
    path: () => '/desk/styles/new',
    bad: { bodyId: 'center' },
    explained: 'Choose a .csl file',
    isProtected: true,
    as: 'sample-cora',
  },
  '/desk/works/:id/clearances': {
    path: async () => `${await drafted(site)}/clearances`,
    good: () => ({ author: 'Cora Sample', state: 'submitted', reference: '' }),
    bad: { author: 'Cora Sample', state: 'cleared', reference: '' },
    explained: 'Give the office and the number',
    isProtected: true,
    hidden: { path: '/desk/works/none/clearances' },
    as: 'sample-cora',
  },
  '/desk/works/:id/readings': {
    path: async () => `${await drafted(site)}/readings`,
    good: () => expert,
    bad: { ...expert, address: 'eva' },
    explained: 'Check the e-mail address',
    isProtected: true,
    hidden: { path: '/desk/works/none/readings' },
    as: 'sample-cora',
  },
  '/desk/works/:id/readings/:reading': {
    path: async () => formIn(site, `${(await asked(site)).draft}/readings`, '/readings/'),
    good: () => ({}),
    isProtected: true,
    hidden: { path: '/desk/works/none/readings/none' },
    as: 'sample-cora',
  },
  '/readings/:code': {
    path: async () => (await asked(site)).link,
    good: () => ({ verdict: 'right', answer: '' }),
    bad: { verdict: 'mend', answer: '' },
    explained: 'Say what has to be mended',
    isProtected: false,
    hidden: { path: '/readings/none' },
    as: 'visitor',
  },
  '/desk/works/of/:slug/address': {
    path: async () => {
      await published(site)
      return '/desk/works/of/open-ties/address'
    },
    good: () => ({ slug: 'ties-in-the-open' }),
    bad: { slug: 'Open!' },
    explained: 'Use lower-case letters',
    isProtected: true,
    hidden: { path: '/desk/works/of/none/address', fields: { slug: 'somewhere' } },
    as: 'sample-cora',
  },
  '/desk/addresses': {
    path: () => '/desk/addresses',
    good: () => ({ slug: 'kept-address', reason: 'Printed already.' }),
    bad: { slug: 'kept-address', reason: '' },
    explained: 'Say what it is kept for',
    isProtected: true,
    as: 'sample-cora',
  },
  '/desk/addresses/freeing': {
    path: async () => {
      await (await site.as('sample-cora')).post('/desk/addresses', { slug: 'kept-address', reason: 'Printed already.' })
      return '/desk/addresses/freeing'
    },
    good: () => ({ slug: 'kept-address' }),
    isProtected: true,
    hidden: { fields: { slug: 'never-kept' } },
    as: 'sample-cora',
  },
  '/desk/features': {
    path: async () => {
      await published(site)
      return '/desk/features'
    },
    good: () => ({ list: '', slug: work, position: '0' }),
    bad: { list: '', slug: '', position: '0' },
    explained: 'Give the address of the work',
    isProtected: true,
    as: 'sample-cora',
  },
  '/desk/features/removal': {
    path: async () => {
      await published(site)
      await (await site.as('sample-cora')).post('/desk/features', { list: '', slug: work, position: '0' })
      return '/desk/features/removal'
    },
    good: async (person) => ({
      deed: 'remove',
      id: (await person.get('/desk/features')).page.querySelector('input[name=id]')?.getAttribute('value') ?? '',
    }),
    isProtected: true,
    hidden: { fields: { deed: 'remove', id: 'none' } },
    as: 'sample-cora',
  },
})
