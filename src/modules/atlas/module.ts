import { type Permission, registerPermissions, type Viewer } from '#kernel/access'
import type { ModuleDoor, Services } from '#kernel/doors'
import { registerFigures } from '#kernel/figures'
import type { Holding } from '#kernel/holdings'
import { registerKinds } from '#kernel/notifications'
import { registerPlaces } from '#kernel/views'
import type { Routes } from '#platform/http'
import { archiveCommand } from './archives/commands.ts'
import { archivePages } from './archives/pages.ts'
import { openArchives } from './archives/service.ts'
import { arrivalJobs } from './arrivals/jobs.ts'
import { arrivalPages } from './arrivals/pages/index.tsx'
import { openImporter, uploadMoved } from './arrivals/service.ts'
import { briefingPages } from './briefings/pages.ts'
import { bulkJobs } from './bulk/jobs.ts'
import { bulkPages } from './bulk/pages/index.tsx'
import { bulkHoldings } from './bulk/rules.ts'
import { cardPages } from './cards/pages.tsx'
import { changePages } from './changes/pages.tsx'
import { comparisonApi } from './comparisons/api.ts'
import { correctionPages } from './corrections/pages.tsx'
import { correctionPanel } from './corrections/panels.tsx'
import { correctionHoldings } from './corrections/rules.ts'
import { correctionNotices, correctionPlace } from './corrections/service.ts'
import { differenceApi } from './differences/api.ts'
import { differencePages } from './differences/pages.tsx'
import { documentJobs } from './documents/jobs.ts'
import { documentPages } from './documents/pages/index.tsx'
import { openDocumentReader } from './documents/service.ts'
import { engagementApi } from './engagements/api.ts'
import { engagementPages } from './engagements/pages/index.tsx'
import { versionsChanged } from './engagements/write.ts'
import { exploreApi } from './explore/api.ts'
import { explorePages } from './explore/pages/index.tsx'
import { homePanel } from './explore/panels.tsx'
import { openExplorer } from './explore/service.ts'
import { exportCommand } from './exports/commands.ts'
import { exportPages } from './exports/pages.ts'
import { countFigure } from './figures/service.ts'
import { bringStarterData, importCommands } from './imports/commands.ts'
import { mergePages } from './merges/pages/index.tsx'
import { mergeHoldings } from './merges/rules.ts'
import { organizationPages } from './organizations/pages/index.tsx'
import { organizationPlace } from './organizations/service.ts'
import { profileApi } from './profiles/api.ts'
import { countryPages } from './profiles/pages/country.tsx'
import { profilePages } from './profiles/pages/index.tsx'
import { pairPages } from './profiles/pages/pair.tsx'
import { partnerPages } from './profiles/pages/partners.tsx'
import { listSiteMap } from './profiles/read.ts'
import { reconciliationApi } from './reconciliation/api.ts'
import { reconciliationPages } from './reconciliation/pages.tsx'
import { rulePages } from './rules/pages.tsx'
import { openSpine } from './spine/service.ts'
import { statementPages } from './statements/pages.tsx'
import { watchPages } from './watches/pages.tsx'
import { watchHoldings } from './watches/rules.ts'
import { watchJobs, watchNotice } from './watches/service.ts'

const permissions: Permission[] = [
  { name: 'atlas.import.commit', roles: ['staff'], meaning: 'Bring data packages into the atlas' },
  { name: 'atlas.import.undo', roles: ['staff'], meaning: 'Take an import back whole' },
  {
    name: 'atlas.import.read',
    roles: ['staff', 'editor', 'reviewer'],
    meaning: 'See imports and the rows they rejected',
  },
  { name: 'atlas.correction.ask', roles: ['visitor', 'staff'], meaning: 'Propose a correction to a record' },
  {
    name: 'atlas.correction.decide',
    roles: ['staff', 'editor', 'reviewer'],
    meaning: 'Accept or decline proposed corrections',
  },
  {
    name: 'atlas.document.record',
    roles: ['staff', 'editor'],
    meaning: 'Add documents to records and quote them',
  },
  {
    name: 'atlas.organization.read',
    roles: ['staff', 'body-admin', 'editor', 'reviewer'],
    meaning: 'See organizations as staff do: names, people, relationships and history in one place',
  },
  {
    name: 'atlas.organization.record',
    roles: ['staff', 'editor'],
    meaning: 'Put values of organizations on record with their source, and add organizations',
  },
  {
    name: 'atlas.organization.merge',
    roles: ['staff', 'editor'],
    meaning: 'Say that two records are one organization, and take that apart again',
  },
  {
    name: 'atlas.organization.sort',
    roles: ['staff', 'body-admin'],
    meaning: 'Tag organizations and say what they are to one’s own body, many at once',
  },
  {
    name: 'atlas.statement.judge',
    roles: ['staff', 'editor', 'reviewer'],
    meaning: 'Take one statement back, rank it or say it again, with the reason on record',
  },
  {
    name: 'atlas.finding.determine',
    roles: ['staff', 'reviewer'],
    meaning: 'Record a reviewer’s reading of a rule finding',
  },
]

