import type { NameView, OrganizationView } from '#kernel/organizations'
import { type FormState, Page } from '#platform/http'
import { formatNumber, plural } from '#platform/i18n'
import {
  Breadcrumbs,
  Button,
  DataTable,
  Notice,
  PageHeader,
  ProblemSummary,
  RadioGroup,
  SectionHeading,
  TextArea,
  TextField,
} from '#ui'
import { kindInWords } from '../../governments/rules.ts'
import { isOfSpine, spineReason } from '../rules.ts'
import type { AlikeView } from '../schema.ts'

const deskPath = (id: string): string => `/desk/organizations/${id}`

const trail = ({ id, name }: OrganizationView, last: string) => [
  { href: '/desk/organizations', label: 'Organizations' },
  { href: deskPath(id), label: name },
  { label: last },
]

/** Which other record may be the same organization. */
export function ChoosePage(props: { organization: OrganizationView; alike: AlikeView[]; q: string }) {
  const { organization, alike, q } = props
  return (
    <Page title="Merge with another record" robots="noindex">
      <div class="wrap page-reading deed">
        <Breadcrumbs items={trail(organization, 'Merge')} />
        <PageHeader
          title="Merge with another record"
          lede={
            isOfSpine(organization.kind)
              ? undefined
              : `Which other record is ${organization.name} as well? You see both side by side before anything is done.`
          }
        />
        {isOfSpine(organization.kind) ? (
          <Notice kind="info" title="This record is never merged">
            <p>{spineReason}</p>
          </Notice>
        ) : (
          <>
            <form method="get" class="filter-form">
              <TextField name="q" label="Look under a name" type="search" value={q} size="medium" isRequired={false} />
              <Button type="submit" kind="secondary">
                Look
              </Button>
            </form>
            <DataTable
              caption={
                q === ''
                  ? `Records of the same kind that share a word of its name (${alike.length})`
                  : `Records of the same kind under that name (${alike.length})`
              }
              columns={[
                {
                  key: 'name',
                  label: 'Name',
                  cell: (row) => <a href={`${deskPath(organization.id)}/merge?with=${row.id}`}>{row.name}</a>,
                },
                { key: 'where', label: 'Where', cell: (row) => row.country ?? '–' },
                { key: 'ties', label: 'Ties', isNumber: true, cell: (row) => formatNumber('en', row.ties) },
              ]}
              rows={alike}
              keyOf={(row) => row.id}
              whenEmpty="None. Look under another name."
            />
          </>
        )}
      </div>
    </Page>
  )
}

export interface ComparedRecord {
  organization: OrganizationView
  names: NameView[]
  ties: number
}

/** Both records side by side, which of them stays, and why they are one. */
export function ComparePage({ one, other, state }: { one: ComparedRecord; other: ComparedRecord; state: FormState }) {
  const { values, problem } = state
  const typed = (name: string) => String(values[name] ?? '')
  return (
    <Page title="One organization or two?" robots="noindex">
      <div class="wrap page-reading deed">
        <Breadcrumbs items={trail(one.organization, 'One or two?')} />
        <PageHeader
          title="One organization or two?"
          lede="Merged, both addresses lead to the record that stays, and it shows the names, ties, people and claims of both. Nothing of either is changed: taken apart, both are as they were."
        />
        <ProblemSummary problem={problem} />
        <DataTable
          caption="Both records side by side"
          columns={[
            { key: 'what', label: 'What', cell: (row) => row.what },
            { key: 'one', label: 'This record', cell: (row) => row.one ?? <span class="quiet">Unknown</span> },
            { key: 'other', label: 'The other record', cell: (row) => row.other ?? <span class="quiet">Unknown</span> },
          ]}
          rows={rowsOf(one, other)}
          keyOf={(row) => row.what}
        />
        <form method="post" class="stack">
          <SectionHeading title="If it is one" />
          <input type="hidden" name="otherId" value={other.organization.id} />
          <RadioGroup
            name="keep"
            label="Record that stays"
            value={typed('keep') || (one.ties >= other.ties ? 'this' : 'other')}
            error={problem?.fields.keep}
            options={[
              { value: 'this', label: `${one.organization.name} (${one.organization.id})` },
              { value: 'other', label: `${other.organization.name} (${other.organization.id})` },
            ]}
          />
          <TextArea
            name="reason"
            label="How do you know?"
            value={typed('reason')}
            error={problem?.fields.reason}
            rows={3}
            hint="Public: it stands on the page of the record that stays. Name no private person."
          />
          <p class="row">
            <Button type="submit">Make them one</Button>
            <a href={deskPath(one.organization.id)}>They are two</a>
          </p>
        </form>
      </div>
    </Page>
  )
}

interface Line {
  what: string
  one: string | undefined
  other: string | undefined
}

function rowsOf(one: ComparedRecord, other: ComparedRecord): Line[] {
  const line = (what: string, say: (record: ComparedRecord) => string | null | undefined): Line => ({
    ...{ what, one: say(one) || undefined, other: say(other) || undefined },
  })
  return [
    line('Name', ({ organization }) => organization.name),
    line('Other names', ({ names }) => names.map(({ name }) => name).join('; ')),
    line('Kind', ({ organization }) => kindInWords(organization.kind)),
    line('Where', ({ organization }) => organization.subdivision ?? organization.country),
    line('Belongs to', ({ organization }) => organization.parentName),
    line('Website', ({ organization }) => organization.website),
    line('Wikidata', ({ organization }) => organization.wikidataId),
    line('GeoNames', ({ organization }) => organization.geonamesId?.toString()),
    line('Note', ({ organization }) => organization.note),
    line('Ties and memberships', ({ ties }) => plural('en', ties, 'record', 'records')),
  ]
}
