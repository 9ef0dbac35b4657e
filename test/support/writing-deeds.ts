import type { WriteRoute } from './account-deeds.ts'
import { drafted, formIn, mailed } from './publication-deeds.ts'
import type { TestSite } from './site.ts'

const comment = { quote: 'in the open', words: 'In public?' }
const suggestion = { quote: 'in the open', says: 'in public', note: '' }

/** A draft that somebody has commented on, or proposed other words for; the address at which that is answered. */
async function answered(site: TestSite, what: 'comments' | 'suggestions'): Promise<string> {
  const draft = await drafted(site)
  await (await site.as('sample-cora')).post(`${draft}/${what}`, what === 'comments' ? comment : suggestion)
  // Whoever wrote a comment has a form of their own in it.
  return (await formIn(site, draft, `/${what}/`)).replace(/\/words$/, '')
}

/** Deeds of writing together that are asked for by programs: their own tests know how. */
const steps = ['', '/updates', '/rest', '/presence'].map((step) => `/api/v1/editions/:id/writing${step}`)

/** The deeds of those who work on a draft together, by the address they are done at. */
export const writingDeeds = (site: TestSite): Record<string, WriteRoute> => ({
  ...Object.fromEntries(steps.map((step) => [step, { path: () => '', isProtected: true, as: 'sample-cora' as const }])),
  '/desk/works/:id/comments': {
    path: async () => `${await drafted(site)}/comments`,
    good: () => comment,
    bad: { quote: 'in secret, of all places', words: 'In public?' },
    explained: 'Copy the words exactly as they stand',
    isProtected: true,
    hidden: { path: '/desk/works/none/comments' },
    as: 'sample-cora',
  },
  '/desk/works/:id/comments/:comment': {
    path: () => answered(site, 'comments'),
    good: () => ({ deed: 'resolve', words: 'Done.' }),
    bad: { deed: 'answer', words: '' },
    explained: 'Write your answer',
    isProtected: true,
    hidden: { path: '/desk/works/none/comments/none' },
    as: 'sample-cora',
  },
  '/desk/works/:id/comments/:comment/words': {
    path: async () => `${await answered(site, 'comments')}/words`,
    good: () => ({ deed: 'change', words: 'In public, then?' }),
    bad: { deed: 'change', words: '' },
    explained: 'Write your comment',
    isProtected: true,
    hidden: { path: '/desk/works/none/comments/none/words' },
    as: 'sample-cora',
  },
  '/desk/works/:id/suggestions': {
    path: async () => `${await drafted(site)}/suggestions`,
    good: () => suggestion,
    bad: { quote: 'in secret, of all places', says: 'in public', note: '' },
    explained: 'Copy the words exactly as they stand',
    isProtected: true,
    hidden: { path: '/desk/works/none/suggestions' },
    as: 'sample-cora',
  },
  '/desk/works/:id/suggestions/version': {
    path: async () => `${await drafted(site)}/suggestions/version`,
    good: () => ({ revision: '2', content: 'Ties belong in public.', note: '' }),
    bad: { revision: '2', content: 'Ties belong in the open.', note: 'Because of this' },
    explained: 'Change the words that you would have otherwise',
    isProtected: true,
    hidden: { path: '/desk/works/none/suggestions/version' },
    as: 'sample-cora',
  },
  '/desk/works/:id/suggestions/:suggestion': {
    path: () => answered(site, 'suggestions'),
    good: () => ({ deed: 'accept', position: '' }),
    bad: { deed: 'perhaps', position: '' },
    explained: 'Choose what to do',
    isProtected: true,
    hidden: { path: '/desk/works/none/suggestions/none' },
    as: 'sample-cora',
  },
  '/readings/:code/comments': {
    path: async () => {
      const draft = await drafted(site)
      const asked = { purpose: 'fact-check', name: 'Eva', address: 'eva@example.org' }
      await (await site.as('sample-cora')).post(`${draft}/readings`, asked)
      return `${await mailed(site, /\/readings\/\w+/)}/comments`
    },
    good: () => comment,
    bad: { quote: 'in secret, of all places', words: 'In public?' },
    explained: 'Copy the words exactly as they stand',
    isProtected: false,
    hidden: { path: '/readings/0000/comments' },
    as: 'visitor',
  },
})
