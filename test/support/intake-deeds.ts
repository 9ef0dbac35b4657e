import { sql, wholeSight } from '#platform/db'
import type { WriteRoute } from './account-deeds.ts'
import { tie } from './claim-deeds.ts'
import {
  answeredIntake,
  askedIntake,
  askedWords,
  harborAnswers,
  newIntakeFields,
  tidesWords,
  wordsPath,
} from './intakes.ts'
import { sendFile } from './papers.ts'
import type { TestSite } from './site.ts'

const paper = {
  ...{ subjectKind: 'engagement', subjectId: tie, title: 'A letter', kind: 'letter', publisher: 'City of Harbor' },
  ...{ visibility: 'public', alternative: 'A seal', transcription: 'Sealed in Harbor' },
}
/** The address of a document that a program has read; of a picture it has nothing to read. */
async function readIn(site: TestSite): Promise<string> {
  const bytes = Buffer.from('<!doctype html><title>Seal</title><p>Sealed in Harbor')
  const address = await paperIn(site, { name: 'seal.html', bytes })
  const isReading = () =>
    site.services.database.read((db) => db.one(sql`select 1 from atlas.documents where state = 'reading'`), wholeSight)
  while (await isReading()) await new Promise((done) => setTimeout(done, 20))
  return address
}
const redaction = {
  ...{ words: 'Sealed in Harbor', boxes: '', title: 'A letter (redacted)', visibility: 'public', fate: 'private' },
  reason: 'Names a private person.',
}
/** The address of a document whose text is there at once. */
const paperIn = async (site: TestSite, file = { name: 'seal.gif', bytes: Buffer.from('GIF89a') }): Promise<string> =>
  (
    await sendFile(site, 'staff', {
      ...{ path: '/desk/documents/new', fields: paper },
      file,
    })
  ).location

/** Forms that governments fill in, and documents, by the address at which something is done. */
export const intakeDeeds = (site: TestSite): Record<string, WriteRoute> => ({
  '/desk/intakes/new': {
    path: () => '/desk/intakes/new',
    good: () => newIntakeFields,
    bad: { ...newIntakeFields, governmentId: 'none' },
    explained: 'Use the id at the end of the address of its page',
    isProtected: true,
    as: 'staff',
  },
  '/desk/intakes/:id': {
    path: async () => `/desk/intakes/${(await askedIntake(site)).id}`,
    good: () => ({ deed: 'remind' }),
    bad: { deed: 'forget' },
    explained: 'Say what to do',
    isProtected: true,
    hidden: { path: '/desk/intakes/none' },
    as: 'staff',
  },
  '/desk/intakes/:id/words/:row': {
    path: () => wordsPath(site),
    good: () => tidesWords,
    bad: { ...tidesWords, partnerId: 'none' },
    explained: 'Use the id at the end of the address of its page',
    isProtected: true,
    hidden: { path: '/desk/intakes/none/words/none' },
    as: 'staff',
  },
  '/intake/:code': {
    path: async () => (await askedIntake(site)).form,
    good: () => ({}),
    isProtected: false,
    hidden: { path: '/intake/none' },
    as: 'visitor',
  },
  '/intake/:code/:section': {
    path: async () => `${(await askedIntake(site)).form}/capacity`,
    good: () => ({ ...harborAnswers.capacity, go: 'next' }),
    bad: { 'staff-0': 'a few', consent: 'no', go: 'next' },
    explained: 'Write digits only',
    isProtected: false,
    hidden: { path: '/intake/none/capacity' },
    as: 'visitor',
  },
  '/intake/:code/sending': {
    path: async () => `${(await askedIntake(site)).form}/sending`,
    bad: {},
    explained: 'Go through every step first',
    isProtected: false,
    hidden: { path: '/intake/none/sending' },
    as: 'visitor',
  },
  '/intake/:code/confirmation': {
    path: async () => askedWords(site, (await answeredIntake(site)).id, { 3: tidesWords }),
    bad: { id: 'none', verdict: '' },
    explained: 'Choose whether it may be published',
    isProtected: false,
    hidden: { path: '/intake/none/confirmation', fields: { id: 'none', verdict: 'confirmed' } },
    as: 'visitor',
  },
  '/intake/:code/consent': {
    path: async () => `${(await answeredIntake(site)).form}/consent`,
    good: () => ({ section: 'agreements' }),
    bad: { section: 'none' },
    explained: 'Choose the step',
    isProtected: false,
    hidden: { path: '/intake/none/consent', fields: { section: 'agreements' } },
    as: 'visitor',
  },
  '/desk/documents/new': {
    path: () => '/desk/documents/new',
    bad: { ...paper, title: '' },
    explained: 'Give the document a title',
    isProtected: true,
    as: 'staff',
  },
  '/documents/:id/pages/:page': {
    path: async () => `${await paperIn(site)}/pages/1`,
    good: () => ({ text: 'As it stands on the page.' }),
    bad: { text: '' },
    explained: 'Type what stands on the page',
    isProtected: true,
    hidden: { path: '/documents/none/pages/1', fields: { text: 'As it stands on the page.' } },
    as: 'staff',
  },
  '/documents/:id/readings/new': {
    path: async () => `${await readIn(site)}/readings/new`,
    good: () => ({}),
    isProtected: true,
    hidden: { path: '/documents/none/readings/new' },
    as: 'staff',
  },
  '/documents/:id/quotes/new': {
    path: async () => `${await paperIn(site)}/quotes/new`,
    good: () => ({ page: '1', words: 'Sealed in Harbor' }),
    bad: { page: '1', words: 'Sealed in Port' },
    explained: 'Copy the words exactly',
    isProtected: true,
    hidden: { path: '/documents/none/quotes/new' },
    as: 'staff',
  },
  '/documents/:id/redactions/new': {
    path: async () => `${await paperIn(site)}/redactions/new`,
    good: () => redaction,
    bad: { ...redaction, words: 'Sealed in Port' },
    explained: 'Not found on any page',
    isProtected: true,
    hidden: { path: '/documents/none/redactions/new' },
    as: 'staff',
  },
})
