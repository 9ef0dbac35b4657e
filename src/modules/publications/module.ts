import { registerPermissions, type Viewer } from '#kernel/access'
import type { Command, ModuleDoor, Services } from '#kernel/doors'
import { addDestroyer } from '#kernel/files'
import { registerKinds } from '#kernel/notifications'
import { wholeSight } from '#platform/db'
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
import { commentPages } from './comments/pages.tsx'
import { answerNotice, mentionNotice } from './comments/service.ts'
import { contactPages } from './contacts/pages.tsx'
import { workCorrectionPages } from './corrections/pages.tsx'
import { openPostRoom } from './deliveries/service.ts'
import { editionPages } from './editions/pages.tsx'
import { featurePages } from './features/pages.tsx'
import { feedPages } from './feeds/pages.ts'
import { holdings } from './holdings.ts'
import { importPages } from './imports/pages.tsx'
import { forgetImports } from './imports/write.ts'
import { issueDeskPages } from './issues/pages/desk.tsx'
import { issuePages } from './issues/pages/public.tsx'
import { letterPages } from './letters/pages.tsx'
import { followText } from './letters/write.ts'
import { listPages } from './lists/pages.tsx'
import { homePanel } from './lists/panels.tsx'
import { openShelf } from './lists/service.ts'
import { mailingPages } from './mailings/pages.tsx'
import { mailingMoved } from './mailings/schema.ts'
import { newsletterDeskPages } from './newsletters/pages/desk.tsx'
import { newsletterPages } from './newsletters/pages/public.tsx'
import { occasionPages } from './occasions/pages.ts'
import { outputPages } from './outputs/pages.tsx'
import { permissions } from './permissions.ts'
import { picturePages } from './pictures/pages.tsx'
import { forgetDestroyed } from './pictures/write.ts'
import { programPages } from './programs/pages.tsx'
import { programNames, programPath } from './programs/schema.ts'
import { readingPages } from './readings/pages.tsx'
import { referencePages } from './references/pages.tsx'
import { releasePages } from './releases/pages.tsx'
import { reportApi } from './reports/api.ts'
import { readReportsCommand } from './reports/commands.ts'
import { reviewPages } from './reviews/pages.tsx'
import { figureNotice } from './reviews/service.ts'
import { reviewFigures } from './reviews/write.ts'
import { bringSampleWorks } from './samples/service.ts'
import { signaturePages } from './signatures/pages.tsx'
import { askConsents } from './signatures/write.ts'
import { stylePages } from './styles/pages.tsx'
import { subscriberDeskPages } from './subscriptions/pages/desk.tsx'
import { subscriptionPages } from './subscriptions/pages/own.tsx'
import { forgetOld } from './subscriptions/write.ts'
import { suggestionPages } from './suggestions/pages.tsx'
import { turnPages } from './turns/pages.tsx'
import { openTimetable } from './turns/service.ts'
import { addFollower } from './turns/write.ts'
import { workDeskPages } from './works/pages/desk.tsx'
import { workPages } from './works/pages/index.tsx'
import { deskPanel } from './works/panels.tsx'
import { workPath } from './works/schema.ts'
import { writingApi } from './writing/api.ts'
import { openWriting } from './writing/service.ts'
import { followEditions, settleLeft } from './writing/write.ts'

export const commands: Command[] = [readReportsCommand]

/** Service door: opened once by the application. */
export async function openPublications(services: Services): Promise<ModuleDoor> {
  registerPermissions(permissions)
  holdUncleared()
  drawKeptBy(drawKept)
  addDestroyer('pictures', forgetDestroyed)
  addDestroyer('captures', forgetCaptured)
  registerKinds([figureNotice, mentionNotice, answerNotice])
  followEditions()
  addFollower('letters', followText)
  addFollower('captures', noteLinks)
  const shelf = await openShelf(services)
  const timetable = openTimetable(services)
  const postRoom = openPostRoom(services, shelf)
  const { publicUrl, smtpUrl, mailReportSecret, droppedRepeats } = services.config
  const writing = openWriting(services)
  const pages: Routes<Viewer> = {
    ...listPages(shelf),
    ...feedPages(shelf),
    ...workPages(shelf),
    ...writing.pages,
    ...editionPages,
    ...outputPages,
    ...occasionPages,
    ...workCardPages,
    ...archivePages,
    ...reviewPages,
    ...programPages(shelf),
    ...releasePages(shelf),
    ...addressPages,
    // Before the pages of single drafts: `import` is nobody’s id.
    ...importPages,
    ...workDeskPages,
    ...commentPages,
    ...suggestionPages,
    ...referencePages,
    ...picturePages,
    ...capturePages,
    ...stylePages,
    ...turnPages,
    ...workCorrectionPages,
    ...featurePages,
    ...clearancePages,
    ...readingPages(publicUrl),
    ...letterPages(publicUrl),
    ...signaturePages(publicUrl),
    ...newsletterPages(publicUrl),
    ...issuePages(shelf),
    ...newsletterDeskPages,
    ...subscriptionPages,
    ...subscriberDeskPages(publicUrl),
    ...contactPages,
    ...issueDeskPages(shelf, publicUrl),
    ...mailingPages({ shelf, publicUrl, hasMailServer: smtpUrl !== undefined, droppedRepeats }),
  }
  return {
    name: 'publications',
    pages,
    api: { ...reportApi(mailReportSecret), ...writingApi },
    permissions,
    holdings,
    jobs: [
      { name: 'publications.timetable', every: '* * * * *', run: () => timetable.refresh() },
      {
        name: 'publications.consents',
        every: '* * * * *',
        run: async (database) => void (await askConsents(database, publicUrl)),
      },
      {
        name: 'publications.mailings',
        every: '* * * * *',
        // Not waited for: a mailing may take hours, and goes on by itself.
        run: async () =>
          void postRoom.refresh().catch((error: unknown) => services.log.error({ err: error }, 'mailings')),
      },
      {
        name: 'publications.subscriptions',
        every: '15 4 * * *',
        run: (database) => database.write(async (db) => void (await forgetOld(db, services.clock.now())), wholeSight),
      },
      {
        name: 'publications.figures',
        every: '50 * * * *',
        run: (database) => database.write(async (db) => void (await reviewFigures(db, services.clock.now()))),
      },
      {
        name: 'publications.writing',
        every: '* * * * *',
        run: (database) => database.write(async (db) => void (await settleLeft(db, services.clock.now()))),
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
    liveTopics: [mailingMoved],
    navigation: [
      { href: '/works', label: 'Work', rank: 1 },
      { href: '/topics', label: 'Topics', rank: 1 },
    ],
    siteMap: async () => [
      ...['/works', '/topics', '/programs', '/newsroom', '/releases', '/newsletters'],
      ...[...Object.keys(programNames)].map(programPath),
      ...shelf.all().map(({ slug }) => workPath(slug)),
    ],
    bringSamples: () => bringSampleWorks(services.database, services.clock.now()),
    async close() {
      await timetable.close()
      await postRoom.close()
      writing.close()
      await shelf.close()
    },
  }
}
