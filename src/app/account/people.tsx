import { z } from 'zod'
import { allow, form, pageOf, routes, type Viewer } from '#kernel/access'
import { audienceMeanings, fields, getProfile, listPeople, type ProfileView, recordLook } from '#kernel/profiles'
import { Page, type Routes } from '#platform/http'
import { formatDate, plural } from '#platform/i18n'
import { Button, DataTable, PageHeader, RecordEntry, RecordList, TextField } from '#ui'

const pageSize = 50
const listQuery = z.object({ q: z.string().max(120).default(''), after: z.string().max(200).optional() })

/** People as the staff of a body see them: only those whom the body knows, and nobody learns that there are others. */
export const peoplePages: Routes<Viewer> = routes({
  '/desk/people': pageOf(listQuery, async ({ db, viewer, query }) => {
    allow(viewer, 'people.person.read')
    const rows = await listPeople(db, { text: query.q || undefined, after: query.after, limit: pageSize })
    const last = rows.length === pageSize ? rows.at(-1) : undefined
    return (
      <Page title="People" robots="noindex">
        <div class="wrap">
          <PageHeader
            title="People"
            lede="The people your body knows. Others are not shown, not counted and not found."
          />
          <form method="get" class="filter-form">
            <TextField name="q" label="Name" type="search" value={query.q} />
            <Button type="submit">Find</Button>
          </form>
          <DataTable
            caption={plural('en', rows.length, 'person on this page', 'people on this page')}
            columns={[
              { key: 'name', label: 'Name', cell: (row) => <a href={`/desk/people/${row.personId}`}>{row.name}</a> },
              { key: 'bodies', label: 'Known through', cell: (row) => row.bodyNames.join(', ') },
              { key: 'since', label: 'Since', cell: (row) => formatDate('en', row.since) },
            ]}
            rows={rows}
            keyOf={(row) => row.personId}
            whenEmpty="Nobody here matches."
          />
          {last && (
            <p>
              <a
                class="button button-secondary"
                rel="next"
                href={`/desk/people?${new URLSearchParams({ q: query.q, after: last.name })}`}
              >
                More
              </a>
            </p>
          )}
        </div>
      </Page>
    )
  }),

  '/desk/people/:id': form(
    z.object({ look: z.literal('yes') }),
    async ({ db, viewer, params }) => {
      allow(viewer, 'people.person.read')
      return <PersonPage profile={await getProfile(db, viewer, params.id ?? '')} isOpen={false} />
    },
    async ({ db, actor, params, clock }) => {
      allow(actor, 'people.field.look')
      const profile = await getProfile(db, actor, params.id ?? '')
      const sensitive = profile.fields.filter((each) => fields[each.field].isSensitive).map((each) => each.field)
      await recordLook(db, actor, { personId: profile.personId, fields: sensitive, at: clock.now() })
      return <PersonPage profile={profile} isOpen />
    },
  ),
})

function PersonPage({ profile, isOpen }: { profile: ProfileView; isOpen: boolean }) {
  const name = profile.fields.find((each) => each.field === 'name')?.value ?? 'A person'
  const hidden = profile.fields.filter((each) => fields[each.field].isSensitive)
  const shown = isOpen ? profile.fields : profile.fields.filter((each) => !fields[each.field].isSensitive)
  return (
    <Page title={name} robots="noindex">
      <div class="wrap page-reading">
        <PageHeader
          eyebrow="Person"
          title={name}
          lede={profile.bodies.map((body) => `${body.standing} of ${body.name}`).join(', ')}
        />
        <RecordList label="Profile">
          {shown.map((each) => (
            <RecordEntry
              term={fields[each.field].label}
              key={each.field}
              note={`Who can see this: ${audienceMeanings[each.audience].toLowerCase()}`}
            >
              {each.value}
            </RecordEntry>
          ))}
        </RecordList>
        {!isOpen && hidden.length > 0 && (
          <form method="post">
            <input type="hidden" name="look" value="yes" />
            <Button type="submit" kind="secondary">
              {`Open ${plural('en', hidden.length, 'sensitive field', 'sensitive fields')}`}
            </Button>
            <p class="quiet">They will see that you looked, and when.</p>
          </form>
        )}
        <p class="quiet">
          Account: <code>{profile.personId}</code>
        </p>
      </div>
    </Page>
  )
}
