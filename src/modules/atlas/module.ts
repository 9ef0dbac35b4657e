import { registerPermissions, type Viewer } from '#kernel/access'
import type { ModuleDoor, Services } from '#kernel/doors'
import { registerEmbeds } from '#kernel/embeds'
import { registerFigures } from '#kernel/figures'
import { addDestroyer } from '#kernel/files'
import type { Holding } from '#kernel/holdings'
import { registerKinds } from '#kernel/notifications'
import { registerPlaces } from '#kernel/views'
import type { Routes } from '#platform/http'
import { archiveCommand } from './archives/commands.ts'
import { archivePages } from './archives/pages.ts'
import { openArchives } from './archives/service.ts'
import { arrivalJobs } from './arrivals/jobs.ts'
import { arrivalPages } from './arrivals/pages/index.tsx'
import { openImporter } from './arrivals/service.ts'
import { briefingPages } from './briefings/pages.ts'
import { bulkJobs } from './bulk/jobs.ts'
import { bulkPages } from './bulk/pages/index.tsx'
import { bulkHoldings } from './bulk/rules.ts'
import { cardPages } from './cards/pages.tsx'
import { cellApi } from './cells/api.ts'
import { cellPages } from './cells/pages.tsx'
import { changePages } from './changes/pages.tsx'
import { checkJobs } from './checks/jobs.ts'
import { checkPages } from './checks/pages/index.tsx'
import { checkHoldings } from './checks/rules.ts'
import { checkNotice } from './checks/service.ts'
import { comparisonApi } from './comparisons/api.ts'
import { confirmationPages } from './confirmations/pages/index.tsx'
import { confirmationHoldings } from './confirmations/rules.ts'
import { correctionPages } from './corrections/pages.tsx'
import { correctionPanel } from './corrections/panels.tsx'
import { correctionHoldings } from './corrections/rules.ts'
import { correctionNotices, correctionPlace } from './corrections/service.ts'
import { coverageApi } from './coverage/api.ts'
import { coveragePages } from './coverage/pages.tsx'
import { coverageHoldings } from './coverage/rules.ts'
import { differenceApi } from './differences/api.ts'
import { differencePages } from './differences/pages.tsx'
import { disputePages } from './disputes/pages.tsx'
import { disputeHoldings } from './disputes/rules.ts'
import { disputeNotices } from './disputes/service.ts'
import { documentJobs } from './documents/jobs.ts'
import { documentPages } from './documents/pages/index.tsx'
import { openDocumentReader } from './documents/service.ts'
import { destroyDocumentsOf } from './documents/write.ts'
import { atlasEmbeds } from './embeds/panels.tsx'
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
import { intakeJobs } from './intakes/jobs.ts'
import { intakeDeskPages } from './intakes/pages/desk.tsx'
import { heldPages } from './intakes/pages/holder.tsx'
import { intakeHoldings } from './intakes/rules.ts'
import { intakeNotice } from './intakes/service.ts'
import { judgementPages } from './judgements/pages/index.tsx'
import { judgementHoldings } from './judgements/rules.ts'
import { lookupApi } from './lookups/api.ts'
import { lookupPages } from './lookups/pages.tsx'
import { lookupHoldings } from './lookups/rules.ts'
import { SheetShelf } from './lookups/service.ts'
import { mergePages } from './merges/pages/index.tsx'
import { mergeHoldings } from './merges/rules.ts'
import { organizationPages } from './organizations/pages/index.tsx'
import { organizationPlace } from './organizations/service.ts'
import { permissions } from './permissions.ts'
import { profileApi } from './profiles/api.ts'
import { countryPages } from './profiles/pages/country.tsx'
import { profilePages } from './profiles/pages/index.tsx'
import { pairPages } from './profiles/pages/pair.tsx'
import { partnerPages } from './profiles/pages/partners.tsx'
import { listSiteMap } from './profiles/read.ts'
import { reconciliationApi } from './reconciliation/api.ts'
import { reconciliationPages } from './reconciliation/pages.tsx'
import { redactionJobs } from './redactions/jobs.ts'
import { redactionPages } from './redactions/pages.tsx'
import { openRedactor } from './redactions/service.ts'
import { ruleDeskPages } from './rules/pages/desk.tsx'
import { rulePages } from './rules/pages/index.tsx'
import { openSpine } from './spine/service.ts'
import { statementPages } from './statements/pages.tsx'
import { uploadMoved } from './uploads/schema.ts'
import { watchPages } from './watches/pages.tsx'
import { watchHoldings } from './watches/rules.ts'
import { watchJobs, watchNotice } from './watches/service.ts'

