import { type OrganizationView, organizationKinds } from '#kernel/organizations'
import { keepingAddress } from '#kernel/views'
import { Page } from '#platform/http'
import { formatNumber, plural } from '#platform/i18n'
import { Button, DataTable, LinkButton, PageHeader, SelectField, TextField } from '#ui'
import { kindInWords } from '../../governments/rules.ts'
import type { OrganizationRow, OrganizationsAsked } from '../schema.ts'

export const pageSize = 50
const yesOrNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
]

/** The question without the place in the list. */
function questionIn({ q, kind, state, country, ties, people }: OrganizationsAsked): URLSearchParams {
  const question = new URLSearchParams({ q, kind, state, country, ties, people })
  for (const [name, value] of [...question]) if (value === '') question.delete(name)
  return question
}

export function OrganizationList(props: {
  query: OrganizationsAsked
  rows: OrganizationRow[]
  total: number
  states: OrganizationView[]
  mayAdd: boolean
}) {
  const { query, rows, total } = props
  const last = rows.length === pageSize ? rows.at(-1) : undefined
  const question = questionIn(query)
  return (
    <Page title="Organizations" robots="noindex">
      <div class="wrap">
        <PageHeader
          title="Organizations"
          lede="Governments of every level, networks and other bodies, as the ledger of claims has them."
          actions={props.mayAdd ? <LinkButton href="/desk/organizations/new">Add one</LinkButton> : undefined}
        />
        <Filters {...props} question={question} />
        <DataTable
          caption={
            rows.length < total
              ? `${plural('en', rows.length, 'organization', 'organizations')} on this page, ${formatNumber('en', total)} in all`
              : plural('en', total, 'organization', 'organizations')
          }
          columns={[
            { key: 'name', label: 'Name', cell: (row) => <a href={`/desk/organizations/${row.id}`}>{row.name}</a> },
            { key: 'kind', label: 'Kind', cell: (row) => kindInWords(row.kind) },
            { key: 'where', label: 'Where', cell: (row) => row.subdivision ?? row.country ?? '–' },
            { key: 'ties', label: 'Ties', isNumber: true, cell: (row) => formatNumber('en', row.ties) },
            { key: 'people', label: 'Terms of office', isNumber: true, cell: (row) => formatNumber('en', row.people) },
          ]}
          rows={rows}
          keyOf={(row) => row.id}
          whenEmpty="No organization matches."
        />
        {last && (
          <p>
            <a
              class="button button-secondary"
              rel="next"
              href={`/desk/organizations?${new URLSearchParams([...question, ['after', last.name], ['id', last.id]])}`}
            >
              More
            </a>
          </p>
        )}
      </div>
    </Page>
  )
}

function Filters(props: { query: OrganizationsAsked; states: OrganizationView[]; question: URLSearchParams }) {
  const { query, states } = props
  return (
    <form method="get" class="filter-form">
      <TextField name="q" label="Name" type="search" value={query.q} size="medium" />
      <SelectField
        name="kind"
        label="Kind"
        value={query.kind}
        placeholder="Any"
        options={organizationKinds.map((kind) => ({ value: kind, label: kindInWords(kind) }))}
      />
      <SelectField
        name="state"
        label="State"
        value={query.state.toUpperCase()}
        placeholder="Any"
        options={states.flatMap(({ subdivision, name }) => (subdivision ? [{ value: subdivision, label: name }] : []))}
      />
      <TextField name="country" label="Country, as two letters" value={query.country} size="short" maxLength={2} />
      <SelectField name="ties" label="Has ties" value={query.ties} placeholder="Either" options={yesOrNo} />
      <SelectField name="people" label="Has people" value={query.people} placeholder="Either" options={yesOrNo} />
      <Button type="submit">Find</Button>
      <a href={keepingAddress('organizations', props.question)}>Keep this view</a>
    </form>
  )
}
