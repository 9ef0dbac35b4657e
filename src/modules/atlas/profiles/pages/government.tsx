import type { StatementView } from '#kernel/claims'
import type { NameView, OrganizationView, SuccessionView } from '#kernel/organizations'
import { isInOffice, type TenureView } from '#kernel/people'
import type { Concept } from '#kernel/topics'
import { dayOf } from '#platform/clock'
import { Page } from '#platform/http'
import { formatCitation, formatDate, formatNumber, formatPartialDate, plural } from '#platform/i18n'
import { Breadcrumbs, Citation, LinkButton, PageHeader, SectionHeading } from '#ui'
import { RecordDocuments } from '../../documents/panels.tsx'
import type { DocumentView } from '../../documents/schema.ts'
import { atClocks, ClockForm, ClockLine } from '../../engagements/pages/clocks.tsx'
import { pairPath } from '../../engagements/pages/paths.ts'
import type { ClocksAsked, EngagementView } from '../../engagements/schema.ts'
import type { Explorer } from '../../explore/service.ts'
import { kindInWords } from '../../governments/rules.ts'
import type { MergeView } from '../../merges/schema.ts'
import type { FindingView } from '../../rules/schema.ts'
import type { GapView } from '../read.ts'
import type { SharedPartner } from '../rules.ts'
import { NamesAndMerges } from './names.tsx'
import { EngagementTable } from './parts.tsx'
import { Reference, type StatementsOfPart } from './reference.tsx'
import { Ties } from './ties.tsx'

export interface GovernmentPageProps {
  government: OrganizationView
  label: string
  clocks: ClocksAsked
  engagements: EngagementView[]
  shared: SharedPartner[]
  tenures: TenureView[]
  names: NameView[]
  successions: SuccessionView[]
  findings: FindingView[]
  gaps: GapView[]
  statements: StatementView[]
  /** Records that are part of this one, with what was said of each. */
  parts: StatementsOfPart[]
  merges: MergeView[]
  documents: DocumentView[]
  addDocumentHref: string | undefined
  mayJudge: boolean
  concepts: Concept[]
  explorer: Explorer
  /** For staff: the same organization as they work with it. */
  deskHref: string | undefined
  now: Date
  address: string
}

/** What one government does abroad, in the order in which its aide has ten minutes: ties, neighbors, rules, people, evidence. */
export function GovernmentPage(props: GovernmentPageProps) {
  const { government, label, clocks, engagements, concepts, address } = props
  const isNow = !clocks.knownAt && !clocks.asOf
  const today = dayOf(props.now)
  const isForeign = government.country !== null && government.country !== 'US'
  const partners = new Set(engagements.flatMap((each) => (isForeign ? each.usIds : each.abroadIds)))
  const side = isForeign ? 'abroad' : 'place'
  return (
    <Page
      title={label}
      description={`${label}: ${plural('en', engagements.length, 'recorded engagement', 'recorded engagements')} ${isForeign ? 'with US governments' : 'abroad'}, with evidence.`}
      canonical={`/governments/${government.id}`}
      card={`A map of the ties of ${label}.`}
      alternates={[
        { type: 'application/json', href: `/api/v1/governments/${government.id}`, title: 'This record as JSON' },
      ]}
    >
      <div class="wrap">
        <Breadcrumbs
          items={[
            { href: '/governments', label: 'Governments' },
            ...(government.parentId
              ? [
                  {
                    href: government.parentId === 'us' ? '/governments' : `/governments/${government.parentId}`,
                    label: government.parentName ?? '',
                  },
                ]
              : []),
            { label: government.name },
          ]}
        />
        <PageHeader
          eyebrow={kindInWords(government.kind)}
          title={label}
          lede={`${plural('en', engagements.length, 'engagement', 'engagements')} on record with ${plural('en', partners.size, 'counterpart', 'counterparts')}, as known on ${formatDate('en', dayOf(clocks.knownAt ?? props.now))}.`}
          actions={
            <>
              {props.deskHref && (
                <LinkButton href={props.deskHref} kind="secondary">
                  On the desk
                </LinkButton>
              )}
              <LinkButton
                href={atClocks(`/map?${isForeign ? 'partner' : side}=${government.id}`, clocks)}
                kind="secondary"
              >
                See on the map
              </LinkButton>
              <LinkButton href={atClocks(`/governments/${government.id}/briefing.pdf`, clocks)} kind="quiet">
                Briefing as PDF
              </LinkButton>
              <LinkButton
                href={atClocks(`/api/v1/engagements.csv?${isForeign ? 'partner' : side}=${government.id}`, clocks)}
                kind="quiet"
                download
              >
                Download as CSV
              </LinkButton>
            </>
          }
        />
        <ClockLine
          asked={clocks}
          now={`/governments/${government.id}`}
          leftOut={
            clocks.knownAt
              ? 'People in office, names of the past and documents are kept only as known now, and left out.'
              : 'Names of the past and documents are left out.'
          }
        />
        <Ties
          explorer={props.explorer}
          asked={{
            ...(isForeign ? { partner: [government.id] } : { place: [government.id] }),
            ...{ asOf: clocks.asOf, knownAt: clocks.knownAt },
          }}
          whose={label}
          now={props.now}
        />
        <section aria-labelledby="ties">
          <SectionHeading
            title="Engagements"
            id="ties"
            note="Reported by the sources named on each record. Most sources give neither a date nor a status: unknown is not the same as ended."
          />
          <EngagementTable
            engagements={engagements}
            concepts={concepts}
            caption={`Engagements of ${label}`}
            show={isForeign ? 'us' : 'abroad'}
            knownAt={clocks.knownAt}
          />
        </section>
        <Neighbors shared={props.shared} clocks={clocks} />
        <RuleFindings findings={props.findings} />
        {!clocks.knownAt && <OfficeHolders tenures={props.tenures} day={clocks.asOf ?? today} isNow={isNow} />}
        <Gaps gaps={props.gaps} />
        {isNow && (
          <>
            <NamesAndMerges {...props} />
            <RecordDocuments documents={props.documents} addHref={props.addDocumentHref} />
          </>
        )}
        <Reference {...props} />
        <section aria-labelledby="use">
          <SectionHeading title="Use and correct" id="use" />
          <p>
            Something wrong or missing?{' '}
            <a href={`/corrections/new?kind=organization&id=${government.id}`}>Propose a correction</a>. Every change
            keeps what was said before.
          </p>
          <ClockForm asked={clocks} path={`/governments/${government.id}`} />
          <Citation
            id="citation"
            text={formatCitation('en', {
              ...{ title: label, day: dayOf(clocks.knownAt ?? props.now) },
              address: atClocks(address, clocks),
            })}
          />
        </section>
      </div>
    </Page>
  )
}

