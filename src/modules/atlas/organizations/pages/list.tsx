import type { BodyView } from '#kernel/bodies'
import { undoDays } from '#kernel/bulk'
import { type OrganizationView, organizationKinds } from '#kernel/organizations'
import { keepingAddress } from '#kernel/views'
import { Page } from '#platform/http'
import { formatNumber, plural } from '#platform/i18n'
import { Button, Checkbox, DataTable, LinkButton, PageHeader, SectionHeading, SelectField, TextField } from '#ui'
import { BulkFields, standingOptions } from '../../bulk/pages/parts.tsx'
import { kindInWords } from '../../governments/rules.ts'
import type { OrganizationRow, OrganizationsAsked } from '../schema.ts'

export const pageSize = 50
const yesOrNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
]

/** The question without the place in the list. */
function questionIn({ after, id, ...asked }: OrganizationsAsked): URLSearchParams {
  const question = new URLSearchParams(asked)
  for (const [name, value] of [...question]) if (value === '') question.delete(name)
  return question
}

interface Listed {
  query: OrganizationsAsked
  rows: OrganizationRow[]
  total: number
  states: OrganizationView[]
  /** Tags in use by the viewer's bodies, and the bodies for which they may sort organizations. */
  tags: string[]
  bodies: BodyView[]
  mayAdd: boolean
}

/** Organizations of the list, and what can be done with those that are ticked or with all that match. */
export function OrganizationList(props: Listed) {
  const { query, rows } = props
  const last = rows.length === pageSize ? rows.at(-1) : undefined
  const question = questionIn(query)
  return (
    <Page title="Organizations" robots="noindex">
      <div class="wrap">
        <PageHeader
          title="Organizations"
          lede="Governments of every level, networks and other bodies, as the ledger of claims has them."
          actions={
            <>
              {props.mayAdd && <LinkButton href="/desk/organizations/new">Add one</LinkButton>}
              <LinkButton href="/desk/organizations/merges" kind="secondary">
                Merged
              </LinkButton>
              {props.bodies.length > 0 && (
                <LinkButton href="/desk/organizations/bulk" kind="secondary">
                  Earlier changes
                </LinkButton>
              )}
            </>
          }
        />
        <Filters {...props} question={question} />
        {props.bodies.length > 0 && rows.length > 0 ? (
          <form method="post" action="/desk/organizations/bulk">
            <input type="hidden" name="question" value={question.toString()} />
            <Rows {...props} />
            <Deeds {...props} />
          </form>
        ) : (
          <Rows {...props} />
        )}
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

function Rows({ rows, total, bodies }: Listed) {
  return (
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
      selection={bodies.length > 0 ? { name: 'organizationIds', labelOf: (row) => row.name } : undefined}
      whenEmpty="No organization matches."
    />
  )
}

function Deeds({ total, tags, bodies }: Listed) {
  return (
    <section aria-labelledby="chosen" class="deed">
      <SectionHeading
        title="With the chosen organizations"
        id="chosen"
        note={`You see what will change before it is done, and can undo it for ${undoDays} days. Only staff of the same body see tags and standings.`}
      />
      <Checkbox
        name="all"
        label={`All ${plural('en', total, 'organization', 'organizations')} that match, on every page`}
      />
      <BulkFields bodies={bodies} tags={tags} values={{}} problem={undefined} />
      <Button type="submit">Show what will change</Button>
    </section>
  )
}

function Filters(props: Listed & { question: URLSearchParams }) {
  const { query, states, tags, bodies } = props
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
      {(tags.length > 0 || query.tag) && (
        <SelectField
          name="tag"
          id="filter-tag"
          label="Tag"
          value={query.tag}
          placeholder="Any"
          options={[...new Set([...tags, ...(query.tag ? [query.tag] : [])])].map((tag) => ({
            value: tag,
            label: tag,
          }))}
        />
      )}
      {(bodies.length > 0 || query.standing) && (
        <SelectField
          name="standing"
          id="filter-standing"
          label="Standing"
          value={query.standing}
          placeholder="Any"
          options={standingOptions}
        />
      )}
      <Button type="submit">Find</Button>
      <a href={keepingAddress('organizations', props.question)}>Keep this view</a>
    </form>
  )
}
