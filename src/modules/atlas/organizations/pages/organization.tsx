import type { AuditEntry } from '#kernel/audit'
import type { CardNaming } from '#kernel/contacts'
import type { NameView, OrganizationView, SuccessionView } from '#kernel/organizations'
import { isInOffice, type TenureView } from '#kernel/people'
import type { Concept } from '#kernel/topics'
import { dayOf } from '#platform/clock'
import { Page } from '#platform/http'
import { formatInstant, formatNumber, formatPartialDate, plural } from '#platform/i18n'
import { Breadcrumbs, DataTable, LinkButton, PageHeader, RecordEntry, RecordList, SectionHeading } from '#ui'
import { Sortings } from '../../bulk/pages/parts.tsx'
import type { SortingView } from '../../bulk/schema.ts'
import { type CorrectionView, correctable } from '../../corrections/schema.ts'
import { partyPath } from '../../engagements/pages/paths.ts'
import type { EngagementView } from '../../engagements/schema.ts'
import { kindInWords } from '../../governments/rules.ts'
import { MergedHere } from '../../merges/pages/merged.tsx'
import type { MergeView } from '../../merges/schema.ts'
import { NameTable, periodOf } from '../../profiles/pages/names.tsx'
import { EngagementTable } from '../../profiles/pages/parts.tsx'
import { type HistoryLine, nameLabels } from '../schema.ts'

interface Props {
  organization: OrganizationView
  names: NameView[]
  successions: SuccessionView[]
  tenures: TenureView[]
  children: OrganizationView[]
  engagements: EngagementView[]
  ties: number
  concepts: Concept[]
  /** Undefined for whoever may not see people, entries or corrections. */
  people: CardNaming[] | undefined
  history: HistoryLine[]
  entries: AuditEntry[] | undefined
  corrections: CorrectionView[] | undefined
  /** How the viewer's own bodies sort it. */
  sortings: SortingView[]
  /** Records that were made one with this one. */
  merges: MergeView[]
  mayRecord: boolean
  mayJudge: boolean
  mayMerge: boolean
  now: Date
}

const deskPath = (id: string): string => `/desk/organizations/${id}`

export function OrganizationPage(props: Props) {
  const { organization, corrections } = props
  return (
    <Page title={organization.name} robots="noindex">
      <div class="wrap page-reading deed">
        <Breadcrumbs items={[{ href: '/desk/organizations', label: 'Organizations' }, { label: organization.name }]} />
        <PageHeader
          eyebrow={kindInWords(organization.kind)}
          title={organization.name}
          lede={organization.note || undefined}
          actions={
            <>
              {props.mayRecord && (
                <LinkButton href={`${deskPath(organization.id)}/claims/new`}>Put a value on record</LinkButton>
              )}
              <LinkButton href={partyPath(organization)} kind="secondary">
                Public page
              </LinkButton>
            </>
          }
        />
        {corrections && corrections.length > 0 && (
          <section aria-labelledby="corrections">
            <SectionHeading title="Corrections that wait" id="corrections" />
            <ul>
              {corrections.map((each) => (
                <li key={each.id}>
                  <a href={`/desk/corrections/${each.id}`}>{propertyName(each.property)}</a>: {each.proposedValue}
                </li>
              ))}
            </ul>
          </section>
        )}
        <Facts {...props} />
        <Names {...props} />
        <MergedHere {...props} />
        <Sortings {...props} />
        <InOffice tenures={props.tenures} today={dayOf(props.now)} />
        <Relationships {...props} />
        {props.people && <People people={props.people} />}
        <History history={props.history} entries={props.entries} organizationId={organization.id} />
      </div>
    </Page>
  )
}

function Facts({ organization }: Props) {
  const { existsFrom, existsTo, population, populationYear, latitude, longitude } = organization
  const identifiers = [
    ['Wikidata', organization.wikidataId],
    ['GeoNames', organization.geonamesId],
    ['Open Civic Data', organization.ocdId],
    ['Census GEOID', organization.geoid],
    ['Bureau of Indian Affairs', organization.biaId],
  ].filter(([, id]) => id !== null)
  return (
    <RecordList label="What is on record">
      <RecordEntry term="Id">{organization.id}</RecordEntry>
      <RecordEntry term="Belongs to">
        {organization.parentId && <a href={deskPath(organization.parentId)}>{organization.parentName}</a>}
      </RecordEntry>
      <RecordEntry term="Where">{organization.subdivision ?? organization.country}</RecordEntry>
      <RecordEntry term="Exists">{periodOf(existsFrom, existsTo)}</RecordEntry>
      <RecordEntry term="Population">
        {population === null
          ? undefined
          : `${formatNumber('en', population)}${populationYear ? ` (${populationYear})` : ''}`}
      </RecordEntry>
      <RecordEntry term="Position">{latitude === null ? undefined : `${latitude}, ${longitude}`}</RecordEntry>
      <RecordEntry term="Website">
        {organization.website && <a href={organization.website}>{organization.website}</a>}
      </RecordEntry>
      <RecordEntry term="Identifiers">{identifiers.map(([scheme, id]) => `${scheme}: ${id}`).join(', ')}</RecordEntry>
    </RecordList>
  )
}