/** A drive of an hour or so: near enough to share a mission. */
const nearKilometers = 100
const milesOf = (kilometers: number): string => formatNumber('en', Math.round(kilometers * 0.621371))

function Neighbors({ shared, clocks }: { shared: SharedPartner[]; clocks: ClocksAsked }) {
  if (shared.length === 0) return null
  const near = shared.filter(({ kilometers }) => kilometers !== null && kilometers <= nearKilometers)
  return (
    <section aria-labelledby="neighbors">
      <SectionHeading
        title="Neighbors who work with the same counterparts"
        id="neighbors"
        note={
          near.length > 0
            ? `Within ${milesOf(nearKilometers)} miles (${nearKilometers} kilometers): a joint mission may be worth a call.`
            : `None within ${milesOf(nearKilometers)} miles (${nearKilometers} kilometers). The nearest that do:`
        }
      />
      <ul class="columns-list">
        {(near.length > 0 ? near : shared.slice(0, 6)).map((each) => (
          <li key={`${each.partnerId} ${each.neighborId}`}>
            <a href={atClocks(`/governments/${each.neighborId}`, clocks)}>{each.neighborName}</a>
            {each.kilometers !== null && ` (${milesOf(each.kilometers)} miles)`} with{' '}
            <a href={atClocks(pairPath(each.neighborId, each.partnerId), clocks)}>{each.partnerName}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

export function RuleFindings({ findings }: { findings: FindingView[] }) {
  if (findings.length === 0) return null
  return (
    <section aria-labelledby="rules">
      <SectionHeading
        title="Laws that may touch these ties"
        id="rules"
        note="A comparison of recorded facts with the words of a law; not legal advice."
      />
      <ul>
        {findings.map((finding) => (
          <li key={`${finding.ruleId} ${finding.engagementId}`}>
            <a href={`/engagements/${finding.engagementId}`}>{finding.engagementTitle}</a>:{' '}
            <a href={`/rules/${finding.ruleId}`}>see the rule</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function OfficeHolders({ tenures, day, isNow }: { tenures: TenureView[]; day: string; isNow: boolean }) {
  if (tenures.length === 0) return null
  const now = tenures.filter((tenure) => isInOffice(tenure, day))
  const before = tenures.filter((tenure) => isNow && !isInOffice(tenure, day))
  return (
    <section aria-labelledby="people">
      <SectionHeading
        title={isNow ? 'In office' : `In office on ${formatDate('en', day)}`}
        id="people"
        note="As the named source had it on the day it was read; a term whose end has passed is not shown as current."
      />
      {now.length === 0 && (
        <p>
          {isNow
            ? 'Who is in office now is unknown to us: the terms on record have ended.'
            : 'Who was in office that day is unknown to us.'}
        </p>
      )}
      <ul>
        {now.map((tenure) => (
          <li key={`${tenure.personId} ${tenure.validFrom}`}>
            {tenure.name}, {tenure.title}
            {tenure.validFrom && `, since ${formatPartialDate('en', tenure.validFrom)}`}
            {tenure.validTo && `, term ends ${formatPartialDate('en', tenure.validTo)}`}
            {tenure.sourceRetrievedOn && (
              <span class="quiet"> (seen {formatPartialDate('en', tenure.sourceRetrievedOn)})</span>
            )}
          </li>
        ))}
      </ul>
      {before.length > 0 && (
        <details>
          <summary>Earlier ({before.length})</summary>
          <ul>
            {before.map((tenure) => (
              <li key={`${tenure.personId} ${tenure.validFrom}`}>
                {tenure.name}, {tenure.title}, {tenure.validFrom && formatPartialDate('en', tenure.validFrom)} to{' '}
                {formatPartialDate('en', tenure.validTo)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

export function Gaps({ gaps }: { gaps: GapView[] }) {
  if (gaps.length === 0) return null
  return (
    <section aria-labelledby="gaps">
      <SectionHeading title="What we do not know" id="gaps" />
      <ul>
        {gaps.map((gap) => (
          <li key={gap.id}>
            {gap.question} <span class="quiet">{gap.why}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
