import { z } from 'zod'
import { allow, bodiesOf, findAccountOf, form, mayDo, page, pageOf, routes, type Viewer } from '#kernel/access'
import { type CardView, cardFieldNames, cardFields, listCards } from '#kernel/contacts'
import { findMergedInto, listMerges, type MergeView } from '#kernel/merges'
import {
  audienceInWords,
  fields,
  getKnownProfile,
  getProfile,
  listPeople,
  type PersonRow,
  type ProfileView,
  recordLook,
} from '#kernel/profiles'
import type { Reader } from '#platform/db'
import { Page, type Routes, redirect } from '#platform/http'
import { formatDate, plural } from '#platform/i18n'
import { notFound } from '#platform/problem'
import {
  Button,
  DataTable,
  LinkButton,
  PageHeader,
  RecordEntry,
  RecordList,
  SectionHeading,
  SelectField,
  TextField,
} from '#ui'
import { Merges } from '../workspace/duplicates.tsx'

const pageSize = 50
const deeds = [
  { href: '/desk/invitations/new', label: 'Invite somebody', needs: 'people.person.invite' },
  { href: '/desk/people/import', label: 'Import a list', needs: 'people.import.commit' },
  { href: '/desk/people/duplicates', label: 'Duplicates', needs: 'people.duplicate.judge' },
  { href: '/desk/people/export', label: 'Export', needs: 'people.person.export' },
]
const listQuery = z.object({
  q: z.string().max(120).default(''),
  standing: z.enum(['', 'member', 'contact', 'staff'], 'Choose a standing of the list').default(''),
  organization: z.string().max(120).default(''),
  region: z.string().max(120).default(''),
  after: z.string().max(200).optional(),
  id: z.string().max(60).default(''),
})

/** People as the staff of a body see them: only those whom the body knows, and nobody learns that there are others. */
export const peoplePages: Routes<Viewer> = routes({
  '/desk/people': pageOf(listQuery, async ({ db, viewer, query }) => {
    allow(viewer, 'people.person.read')
    const rows = await listPeople(db, {
      text: query.q || undefined,
      standing: query.standing || undefined,
      organization: query.organization || undefined,
      region: query.region || undefined,
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
            actions={deeds
              .filter(({ needs }) => mayDo(viewer, needs))
              .map(({ href, label }, at) => (
                <LinkButton href={href} kind={at === 0 ? 'primary' : 'secondary'} key={href}>
                  {label}
                </LinkButton>
              ))}
          />
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
              <a class="button button-secondary" rel="next" href={`/desk/people?${nextPage(query, last)}`}>
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
      const mergedInto = await findMergedInto(db, params.id ?? '')
      if (mergedInto) return redirect(`/desk/people/${mergedInto}`)
      const profile = await getKnownProfile(db, params.id ?? '')
      return (
        <PersonPage {...(await restOf(db, profile))} isOpen={false} mayErase={mayDo(viewer, 'people.person.erase')} />
      )
    },
    async ({ db, actor, params, clock }) => {
      allow(actor, 'people.field.look')
      const profile = await getKnownProfile(db, params.id ?? '')
      const bodyId = profile.bodies.find((body) => bodiesOf(actor).includes(body.id))?.id
      if (!bodyId) throw notFound('profiles.person.unknown', 'There is no such person.')
      const rest = await restOf(db, profile)
      await recordLook(db, actor, { personId: profile.personId, bodyId, fields: sensitiveIn(rest), at: clock.now() })
      return <PersonPage {...rest} isOpen mayErase={mayDo(actor, 'people.person.erase')} />
    },
  ),

  // What somebody shows to whoever asks: the audiences they chose decide, field by field.
  '/people/:id': page(async ({ db, viewer, params }) => {
    const profile = await getProfile(db, params.id ?? '')
    // Staff open sensitive fields at the desk, where each look is recorded and shown to the person; here they do not see them.
    const isOfStaff =
      profile.personId !== viewer.personId && profile.bodies.some(({ id }) => bodiesOf(viewer).includes(id))
    return (
      <Page title={nameIn(profile)} robots="noindex">
        <div class="wrap page-reading">
          <PageHeader eyebrow="Person" title={nameIn(profile)} />
          <RecordList label="Profile">
            {profile.fields
              .filter((each) => each.field !== 'name' && !(isOfStaff && fields[each.field].isSensitive))
              .map((each) => (
                <RecordEntry term={fields[each.field].label} key={each.field}>
                  {each.value}
                </RecordEntry>
              ))}
          </RecordList>
          <p class="quiet">
            You see what this person chose to show to you.{' '}
            {isOfStaff && <a href={`/desk/people/${profile.personId}`}>As your body knows them</a>}
          </p>
        </div>
      </Page>
    )
  }),
})

/** The same list, from after its last row on. */
function nextPage(query: z.output<typeof listQuery>, last: PersonRow): URLSearchParams {
  const { q, standing, organization, region } = query
  return new URLSearchParams({ q, standing, organization, region, after: last.name, id: last.personId })
}

const nameIn = (profile: ProfileView): string =>
  profile.fields.find((each) => each.field === 'name')?.value ?? 'A person'

interface Known {
  profile: ProfileView
  cards: CardView[]
  merges: MergeView[]
  account: { id: string } | undefined
}

const restOf = async (db: Reader, profile: ProfileView): Promise<Known> => ({
  profile,
  cards: await listCards(db, profile.personId),
  merges: await listMerges(db, { keptId: profile.personId, limit: 20 }),
  account: await findAccountOf(db, profile.personId),
})

/** Sensitive fields that are there to be opened, of the person's own and on the cards of bodies. */
const sensitiveIn = ({ profile, cards }: Known): string[] => [
  ...new Set([
    ...profile.fields.filter((each) => fields[each.field].isSensitive).map((each) => each.field),
    ...cards.flatMap(({ card }) => cardFieldNames.filter((field) => card[field] && cardFields[field].isSensitive)),
  ]),
]

function PersonPage({ isOpen, mayErase, ...known }: Known & { isOpen: boolean; mayErase: boolean }) {
  const { profile, cards, merges, account } = known
  const name = cards.map(({ card }) => card.name).find((each) => each) ?? nameIn(profile)
  const hidden = sensitiveIn(known)
  const shown = isOpen ? profile.fields : profile.fields.filter((each) => !fields[each.field].isSensitive)
  return (
    <Page title={name} robots="noindex">
      <div class="wrap page-reading deed">
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
        {cards.map(({ bodyId, bodyName, card }) => (
          <section key={bodyId}>
            <SectionHeading title={`Card of ${bodyName}`} note="From its own lists; no other body sees it." />
            <RecordList label={`Card of ${bodyName}`}>
              {cardFieldNames
                .filter((field) => card[field] && (isOpen || !cardFields[field].isSensitive))
                .map((field) => (
                  <RecordEntry term={cardFields[field].label} key={field}>
                    {card[field]}
                  </RecordEntry>
                ))}
            </RecordList>
          </section>
        ))}
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
          {account ? (
            <>
              <a href={`/desk/rights/new?accountId=${account.id}`}>Give a role</a>{' '}
              <a href={`/desk/recoveries/new?accountId=${account.id}`}>Begin a recovery</a>
            </>
          ) : (
            'No account yet.'
          )}{' '}
          <a href={`/desk/log?record=person:${profile.personId}`}>What happened to this record</a>
          {mayErase && (
            <>
              {' '}
              <a href={`/desk/people/${profile.personId}/erasure`}>Erase this person</a>
            </>
          )}
        </p>
        <Merges merges={merges} />
      </div>
    </Page>
  )
}