const byNumber: Holding['fate'] = {
  is: 'kept',
  why: 'Which account did it, by number and without names: the public record must say how it came about.',
  until: 'as long as the record stands',
}
const holdings: Holding[] = [
  ...correctionHoldings,
  { table: 'atlas.batches', title: 'Data you brought in', by: { actor: 'actor' }, fate: byNumber },
  ...bulkHoldings,
  ...checkHoldings,
  ...coverageHoldings,
  ...disputeHoldings,
  ...mergeHoldings,
  ...judgementHoldings,
  ...lookupHoldings,
  ...intakeHoldings,
  ...confirmationHoldings,
  ...watchHoldings,
  { table: 'atlas.uploads', title: 'Files you sent', by: { sent_by: 'actor', turned_by: 'actor' }, fate: byNumber },
  { table: 'atlas.recipes', title: 'Recipes you saved', by: { saved_by: 'actor' }, fate: byNumber },
  { table: 'atlas.documents', title: 'Documents you added', by: { sent_by: 'actor' }, fate: byNumber },
  { table: 'atlas.document_pages', title: 'Pages you typed', by: { typed_by: 'actor' }, fate: byNumber },
  { table: 'atlas.document_quotes', title: 'Words you quoted', by: { marked_by: 'actor' }, fate: byNumber },
  {
    table: 'atlas.mentions',
    title: 'Names you judged',
    by: { answered_by: 'actor', claimed_by: 'actor' },
    fate: byNumber,
  },
  {
    table: 'atlas.rule_versions',
    title: 'Versions of rules you recorded',
    by: { recorded_by: 'actor' },
    fate: byNumber,
  },
  { table: 'atlas.redactions', title: 'Redactions you asked for', by: { asked_by: 'actor' }, fate: byNumber },
  { table: 'atlas.findings', title: 'Findings you judged', by: { determined_by: 'actor' }, fate: byNumber },
]

/** Service door: opened once by the application. */
export async function openAtlas(services: Services, say: (line: string) => void): Promise<ModuleDoor> {
  registerPermissions(permissions)
  addDestroyer('documents', destroyDocumentsOf)
  registerKinds([...correctionNotices, ...disputeNotices, checkNotice, intakeNotice, watchNotice])
  registerPlaces([correctionPlace, organizationPlace])
  await bringStarterData(services, say)
  const explorer = await openExplorer(services)
  registerFigures([countFigure(explorer, services.clock)])
  registerEmbeds(atlasEmbeds(explorer, services.clock))
  const keeper = openSpine(services)
  const sheets = new SheetShelf()
  const archives = openArchives(explorer, services)
  const importer = openImporter(services)
  const documentReader = openDocumentReader(services)
  const redactor = openRedactor(services)
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
    ...ruleDeskPages,
    ...correctionPages,
    ...documentPages(documentReader),
    ...redactionPages(redactor),
    // Before the pages of single organizations: `merges` and `bulk` are nobody's ids.
    ...bulkPages,
    ...mergePages,
    ...organizationPages,
    ...coveragePages,
    ...disputePages,
    ...checkPages(services.config),
    ...statementPages,
    ...cellPages(explorer),
    ...lookupPages(sheets),
    ...arrivalPages(importer),
    ...judgementPages,
    // In this order: `new` is no intake, and `confirmation` and `consent` are no steps of its form.
    ...intakeDeskPages(services),
    ...confirmationPages(keeper, services),
    ...heldPages,
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
      ...cellApi,
      ...coverageApi,
      ...profileApi(explorer),
      ...lookupApi(sheets),
      ...reconciliationApi(keeper, explorer),
    },
    permissions,
    holdings,
    jobs: [
      ...bulkJobs(services),
      ...checkJobs(services),
      ...watchJobs(explorer, services),
      ...intakeJobs(services),
      ...arrivalJobs(importer, services),
      ...documentJobs(documentReader),
      ...redactionJobs(redactor),
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
      await redactor.close()
      await explorer.close()
    },
  }
}

export const commands = [...importCommands, exportCommand, archiveCommand]
