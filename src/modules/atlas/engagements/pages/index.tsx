import { z } from 'zod'
import { mayDo, pageOf, routes, type Viewer } from '#kernel/access'
import { assemble, knownBy, listStatements, type Shown } from '#kernel/claims'
import { type Concept, labelOf, listConcepts } from '#kernel/topics'
import { dayOf } from '#platform/clock'
import type { Reader } from '#platform/db'
import { Page } from '#platform/http'
import { formatCitation, formatInstant } from '#platform/i18n'
import { Breadcrumbs, Citation, Notice, PageHeader, SectionHeading, SourceList, StatusChip } from '#ui'
import { Checks } from '../../checks/panels.tsx'
import { findDue, listConfirmations } from '../../checks/read.ts'
import type { Confirmation } from '../../checks/schema.ts'
import { Disputes } from '../../disputes/panels.tsx'
import { listDisputes } from '../../disputes/read.ts'
import type { DisputeView } from '../../disputes/schema.ts'
import { addDocumentHref, RecordDocuments } from '../../documents/panels.tsx'
import { listDocumentsOf } from '../../documents/read.ts'
import { listFindings } from '../../rules/read.ts'
import { getEngagement, listParties, listVersions } from '../read.ts'
import { isSeveral } from '../rules.ts'
import { type EngagementView, knownAtInstant } from '../schema.ts'
import { atClocks, ClockLine } from './clocks.tsx'
import { Conflicts } from './conflicts.tsx'
import { Entries, inOrder, namedIn, toneOf, wordingWith } from './entries.tsx'
import { type Evidence, evidenceOf, type Wording } from './evidence.ts'
import { engagementPath, pairPath, partyPath } from './paths.ts'

const clocks = z.object({ knownAt: knownAtInstant.optional() })

export const engagementPages = routes({
  '/engagements/:id': pageOf(clocks, async ({ db, viewer, params, query, url }) => {
    const id = params.id ?? ''
    const engagement = await getEngagement(db, viewer, { id, knownAt: query.knownAt })
    const said = await listStatements(db, { subjectKind: 'engagement', subjectId: id })
    const statements = knownBy(said, query.knownAt)
    const shown = inOrder(assemble(statements, {}, isSeveral))
    const concepts = await listConcepts(db)
    const names = new Map((await listParties(db, namedIn(statements))).map(({ id, name }) => [id, name]))
    const wordingOf = wordingWith(concepts, names)
    return (
      <EngagementPage
        engagement={engagement}
        evidence={evidenceOf(shown, wordingOf, mayDo(viewer, 'atlas.statement.judge', { recordId: id }))}
        shown={shown}
        disputes={await listDisputes(db, viewer, { engagementId: id, knownAt: query.knownAt })}
        viewer={viewer}
        confirmations={await listConfirmations(db, viewer, { engagementId: id, knownAt: query.knownAt })}
        due={query.knownAt ? undefined : await findDue(db, viewer, id)}
        wordingOf={wordingOf}
        concepts={concepts}
        around={await aroundOf(db, viewer, { id, knownAt: query.knownAt })}
        address={`${url.origin}${engagementPath(id)}`}
        knownAt={query.knownAt}
      />
    )
  }),
})

async function aroundOf(db: Reader, viewer: Viewer, { id, knownAt }: { id: string; knownAt: Date | undefined }) {
  return {
    versions: await listVersions(db, viewer, id),
    findings: await listFindings(db, viewer, { engagementIds: [id], clocks: { knownAt } }),
    documents: await listDocumentsOf(db, viewer, id),
    addHref: mayDo(viewer, 'atlas.document.record', { recordId: id }) ? addDocumentHref('engagement', id) : undefined,
  }
}

interface EngagementPageProps {
  engagement: EngagementView
  evidence: Evidence
  shown: Shown[]
  disputes: DisputeView[]
  viewer: Viewer
  confirmations: Confirmation[]
  due: { dueOn: string; reason: string } | undefined
  wordingOf: Wording
  concepts: Concept[]
  around: Awaited<ReturnType<typeof aroundOf>>
  address: string
  knownAt: Date | undefined
}