const byNumber: Holding['fate'] = {
  is: 'kept',
  why: 'Which account did it, by number and without names: the public record must say how it came about.',
  until: 'as long as the record stands',
}
const holdings: Holding[] = [
  ...correctionHoldings,
  { table: 'atlas.batches', title: 'Data you brought in', by: { actor: 'actor' }, fate: byNumber },
  ...bulkHoldings,
  ...mergeHoldings,
  ...watchHoldings,
  { table: 'atlas.uploads', title: 'Files you sent', by: { sent_by: 'actor', turned_by: 'actor' }, fate: byNumber },
  { table: 'atlas.recipes', title: 'Recipes you saved', by: { saved_by: 'actor' }, fate: byNumber },
  { table: 'atlas.mentions', title: 'Names you judged', by: { answered_by: 'actor' }, fate: byNumber },
  { table: 'atlas.documents', title: 'Documents you added', by: { sent_by: 'actor' }, fate: byNumber },
  { table: 'atlas.document_quotes', title: 'Words you quoted', by: { marked_by: 'actor' }, fate: byNumber },
  { table: 'atlas.findings', title: 'Findings you judged', by: { determined_by: 'actor' }, fate: byNumber },
]

/** Service door: opened once by the application. */
export async function openAtlas(services: Services, say: (line: string) => void): Promise<ModuleDoor> {
  registerPermissions(permissions)
  registerKinds([...correctionNotices, watchNotice])
  registerPlaces([correctionPlace, organizationPlace])
  await bringStarterData(services, say)
  const explorer = await openExplorer(services)
  registerFigures([countFigure(explorer, services.clock)])
  const keeper = openSpine(services)
  const archives = openArchives(explorer, services)
  const importer = openImporter(services)
  const documentReader = openDocumentReader(services)
  const pages: Routes<Viewer> = {
    ...explorePages(explorer),
    ...differencePages(explorer),
    ...watchPages(explorer),
    ...engagementPages,
    ...profilePages(explorer),
    ...countryPages(explorer),
    ...partnerPages(explorer),
    ...pairPages(explorer),
    ...rulePages,
    ...correctionPages,
    ...documentPages(documentReader),
    // Before the pages of single organizations: `merges` and `bulk` are nobody's ids.
    ...bulkPages,
    ...mergePages,
    ...organizationPages,
    ...statementPages,
    ...arrivalPages(importer),
    ...changePages(archives),
    ...cardPages(explorer),
    ...reconciliationPages(keeper),
  }
  return {
    name: 'atlas',
    pages: { ...pages, ...briefingPages(pages) },
    api: {
      ...exportPages(explorer),
      ...archivePages(archives),
      ...exploreApi(explorer),
      ...comparisonApi(explorer),
      ...differenceApi(explorer),
      ...engagementApi,
      ...profileApi,
      ...reconciliationApi(keeper, explorer),
    },
    permissions,
    holdings,
    jobs: [
      ...bulkJobs(services),
      ...watchJobs(explorer, services),
      ...arrivalJobs(importer, services),
      ...documentJobs(documentReader),
    ],
    panels: { home: homePanel(explorer, services.clock), desk: correctionPanel },
    navigation: [
      { href: '/map', label: 'Map' },
      { href: '/governments', label: 'Governments' },
      { href: '/countries', label: 'Countries' },
      { href: '/networks', label: 'Networks' },
      { href: '/rules', label: 'Rules' },
    ],
    liveTopics: [versionsChanged, uploadMoved],
    siteMap: listSiteMap,
    async close() {
      keeper.close()
      await importer.close()
      await documentReader.close()
      await explorer.close()
    },
  }
}

export const commands = [...importCommands, exportCommand, archiveCommand]
