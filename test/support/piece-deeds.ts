import type { WriteRoute } from './account-deeds.ts'
import { sendFile } from './papers.ts'
import { sendPicture } from './pictures.ts'
import { drafted, published } from './publication-deeds.ts'
import type { TestSite } from './site.ts'

/** What goes into a text beside its words, by the address it is done at. */
export const pieceDeeds = (site: TestSite): Record<string, WriteRoute> => ({
  '/desk/works/:id/pictures': {
    path: async () => `${await drafted(site)}/pictures`,
    good: () => ({ deed: 'no-hero' }),
    bad: { deed: 'hero', picture: '' },
    explained: 'Choose a picture',
    isProtected: true,
    hidden: { path: '/desk/works/none/pictures' },
    as: 'sample-cora',
  },
  '/desk/pictures/:id': {
    path: async () => `/desk/pictures/${await sendPicture(site, await drafted(site))}`,
    good: () => ({ deed: 'change', alternative: 'Ships at anchor', caption: 'In 1978.', credit: 'Photo: Ana' }),
    bad: { deed: 'destroy', reason: 'Law.' },
    explained: 'Say why, in a sentence its readers will see',
    isProtected: true,
    hidden: { path: '/desk/pictures/none' },
    as: 'sample-cora',
  },
  '/desk/works/import': {
    path: () => '/desk/works/import',
    bad: { kind: 'report', bodyId: 'center' },
    explained: 'Choose a file',
    isProtected: true,
    as: 'sample-cora',
  },
  '/desk/works/:id/import': {
    path: async () => `${await drafted(site)}/import`,
    bad: { file: '' },
    explained: 'Choose a file',
    isProtected: true,
    as: 'sample-cora',
  },
  '/desk/works/:id/import/:import': {
    path: async () => {
      const file = { name: 'ports.md', bytes: Buffer.from('# Ports\n\nThey open.') }
      return (await sendFile(site, 'sample-cora', { path: `${await drafted(site)}/import`, fields: {}, file })).location
    },
    good: () => ({ deed: 'append' }),
    bad: { deed: 'burn' },
    explained: 'Choose what to do',
    isProtected: true,
    hidden: { path: '/desk/works/none/import/none' },
    as: 'sample-cora',
  },
  '/desk/works/:id/links': {
    path: async () => `${await published(site)}/links`,
    good: () => ({}),
    isProtected: true,
    hidden: { path: '/desk/works/none/links' },
    as: 'sample-cora',
  },
})
