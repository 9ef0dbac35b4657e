import { z } from 'zod'
import { allow, bodiesOf, findAccountOf, form, mayDo, page, pageOf, routes, type Viewer } from '#kernel/access'
import { listTagsInUse } from '#kernel/bulk'
import { type CardView, cardFieldNames, cardFields, listCards } from '#kernel/contacts'
import { findMergedInto, listMerges, type MergeView } from '#kernel/merges'
import {
  audienceInWords,
  countPeople,
  fields,
  getKnownProfile,
  getProfile,
  listPeople,
  type ProfileView,
  recordLook,
} from '#kernel/profiles'
import type { Reader } from '#platform/db'
import { Page, type Routes, redirect } from '#platform/http'
import { plural } from '#platform/i18n'
import { notFound } from '#platform/problem'
import { Button, PageHeader, RecordEntry, RecordList, SectionHeading } from '#ui'
import { Merges } from '../workspace/duplicates.tsx'
import { bodiesFor } from '../workspace/parts.tsx'
import { listQuery, wantedIn } from '../workspace/people-query.ts'
import { PeopleList, pageSize } from './people-list.tsx'
import { History, historyOf, type PersonHistory } from './person-history.tsx'

/** People as the staff of a body see them: only those whom the body knows, and nobody learns that there are others. */
export const peoplePages: Routes<Viewer> = routes({
  '/desk/people': pageOf(listQuery, async ({ db, viewer, query }) => {
    allow(viewer, 'people.person.read')
    const wanted = wantedIn(query)
    const after = query.after ? { name: query.after, id: query.id } : undefined
    const rows = await listPeople(db, { ...wanted, after, limit: pageSize })
    const total = await countPeople(db, wanted)
    const mayChange = mayDo(viewer, 'people.person.change')
    const bodies = mayChange ? await bodiesFor(db, viewer, 'people.person.change') : []
    return <PeopleList {...{ viewer, query, rows, total, bodies }} tags={await listTagsInUse(db)} />
  }),

  '/desk/people/:id': form(
    z.object({ look: z.literal('yes') }),
    async ({ db, viewer, params }) => {
      allow(viewer, 'people.person.read')
      const mergedInto = await findMergedInto(db, params.id ?? '')
      if (mergedInto) return redirect(`/desk/people/${mergedInto}`)
      const profile = await getKnownProfile(db, params.id ?? '')
      return (
        <PersonPage
          {...(await restOf(db, viewer, profile))}
          isOpen={false}
          mayErase={mayDo(viewer, 'people.person.erase')}
        />
      )
    },
    async ({ db, actor, params, clock }) => {
      allow(actor, 'people.field.look')
      const profile = await getKnownProfile(db, params.id ?? '')
      const bodyId = profile.bodies.find((body) => bodiesOf(actor).includes(body.id))?.id
      if (!bodyId) throw notFound('profiles.person.unknown', 'There is no such person.')
      const rest = await restOf(db, actor, profile)
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

const nameIn = (profile: ProfileView): string =>
  profile.fields.find((each) => each.field === 'name')?.value ?? 'A person'

interface Known {
  profile: ProfileView
  cards: CardView[]
  merges: MergeView[]
  account: { id: string } | undefined
  history: PersonHistory
}

async function restOf(db: Reader, viewer: Viewer, profile: ProfileView): Promise<Known> {
  const { personId } = profile
  const cards = await listCards(db, personId)
  const account = await findAccountOf(db, personId)
  const organizations = cards.flatMap(({ card }) => card.organization ?? [])
  const history = await historyOf(db, viewer, { personId, accountId: account?.id, organizations })
  return { profile, cards, account, history, merges: await listMerges(db, { keptId: personId, limit: 20 }) }
}

/** Sensitive fields that are there to be opened, of the person's own and on the cards of bodies. */
const sensitiveIn = ({ profile, cards }: Known): string[] => [
  ...new Set([
    ...profile.fields.filter((each) => fields[each.field].isSensitive).map((each) => each.field),
    ...cards.flatMap(({ card }) => cardFieldNames.filter((field) => card[field] && cardFields[field].isSensitive)),
  ]),
]

function PersonPage({ isOpen, mayErase, ...known }: Known & { isOpen: boolean; mayErase: boolean }) {
  const { profile, cards, merges, account, history } = known
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
        <p class="row">
          {account ? (
            <>
              <a href={`/desk/rights/new?accountId=${account.id}`}>Give a role</a>
              <a href={`/desk/recoveries/new?accountId=${account.id}`}>Begin a recovery</a>
            </>
          ) : (
            <>
              <span class="quiet">No account yet.</span>
              {mayErase && <a href={`/desk/people/${profile.personId}/erasure`}>Erase this person</a>}
            </>
          )}
        </p>
        <History personId={profile.personId} history={history} />
        <Merges merges={merges} />
      </div>
    </Page>
  )
}
