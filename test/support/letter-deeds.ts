import type { WriteRoute } from './account-deeds.ts'
import { drafted, formIn, mailed, published } from './publication-deeds.ts'
import type { TestSite } from './site.ts'

const signature = { name: 'Ana Example', title: '', capacity: 'personal', address: 'ana@example.org' }
const reason = 'One script sent all of them.'

/** A statement open for signing: its draft, and where it is signed. */
async function opened(site: TestSite): Promise<{ draft: string; sign: string }> {
  const draft = await published(site)
  const cora = await site.as('sample-cora')
  await cora.post(`${draft}/letter`, { deed: 'terms' })
  return { draft, sign: /\/letters\/\w+/.exec((await cora.get(`${draft}/letter`)).text)?.[0] ?? '' }
}

/** Somebody has signed, and all who did were taken out. */
async function signed(site: TestSite, isTakenOut = false): Promise<{ draft: string; link: string }> {
  const { draft, sign } = await opened(site)
  const visitor = await site.as('visitor')
  await visitor.post(sign, signature)
  const link = await mailed(site, /\/signatures\/\w+/)
  if (isTakenOut) {
    await visitor.post(link, { deed: 'confirm' })
    await (await site.as('sample-cora')).post(`${draft}/signatures`, { name: 'ana', deed: 'invalidate', reason })
  }
  return { draft, link }
}

/** The deeds of letters that people sign, by the address they are done at. */
export const letterDeeds = (site: TestSite): Record<string, WriteRoute> => ({
  '/desk/works/:id/letter': {
    path: async () => `${await drafted(site)}/letter`,
    good: () => ({ deed: 'terms' }),
    bad: { deed: 'terms', closesOn: 'soon' },
    explained: 'Write the day as 2026-12-31',
    isProtected: true,
    hidden: { path: '/desk/works/none/letter' },
    as: 'sample-cora',
  },
  '/desk/works/:id/signatures': {
    path: async () => {
      const { draft, link } = await signed(site)
      await (await site.as('visitor')).post(link, { deed: 'confirm' })
      return `${draft}/signatures`
    },
    good: () => ({ name: 'ana', deed: 'invalidate', reason }),
    bad: { name: 'ana', deed: 'invalidate', reason: '' },
    explained: 'A sentence',
    isProtected: true,
    hidden: { path: '/desk/works/none/signatures' },
    as: 'sample-cora',
  },
  '/desk/works/:id/signatures/undo/:invalidation': {
    path: async () => formIn(site, `${(await signed(site, true)).draft}/signatures`, '/undo/'),
    good: () => ({}),
    isProtected: true,
    hidden: { path: '/desk/works/none/signatures/undo/none' },
    as: 'sample-cora',
  },
  '/letters/:code': {
    path: async () => (await opened(site)).sign,
    good: () => signature,
    bad: { ...signature, name: '' },
    explained: 'Write your name',
    isProtected: false,
    hidden: { path: '/letters/none' },
    as: 'visitor',
  },
  '/signatures/:code': {
    path: async () => (await signed(site)).link,
    good: () => ({ deed: 'confirm' }),
    isProtected: false,
    hidden: { path: '/signatures/none', fields: { deed: 'confirm' } },
    as: 'visitor',
  },
})
