import { mayDo, type Viewer } from '#kernel/access'
import type { BodyView } from '#kernel/bodies'
import { undoDays } from '#kernel/bulk'
import type { PersonRow } from '#kernel/profiles'
import { keepingAddress } from '#kernel/views'
import { Page } from '#platform/http'
import { formatDate, plural } from '#platform/i18n'
import { Button, Checkbox, DataTable, LinkButton, PageHeader, SectionHeading, SelectField, TextField } from '#ui'
import { BulkFields } from '../workspace/bulk-parts.tsx'
import { type ListQuery, questionIn } from '../workspace/people-query.ts'

export const pageSize = 50
const deeds = [
  { href: '/desk/invitations/new', label: 'Invite somebody', needs: 'people.person.invite' },
  { href: '/desk/people/import', label: 'Import a list', needs: 'people.import.commit' },
  { href: '/desk/people/duplicates', label: 'Duplicates', needs: 'people.duplicate.judge' },
  { href: '/desk/people/bulk', label: 'Earlier changes', needs: 'people.person.change' },
  { href: '/desk/people/export', label: 'Export', needs: 'people.person.export' },
]

interface Listed {
  viewer: Viewer
  query: ListQuery
  rows: PersonRow[]
  total: number
  tags: string[]
  /** Bodies whose people the viewer may change. */
  bodies: BodyView[]
}

/** People of the list, and what can be done with those who are ticked or with all who match. */
export function PeopleList(props: Listed) {
  const { viewer, query, rows } = props
  const last = rows.length === pageSize ? rows.at(-1) : undefined
  const question = questionIn(query)
  return (
    <Page title="People" robots="noindex">
      <div class="wrap">
        <PageHeader
          title="People"
          lede="The people your body knows. Others are not shown, not counted and not found."
          actions={deeds
            .filter(({ needs }) => mayDo(viewer, needs))
            .map(({ href, label }, at) => (
              <LinkButton href={href} kind={at === 0 ? 'primary' : 'secondary'} key={href}>
                {label}
              </LinkButton>
            ))}
        />
        <Filters {...props} />
        {props.bodies.length > 0 && rows.length > 0 ? (
          <form method="post" action="/desk/people/bulk">
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
              href={`/desk/people?${new URLSearchParams([...question, ['after', last.name], ['id', last.personId]])}`}
            >
              More
            </a>
          </p>
        )}
      </div>
    </Page>
  )
}

function Filters({ query, tags }: Listed) {
  return (
    <form method="get" class="filter-form">
      <TextField name="q" label="Name" type="search" value={query.q} size="medium" />
      <SelectField
        name="standing"
        label="Standing"
        value={query.standing}
        placeholder="Any"
        options={[
          { value: 'member', label: 'Members' },
          { value: 'contact', label: 'Contacts' },
          { value: 'staff', label: 'Staff' },
        ]}
      />
      <TextField name="organization" label="Organization" value={query.organization} size="medium" />
      <TextField name="region" label="City or region" value={query.region} size="medium" />
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
      <Button type="submit">Find</Button>
      <a href={keepingAddress('people', questionIn(query))}>Keep this view</a>
    </form>
  )
}

function Rows({ rows, total, bodies }: Listed) {
  return (
    <DataTable
      caption={
        rows.length < total
          ? `${plural('en', rows.length, 'person', 'people')} on this page, ${total} in all`
          : plural('en', total, 'person', 'people')
      }
      columns={[
        { key: 'name', label: 'Name', cell: (row) => <a href={`/desk/people/${row.personId}`}>{row.name}</a> },
        { key: 'bodies', label: 'Known through', cell: (row) => row.bodyNames.join(', ') },
        { key: 'since', label: 'Since', cell: (row) => formatDate('en', row.since) },
      ]}
      rows={rows}
      keyOf={(row) => row.personId}
      selection={bodies.length > 0 ? { name: 'personIds', labelOf: (row) => row.name } : undefined}
      whenEmpty="Nobody here matches."
    />
  )
}

function Deeds({ viewer, total, tags, bodies }: Listed) {
  return (
    <section aria-labelledby="chosen" class="deed">
      <SectionHeading
        title="With the chosen people"
        id="chosen"
        note={`You see what will change before it is done, and can undo it for ${undoDays} days.`}
      />
      <Checkbox name="all" label={`All ${plural('en', total, 'person', 'people')} that match, on every page`} />
      <BulkFields bodies={bodies} tags={tags} values={{}} problem={undefined} />
      <p class="row">
        <Button type="submit">Show what will change</Button>
        {mayDo(viewer, 'people.person.export') && (
          <Button type="submit" kind="secondary" formAction="/desk/people/bulk/export">
            Export the chosen
          </Button>
        )}
      </p>
    </section>
  )
}
