import type { WriteRoute } from './account-deeds.ts'
import { issueOf, letterTo, linkIn, opened, opening, subscribe, subscribed } from './newsletters.ts'
import type { TestSite } from './site.ts'

const contact = {
  ...{ name: 'Pia Press', address: 'pia@paper.example', outlet: 'The Paper', beat: 'Trade', region: 'TX' },
  basis: 'the masthead of your paper',
}
const press = { kind: 'press', slug: 'press', name: 'Press of the Center' }
const { bodyId: _body, kind: _kind, slug: _slug, ...settings } = opening
const basis = 'You signed up at our booth in Tulsa'

const drafted = async (site: TestSite): Promise<string> => issueOf(await site.as('sample-cora'), await opened(site))

/** The deeds of newsletters and press lists, by the address they are done at. */
export const newsletterDeeds = (site: TestSite): Record<string, WriteRoute> => ({
  '/newsletters/:list': {
    path: async () => {
      await opened(site)
      return '/newsletters/the-weekly'
    },
    good: () => ({ address: 'ana@example.org' }),
    bad: { address: 'nobody at all' },
    explained: 'Check the e-mail address',
    isProtected: false,
    hidden: { path: '/newsletters/none', fields: { address: 'ana@example.org' } },
    as: 'visitor',
  },
  '/subscriptions/confirm/:code': {
    path: async () => {
      await opened(site)
      await subscribe(site, 'ana@example.org')
      return linkIn(await letterTo(site, 'ana@example.org'), /\/subscriptions\/confirm\/\w+/)
    },
    good: () => ({}),
    isProtected: false,
    hidden: { path: '/subscriptions/confirm/none' },
    as: 'visitor',
  },
  '/subscriptions/:code': {
    path: async () => {
      await opened(site)
      return subscribed(site, 'ana@example.org')
    },
    good: () => ({ deed: 'save', language: 'es' }),
    bad: { deed: 'save', region: 'Atlantis' },
    explained: 'Choose a state of the list',
    isProtected: false,
    hidden: { path: '/subscriptions/none', fields: { deed: 'save' } },
    as: 'visitor',
  },
  '/unsubscribe/:code': {
    path: async () => {
      await opened(site)
      return (await subscribed(site, 'ana@example.org')).replace('/subscriptions/', '/unsubscribe/')
    },
    isProtected: false,
    hidden: { path: '/unsubscribe/none', fields: { 'List-Unsubscribe': 'One-Click' } },
    as: 'visitor',
  },
  '/desk/newsletters/new': {
    path: () => '/desk/newsletters/new',
    good: () => opening,
    bad: { ...opening, postalAddress: '' },
    explained: 'Give a postal address',
    isProtected: true,
    as: 'sample-cora',
  },
  '/desk/newsletters/:id': {
    path: () => opened(site),
    good: () => ({ subject: 'Ports and partners' }),
    bad: { subject: '' },
    explained: 'Give the letter a subject',
    isProtected: true,
    hidden: { path: '/desk/newsletters/none' },
    as: 'sample-cora',
  },
  '/desk/newsletters/:id/settings': {
    path: async () => `${await opened(site)}/settings`,
    good: () => ({ ...settings, deed: 'save', name: 'The Monthly' }),
    bad: { ...settings, deed: 'save', accent: '#7fb2ff' },
    explained: 'Choose a darker color',
    isProtected: true,
    hidden: { path: '/desk/newsletters/none/settings', fields: { ...settings, deed: 'save' } },
    as: 'sample-cora',
  },
  '/desk/newsletters/:id/subscribers': {
    path: async () => `${await opened(site)}/subscribers`,
    bad: { basis: '', rows: 'ana@example.org' },
    explained: 'Say where and when',
    isProtected: true,
    hidden: { path: '/desk/newsletters/none/subscribers', fields: { basis, rows: 'ana@example.org' } },
    as: 'sample-cora',
  },
  '/desk/newsletters/:id/suppressions': {
    path: async () => `${await opened(site)}/suppressions`,
    good: () => ({ address: 'ana@example.org', reason: 'She wrote to us on February 15' }),
    bad: { address: 'ana@example.org', reason: '' },
    explained: 'Say who asked for it',
    isProtected: true,
    hidden: { path: '/desk/newsletters/none/suppressions' },
    as: 'sample-cora',
  },
  '/desk/newsletters/:id/contacts': {
    path: async () => `${await opened(site, press)}/contacts`,
    good: () => contact,
    bad: { ...contact, outlet: '' },
    explained: 'Write for whom they report',
    isProtected: true,
    hidden: { path: '/desk/newsletters/none/contacts' },
    as: 'sample-cora',
  },
  '/desk/newsletters/:id/contacts/:contact': {
    path: async () => {
      const list = await opened(site, press)
      const cora = await site.as('sample-cora')
      await cora.post(`${list}/contacts`, contact)
      const { page } = await cora.get(`${list}/contacts`)
      return page.querySelector('form[action*="/contacts/"]')?.getAttribute('action') ?? ''
    },
    good: () => ({}),
    isProtected: true,
    hidden: { path: '/desk/newsletters/none/contacts/none' },
    as: 'sample-cora',
  },
  '/desk/issues/:id': {
    path: () => drafted(site),
    good: () => ({ subject: 'Ports', introduction: 'Words' }),
    bad: { subject: '', introduction: 'Words that are kept' },
    explained: 'Give the letter a subject',
    isProtected: true,
    hidden: { path: '/desk/issues/none' },
    as: 'sample-cora',
  },
  '/desk/issues/:id/sending': {
    path: async () => `${await drafted(site)}/sending`,
    good: () => ({ deed: 'schedule', at: '2026-12-01T09:00-05:00' }),
    bad: { deed: 'schedule', at: 'tomorrow' },
    explained: 'Such as 2026-12-01T09:00-05:00',
    isProtected: true,
    hidden: { path: '/desk/issues/none/sending' },
    as: 'sample-cora',
  },
  '/api/v1/mail-reports': {
    path: () => '/api/v1/mail-reports',
    isProtected: false,
    as: 'visitor',
  },
})
