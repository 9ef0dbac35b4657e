import { registerPermissions, type Viewer } from '#kernel/access'
import type { Command, ModuleDoor, Services } from '#kernel/doors'
import type { Holding } from '#kernel/holdings'
import { registerKinds } from '#kernel/notifications'
import type { Routes } from '#platform/http'
import { addressPages } from './addresses/pages.tsx'
import { archivePages } from './archive/pages/index.tsx'
import { drawKept } from './archive/pages/kept.tsx'
import { drawKeptBy, proveArchive } from './archive/write.ts'
import { workCardPages } from './cards/pages.tsx'
import { clearancePages } from './clearances/pages.tsx'
import { holdUncleared } from './clearances/write.ts'
import { contactPages } from './contacts/pages.tsx'
import { commentPages } from './comments/pages.tsx'
import { answerNotice, mentionNotice } from './comments/service.ts'
import { workCorrectionPages } from './corrections/pages.tsx'
import { openPostRoom } from './deliveries/service.ts'
import { editionPages } from './editions/pages.tsx'
import { featurePages } from './features/pages.tsx'
import { feedPages } from './feeds/pages.ts'
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
import { outputPages } from './outputs/pages.tsx'
import { permissions } from './permissions.ts'
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

const byNumber = {
  is: 'kept',
  why: 'Which account did it, by number and without names: the public record must say how it came about.',
  until: 'as long as the work stands',
} satisfies Holding['fate']
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
  {
    table: 'publications.revisions',
    title: 'Drafts you saved',
    by: { saved_by: 'actor', suggested_by: 'actor' },
    fate: byNumber,
  },
  {
    table: 'publications.comments',
    title: 'Comments you wrote or resolved, or that name you',
    about: { words: 'text' },
    by: { written_by: 'actor', resolved_by: 'actor' },
    fate: { ...byNumber, cutOut: ['words'] },
    isToOthers: true,
  },
  {
    table: 'publications.comment_mentions',
    title: 'Comments that speak to you',
    about: { account_id: 'account' },
    fate: { is: 'erased' },
  },
  {
    table: 'publications.suggestions',
    title: 'Words you proposed, and reasons that name you',
    about: { note: 'text' },
    by: { suggested_by: 'actor' },
    fate: { ...byNumber, cutOut: ['note'] },
    isToOthers: true,
  },
  {
    table: 'publications.suggestion_changes',
    title: 'Proposed words you decided on',
    by: { decided_by: 'actor' },
    fate: byNumber,
  },
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
  {
    table: 'publications.newsletters',
    title: 'Newsletters and press lists you opened',
    by: { opened_by: 'actor' },
    fate: byNumber,
  },
  { table: 'publications.issues', title: 'Letters you wrote', by: { written_by: 'actor' }, fate: byNumber },
  { table: 'publications.mailings', title: 'Letters you scheduled', by: { scheduled_by: 'actor' }, fate: byNumber },
  {
    table: 'publications.recipients',
    title: 'Letters of newsletters to you',
    about: { address: 'address' },
    fate: {
      is: 'emptied',
      set: { address: "''", member_id: "''" },
      why: 'That a letter went out stays as a number, without whom it went to.',
    },
    secret: ['worker'],
  },
  {
    table: 'publications.subscribers',
    title: 'Newsletters you get, and press lists you are on',
    about: { address: 'address' },
    by: { brought_by: 'actor' },
    fate: { is: 'erased' },
    secret: ['confirm_hash', 'address_key'],
  },
  {
    table: 'publications.suppressions',
    title: 'That newsletters of a body are not sent to you again',
    about: { address_key: 'address hash' },
    fate: {
      is: 'kept',
      why: 'A hash of the address stays, so that nobody writes to it again.',
      until: 'you ask to be written to again',
    },
  },
  {
    table: 'publications.room_updates',
    title: 'Words you wrote into drafts',
    by: { written_by: 'actor' },
    fate: byNumber,
  },
  { table: 'publications.room_hands', title: 'Drafts you wrote with others', by: { held_by: 'actor' }, fate: byNumber },
  { table: 'publications.features', title: 'Works you featured', by: { set_by: 'actor' }, fate: byNumber },
]

export const commands: Command[] = [readReportsCommand]

/** Service door: opened once by the application. */
export async function openPublications(services: Services): Promise<ModuleDoor> {
  registerPermissions(permissions)
  holdUncleared()
  drawKeptBy(drawKept)
  registerKinds([figureNotice, mentionNotice, answerNotice])
  followEditions()
  addFollower('letters', followText)
  const shelf = await openShelf(services)
  const timetable = openTimetable(services)
  const postRoom = openPostRoom(services, shelf)
  const { publicUrl, smtpUrl, mailReportSecret } = services.config
  const writing = openWriting(services)
  const pages: Routes<Viewer> = {
    ...listPages(shelf),
    ...feedPages(shelf),
    ...workPages(shelf),
    ...writing.pages,
    ...editionPages,
    ...outputPages,
    ...workCardPages,
    ...archivePages,
    ...reviewPages,
    ...programPages(shelf),
    ...releasePages(shelf),
    ...addressPages,
    ...workDeskPages,
    ...commentPages,
    ...suggestionPages,
    ...referencePages,
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
    ...mailingPages({ shelf, publicUrl, hasMailServer: smtpUrl !== undefined }),
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
        run: (database) => database.write(async (db) => void (await forgetOld(db, services.clock.now()))),
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
    bringSamples: () => bringSampleWorks(services.database),
    async close() {
      timetable.close()
      await postRoom.close()
      writing.close()
      await shelf.close()
    },
  }
}