function EngagementPage(props: EngagementPageProps) {
  const { engagement, concepts, address, knownAt } = props
  const kind = labelOf(concepts, 'kind', engagement.kind)
  const [[home], [other]] = [engagement.us, engagement.abroad]
  const correction = `/corrections/new?kind=engagement&id=${engagement.id}`
  return (
    <Page
      title={engagement.title}
      description={`${kind}: ${engagement.title}. Status, evidence and sources.`}
      canonical={engagementPath(engagement.id)}
      card="A map with a line between those who take part."
      alternates={[
        { type: 'application/json', href: `/api/v1/engagements/${engagement.id}`, title: 'This record as JSON' },
      ]}
      linkedData={linkedDataOf(
        engagement,
        address,
        props.evidence.sources.map(({ title, href }) => ({
          '@type': 'CreativeWork',
          name: title,
          ...(href ? { url: href } : {}),
        })),
      )}
    >
      <div class="wrap page-reading">
        <Breadcrumbs
          items={[
            { href: '/map', label: 'Map' },
            ...(engagement.us[0] ? [{ href: partyPath(engagement.us[0]), label: engagement.us[0].name }] : []),
            { label: kind },
          ]}
        />
        <PageHeader
          eyebrow={kind}
          title={engagement.title}
          meta={<Status engagement={engagement} concepts={concepts} />}
        />
        {engagement.isSample && (
          <Notice kind="sample" title="Sample">
            This record is invented and shows how a record looks.
          </Notice>
        )}
        <ClockLine asked={{ knownAt, asOf: undefined }} now={engagementPath(engagement.id)} />
        <Entries {...props} correction={correction} />
        <Disputes disputes={props.disputes} engagement={engagement} viewer={props.viewer} />
        <Checks {...props} />
        <Conflicts shown={props.shown} wordingOf={props.wordingOf} />
        {home && other && (
          <p>
            <a href={pairPath(home.id, other.id)}>
              All that is on record between {home.name} and {other.name}
            </a>
          </p>
        )}
        <section aria-labelledby="evidence">
          <SectionHeading
            title="Evidence"
            id="evidence"
            note="Each source once, with everything it says of this record and the words as they stood in it."
          />
          <SourceList sources={props.evidence.sources} />
        </section>
        <RecordDocuments documents={props.around.documents} addHref={props.around.addHref} />
        <Findings around={props.around} knownAt={knownAt} />
        <History around={props.around} id={engagement.id} />
        <section aria-labelledby="use">
          <SectionHeading title="Use and correct" id="use" />
          <p>
            Something wrong or missing? <a href={correction}>Propose a correction</a>. Every change keeps what was said
            before.
          </p>
          <Citation id="citation" text={citationOf(engagement, address)} />
          <p class="quiet">
            License of this record: {engagement.licence ?? 'see its sources'}.{' '}
            <a href={`/api/v1/engagements/${engagement.id}`}>As JSON</a>,{' '}
            <a href={atClocks(`${engagementPath(engagement.id)}/briefing.pdf`, { knownAt, asOf: undefined })}>as PDF</a>
          </p>
        </section>
      </div>
    </Page>
  )
}

function Status({ engagement, concepts }: { engagement: EngagementView; concepts: Concept[] }) {
  return (
    <ul class="chip-row" aria-label="Status">
      <li>
        <StatusChip tone={toneOf(engagement.legal)}>
          Legal status: {labelOf(concepts, 'legal', engagement.legal).toLowerCase()}
        </StatusChip>
      </li>
      <li>
        <StatusChip tone={toneOf(engagement.activity)}>
          Activity: {labelOf(concepts, 'activity', engagement.activity).toLowerCase()}
        </StatusChip>
      </li>
      <li>
        <StatusChip tone={toneOf(engagement.verification)}>
          {labelOf(concepts, 'verification', engagement.verification)}
        </StatusChip>
      </li>
    </ul>
  )
}

function Findings({ around, knownAt }: Pick<EngagementPageProps, 'around' | 'knownAt'>) {
  if (around.findings.length === 0) return null
  return (
    <section aria-labelledby="findings">
      <SectionHeading
        title="Laws that may touch this"
        id="findings"
        note="A comparison of recorded facts with the words of a law. It is not legal advice and not a conclusion."
      />
      <ul>
        {around.findings.map((finding) => (
          <li key={finding.ruleId}>
            <a href={atClocks(`/rules/${finding.ruleId}`, { asOf: undefined, knownAt })}>
              See the rule and why it is listed here
            </a>
            : {finding.reasons.join(' ')}
          </li>
        ))}
      </ul>
    </section>
  )
}

function History({ around, id }: { around: EngagementPageProps['around']; id: string }) {
  return (
    <section aria-labelledby="history">
      <SectionHeading title="History of this record" id="history" />
      <ol class="plain-list">
        {around.versions.map((version) => (
          <li key={version.knownFrom.toISOString()}>
            <a href={`${engagementPath(id)}?knownAt=${version.knownFrom.toISOString()}`}>
              {formatInstant('en', version.knownFrom)}
            </a>
            {version.knownTo ? ` until ${formatInstant('en', version.knownTo)}` : ': what is known now'}
          </li>
        ))}
      </ol>
    </section>
  )
}

const citationOf = ({ title, id, knownFrom }: EngagementView, address: string): string =>
  formatCitation('en', { title, record: id, day: dayOf(knownFrom), address })

/** The record as linked data, for programs that read pages. */
function linkedDataOf(engagement: EngagementView, address: string, sources: object[]): object {
  return {
    '@context': 'https://schema.org',
    '@type': 'CreativeWork',
    '@id': address,
    url: address,
    identifier: engagement.id,
    name: engagement.title,
    dateModified: engagement.knownFrom.toISOString(),
    // What is unknown is left out: a reader of linked data takes an empty text for a value.
    ...(engagement.started ? { temporalCoverage: `${engagement.started}/${engagement.ended || '..'}` } : {}),
    isPartOf: { '@type': 'Dataset', '@id': `${new URL(address).origin}/data#engagements` },
    isBasedOn: sources,
    about: [...engagement.us, ...engagement.abroad].map((party) => ({
      '@type': 'GovernmentOrganization',
      name: party.name,
    })),
    ...(engagement.licence ? { license: engagement.licence } : {}),
    isAccessibleForFree: true,
  }
}
