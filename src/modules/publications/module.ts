import { registerPermissions, type Viewer } from '#kernel/access'
import type { ModuleDoor, Services } from '#kernel/doors'
import { addDestroyer } from '#kernel/files'
import type { Holding } from '#kernel/holdings'
import { registerKinds } from '#kernel/notifications'
import type { Routes } from '#platform/http'
import { fetchOutside } from '#platform/outside'
import { addressPages } from './addresses/pages.tsx'
import { archivePages } from './archive/pages/index.tsx'
import { drawKept } from './archive/pages/kept.tsx'
import { drawKeptBy, proveArchive } from './archive/write.ts'
import { capturePages } from './captures/pages.tsx'
import { captureDue, forgetCaptured, noteLinks } from './captures/write.ts'
import { workCardPages } from './cards/pages.tsx'
import { clearancePages } from './clearances/pages.tsx'
import { holdUncleared } from './clearances/write.ts'
import { workCorrectionPages } from './corrections/pages.tsx'
import { editionPages } from './editions/pages.tsx'
import { featurePages } from './features/pages.tsx'
import { feedPages } from './feeds/pages.ts'
import { importPages } from './imports/pages.tsx'
import { forgetImports } from './imports/write.ts'
import { letterPages } from './letters/pages.tsx'
import { followText } from './letters/write.ts'
import { listPages } from './lists/pages.tsx'
import { homePanel } from './lists/panels.tsx'
import { openShelf } from './lists/service.ts'
import { outputPages } from './outputs/pages.tsx'
import { permissions } from './permissions.ts'
import { picturePages } from './pictures/pages.tsx'
import { forgetDestroyed } from './pictures/write.ts'
import { programPages } from './programs/pages.tsx'
import { programNames, programPath } from './programs/schema.ts'
import { readingPages } from './readings/pages.tsx'
import { referencePages } from './references/pages.tsx'
import { releasePages } from './releases/pages.tsx'
import { reviewPages } from './reviews/pages.tsx'
import { figureNotice } from './reviews/service.ts'
import { reviewFigures } from './reviews/write.ts'
import { bringSampleWorks } from './samples/service.ts'
import { signaturePages } from './signatures/pages.tsx'
import { askConsents } from './signatures/write.ts'
import { stylePages } from './styles/pages.tsx'
import { turnPages } from './turns/pages.tsx'
import { openTimetable } from './turns/service.ts'
import { addFollower } from './turns/write.ts'
import { workDeskPages } from './works/pages/desk.tsx'
import { workPages } from './works/pages/index.tsx'
import { deskPanel } from './works/panels.tsx'
import { workPath } from './works/schema.ts'

const byNumber: Holding['fate'] = {
  is: 'kept',
  why: 'Which account did it, by number and without names: the public record must say how it came about.',
  until: 'as long as the work stands',
}
const published: Holding['fate'] = {
  is: 'kept',
  why: 'Names of authors are part of what was published and cited.',
  until: 'as long as the work stands',
}
const holdings: Holding[] = [
  { table: 'publications.works', title: 'Works you began', by: { begun_by: 'actor' }, fate: byNumber },
  { table: 'publications.addresses', title: 'Addresses you kept', by: { recorded_by: 'actor' }, fate: byNumber },
  {
    table: 'publications.editions',
    title: 'Editions you wrote, or that name you',
    by: { begun_by: 'actor', saved_by: 'actor' },
    fate: published,
  },
  { table: 'publications.revisions', title: 'Drafts you saved', by: { saved_by: 'actor' }, fate: byNumber },
  {
    table: 'publications.corrections',
    title: 'Sentences you corrected',
    by: { corrected_by: 'actor' },
    fate: byNumber,
  },
  { table: 'publications.clearances', title: 'Clearances you noted', by: { noted_by: 'actor' }, fate: byNumber },
  {
    table: 'publications.readings',
    title: 'Texts you were sent before they were published',
    about: { address: 'address' },
    by: { asked_by: 'actor' },
    fate: { is: 'erased' },
    secret: ['secret_hash'],
  },
  {
    table: 'publications.letters',
    title: 'Letters you opened for signing',
    by: { opened_by: 'actor' },
    fate: byNumber,
  },
  {
    table: 'publications.invalidations',
    title: 'Signatures you took out',
    by: { done_by: 'actor', undone_by: 'actor' },
    fate: byNumber,
  },
  {
    table: 'publications.signatures',
    title: 'Letters you signed',
    about: { address: 'address' },
    fate: { is: 'erased' },
    secret: ['secret_hash', 'address_key'],
  },
  {
    table: 'publications.styles',
    title: 'Citation styles you installed',
    by: { installed_by: 'actor' },
    fate: byNumber,
  },
  {
    table: 'publications.style_choices',
    title: 'Citation styles you chose',
    by: { chosen_by: 'actor' },
    fate: byNumber,
  },
  {
    table: 'publications.figure_reviews',
    title: 'Figures of published works you decided on',
    by: { settled_by: 'actor' },
    fate: byNumber,
  },
  {
    table: 'publications.introductions',
    title: 'What you said a body is doing',
    by: { saved_by: 'actor' },
    fate: byNumber,
  },
  { table: 'publications.imports', title: 'Files you sent for drafts', by: { sent_by: 'actor' }, fate: byNumber },
  { table: 'publications.pictures', title: 'Pictures you sent', by: { sent_by: 'actor' }, fate: byNumber },
  { table: 'publications.features', title: 'Works you featured', by: { set_by: 'actor' }, fate: byNumber },
]

