import { z } from 'zod'
import { allow, bodiesOf, findAccountOf, form, mayDo, page, pageOf, routes, type Viewer } from '#kernel/access'
import {
  audienceInWords,
  fields,
  getKnownProfile,
  getProfile,
  listPeople,
  type ProfileView,
  recordLook,
} from '#kernel/profiles'
import { Page, type Routes } from '#platform/http'
import { formatDate, plural } from '#platform/i18n'
import { notFound } from '#platform/problem'
import { Button, DataTable, LinkButton, PageHeader, RecordEntry, RecordList, TextField } from '#ui'

const pageSize = 50
const listQuery = z.object({
  q: z.string().max(120).default(''),
  after: z.string().max(200).optional(),
  id: z.string().max(60).default(''),
})

/** People as the staff of a body see them: only those whom the body knows, and nobody learns that there are others. */
export const peoplePages: Routes<Viewer> = routes({
  '/desk/people': pageOf(listQuery, async ({ db, viewer, query }) => {
    allow(viewer, 'people.person.read')
    const rows = await listPeople(db, {
      text: query.q || undefined,
      after: query.after ? { name: query.after, id: query.id } : undefined,
      limit: pageSize,
    })
    const last = rows.length === pageSize ? rows.at(-1) : undefined
    return (
      <Page title="People" robots="noindex">
        <div class="wrap">
          <PageHeader
            title="People"
            lede="The people your body knows. Others are not shown, not counted and not found."
            actions={
              mayDo(viewer, 'people.person.invite') ? (
                <LinkButton href="/desk/invitations/new">Invite somebody</LinkButton>
              ) : undefined
            }
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
                href={`/desk/people?${new URLSearchParams({ q: query.q, after: last.name, id: last.personId })}`}
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
      const profile = await getKnownProfile(db, params.id ?? '')
      return <PersonPage profile={profile} isOpen={false} account={await findAccountOf(db, profile.personId)} />
    },
    async ({ db, actor, params, clock }) => {
      allow(actor, 'people.field.look')
      const profile = await getKnownProfile(db, params.id ?? '')
      const bodyId = profile.bodies.find((body) => bodiesOf(actor).includes(body.id))?.id
      if (!bodyId) throw notFound('profiles.person.unknown', 'There is no such person.')
      const sensitive = profile.fields.filter((each) => fields[each.field].isSensitive).map((each) => each.field)
      await recordLook(db, actor, { personId: profile.personId, bodyId, fields: sensitive, at: clock.now() })
      return <PersonPage profile={profile} isOpen account={await findAccountOf(db, profile.personId)} />
    },
  ),

  // What somebody shows to whoever asks: the audiences they chose decide, field by field.
  '/people/:id': page(async ({ db, params }) => {
    const profile = await getProfile(db, params.id ?? '')
    return (
      <Page title={nameIn(profile)} robots="noindex">
        <div class="wrap page-reading">
          <PageHeader eyebrow="Person" title={nameIn(profile)} />
          <RecordList label="Profile">
            {profile.fields
              .filter((each) => each.field !== 'name')
              .map((each) => (
                <RecordEntry term={fields[each.field].label} key={each.field}>
                  {each.value}
                </RecordEntry>
              ))}
          </RecordList>
          <p class="quiet">You see what this person chose to show to you.</p>
        </div>
      </Page>
    )
  }),
})

const nameIn = (profile: ProfileView): string =>
  profile.fields.find((each) => each.field === 'name')?.value ?? 'A person'

function PersonPage({
  profile,
  isOpen,
  account,
}: {
  profile: ProfileView
  isOpen: boolean
  account: { id: string } | undefined
}) {
  const name = nameIn(profile)
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
              note={`Who can see this: ${audienceInWords(each.audience)}`}
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
          {account ? <a href={`/desk/rights/new?accountId=${account.id}`}>Give a role</a> : 'No account yet.'}
        </p>
      </div>
    </Page>
  )
}