function Names({ organization, names, successions, mayRecord, mayJudge }: Props) {
  return (
    <section aria-labelledby="names">
      <SectionHeading
        title="Names, and what came before and after"
        id="names"
        action={mayRecord && <a href={`${deskPath(organization.id)}/names/new`}>Add a name</a>}
      />
      <NameTable names={names} mayJudge={mayJudge} />
      <ul>
        {successions.map((each) => (
          <li key={`${each.direction} ${each.id}`}>
            {each.direction === 'predecessor' ? 'Grew out of' : 'Went on as'}{' '}
            <a href={deskPath(each.id)}>{each.name}</a>
            {each.happenedOn && `, ${formatPartialDate('en', each.happenedOn)}`} <span class="quiet">{each.note}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function InOffice({ tenures, today }: { tenures: TenureView[]; today: string }) {
  return (
    <section aria-labelledby="office">
      <SectionHeading title="People in office over time" id="office" />
      <DataTable
        caption="Terms of office, latest first"
        isCaptionHidden
        columns={[
          { key: 'name', label: 'Name', cell: (each) => each.name },
          { key: 'post', label: 'Post', cell: (each) => each.title },
          { key: 'period', label: 'When', cell: (each) => periodOf(each.validFrom, each.validTo) || 'Not said' },
          { key: 'now', label: 'Today', cell: (each) => (isInOffice(each, today) ? 'In office' : 'Earlier') },
          { key: 'source', label: 'Source', cell: (each) => each.sourceTitle ?? 'Unknown' },
        ]}
        rows={tenures}
        keyOf={(each) => `${each.personId} ${each.title} ${each.validFrom}`}
        whenEmpty="Nobody on record."
      />
    </section>
  )
}

function Relationships({ children, engagements, ties, concepts }: Props) {
  return (
    <section aria-labelledby="relationships">
      <SectionHeading
        title="Relationships"
        id="relationships"
        note={
          engagements.length < ties
            ? `The first ${engagements.length} of ${plural('en', ties, 'tie and membership', 'ties and memberships')}.`
            : plural('en', ties, 'tie or membership on record.', 'ties and memberships on record.')
        }
      />
      {engagements.length > 0 && (
        <EngagementTable show="both" caption="Ties and memberships" engagements={engagements} concepts={concepts} />
      )}
      {children.length > 0 && (
        <details>
          <summary>{`Belong to it (${children.length}${children.length === 50 ? ', the first of them' : ''})`}</summary>
          <ul>
            {children.map((each) => (
              <li key={each.id}>
                <a href={deskPath(each.id)}>{each.name}</a> <span class="quiet">{kindInWords(each.kind)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

function People({ people }: { people: CardNaming[] }) {
  return (
    <section aria-labelledby="people">
      <SectionHeading
        title="People your body knows who belong to it"
        id="people"
        note="As the cards of your body name it. No other body sees them."
      />
      {people.length === 0 && <p class="quiet">Nobody.</p>}
      <ul>
        {people.map((each) => (
          <li key={`${each.bodyName} ${each.personId}`}>
            <a href={`/desk/people/${each.personId}`}>{each.name}</a>
            {each.title && `, ${each.title}`} <span class="quiet">{each.bodyName}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const propertyNames: Record<string, string> = { ...correctable, ...nameLabels }
const propertyName = (property: string): string => propertyNames[property] ?? property

function History({
  history,
  entries,
  organizationId,
}: Pick<Props, 'history' | 'entries'> & { organizationId: string }) {
  return (
    <section aria-labelledby="history">
      <SectionHeading
        title="History"
        id="history"
        note="What the record showed before and after each thing that was said of it."
        action={entries && <a href={`/desk/log?record=organization:${organizationId}`}>In the log</a>}
      />
      <DataTable
        caption="Claims, newest first"
        isCaptionHidden
        columns={[
          { key: 'at', label: 'When', cell: (line) => formatInstant('en', line.at) },
          {
            key: 'property',
            label: 'What',
            cell: (line) => (line.of ? `${propertyName(line.property)} of ${line.of}` : propertyName(line.property)),
          },
          { key: 'before', label: 'Before', cell: (line) => line.before || <span class="quiet">nothing</span> },
          { key: 'after', label: 'After', cell: (line) => line.after || <span class="quiet">nothing</span> },
          { key: 'why', label: 'Source or reason', cell: (line) => line.why },
        ]}
        rows={history}
        keyOf={(line) => JSON.stringify(line)}
        whenEmpty="Nothing has been claimed of it yet."
      />
      {entries && entries.length > 0 && (
        <details>
          <summary>{`Entries of the log (${entries.length})`}</summary>
          <ul>
            {entries.map((entry) => (
              <li key={entry.hash}>
                {formatInstant('en', entry.at)}: {entry.event}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}