/** Service door: opened once by the application. */
export async function openPublications(services: Services): Promise<ModuleDoor> {
  registerPermissions(permissions)
  holdUncleared()
  drawKeptBy(drawKept)
  addDestroyer('pictures', forgetDestroyed)
  addDestroyer('captures', forgetCaptured)
  registerKinds([figureNotice])
  addFollower('letters', followText)
  addFollower('captures', noteLinks)
  const shelf = await openShelf(services)
  const timetable = openTimetable(services)
  const pages: Routes<Viewer> = {
    ...listPages(shelf),
    ...feedPages(shelf),
    ...workPages(shelf),
    ...editionPages,
    ...outputPages,
    ...workCardPages,
    ...archivePages,
    ...reviewPages,
    ...programPages(shelf),
    ...releasePages(shelf),
    ...addressPages,
    // Before the pages of single drafts: `import` is nobody’s id.
    ...importPages,
    ...workDeskPages,
    ...referencePages,
    ...picturePages,
    ...capturePages,
    ...stylePages,
    ...turnPages,
    ...workCorrectionPages,
    ...featurePages,
    ...clearancePages,
    ...readingPages(services.config.publicUrl),
    ...letterPages(services.config.publicUrl),
    ...signaturePages(services.config.publicUrl),
  }
  return {
    name: 'publications',
    pages,
    api: {},
    permissions,
    holdings,
    jobs: [
      { name: 'publications.timetable', every: '* * * * *', run: () => timetable.refresh() },
      {
        name: 'publications.consents',
        every: '* * * * *',
        run: async (database) => void (await askConsents(database, services.config.publicUrl)),
      },
      {
        name: 'publications.figures',
        every: '50 * * * *',
        run: (database) => database.write(async (db) => void (await reviewFigures(db, services.clock.now()))),
      },
      {
        name: 'publications.captures',
        every: '*/10 * * * *',
        run: async (database) =>
          void (await captureDue(database, {
            now: services.clock.now(),
            fetch: (address) => fetchOutside(address, { agent: `Legation (+${services.config.publicUrl})` }),
          })),
      },
      {
        name: 'publications.imports',
        every: '40 3 * * *',
        run: (database) => forgetImports(database, services.clock.now()),
      },
      {
        name: 'publications.archive',
        every: '20 3 * * *',
        run: (database) => database.write(async (db) => void (await proveArchive(db, services.clock.now()))),
      },
    ],
    panels: { desk: deskPanel, homeBelow: homePanel(shelf, services.clock) },
    liveTopics: [],
    navigation: [
      { href: '/works', label: 'Work', rank: 1 },
      { href: '/topics', label: 'Topics', rank: 1 },
    ],
    siteMap: async () => [
      ...['/works', '/topics', '/programs', '/newsroom', '/releases'],
      ...[...Object.keys(programNames)].map(programPath),
      ...shelf.all().map(({ slug }) => workPath(slug)),
    ],
    bringSamples: () => bringSampleWorks(services.database),
    async close() {
      timetable.close()
      await shelf.close()
    },
  }
}
