import { z } from 'zod'
import { pageOf, routes, type Viewer } from '#kernel/access'
import { type CardView, cardFieldNames, cardFields, listCards } from '#kernel/contacts'
import { audienceInWords, fields, getProfile, maySee, type ProfileView, relations } from '#kernel/profiles'
import { Page, type Routes } from '#platform/http'
import { PageHeader, RecordEntry, RecordList, SectionHeading } from '#ui'
import { personOf } from './own.ts'

type Eyes = keyof typeof relations
const eyes = Object.keys(relations) as [Eyes, ...Eyes[]] // keys of a constant record are its names

/** Oneself with the eyes of others. */
export const viewAsPages: Routes<Viewer> = routes({
  '/me/view-as': pageOf(
    z.object({ who: z.enum(eyes, 'Choose whose eyes').default('visitor') }),
    async ({ db, viewer, query }) => {
      const profile = await getProfile(db, personOf(viewer))
      return <ViewAsPage profile={profile} cards={await listCards(db, profile.personId)} who={query.who} />
    },
  ),
})

/** Whose eyes those are, by the names of bodies; nobody's, where the person is a member of none. */
function holdersOf(who: Eyes, { bodies }: ProfileView): string | undefined {
  if (who === 'visitor') return 'anybody, signed in or not'
  const names = bodies
    .filter(({ standing, isCurrent }) => who === 'staff' || (standing === 'member' && isCurrent))
    .map(({ name }) => name)
  if (names.length === 0) return undefined
  return `${who === 'staff' ? 'staff' : 'members'} of ${[...new Set(names)].join(' and ')}`
}

function ViewAsPage({ profile, cards, who }: { profile: ProfileView; cards: CardView[]; who: Eyes }) {
  const { relation } = relations[who]
  const mine = profile.fields
  const holders = holdersOf(who, profile)
  const seen = holders ? mine.filter((each) => maySee(each.audience, relation)) : []
  const isKnown = (holders && relation.isStaffOfTheirBody) || seen.some((each) => each.field === 'name')
  const unseen = mine.length - (isKnown ? seen.length : 0)
  return (
    <Page title="How others see you" robots="noindex">
      <div class="wrap page-reading deed">
        <PageHeader
          eyebrow={<a href="/me">Your page</a>}
          title="How others see you"
          lede={
            holders
              ? `With the eyes of ${holders}.`
              : `There are no such eyes: you ${who === 'staff' ? 'belong to' : 'are a member of'} no body.`
          }
        />
        <nav aria-label="Whose eyes">
          <ul class="row plain-list eyes">
            {eyes.map((each) => (
              <li key={each}>
                <a href={`/me/view-as?who=${each}`} aria-current={each === who ? 'page' : undefined}>
                  {relations[each].label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {isKnown ? (
          <RecordList label="What they see">
            {seen.map((each) => (
              <RecordEntry
                term={fields[each.field].label}
                key={each.field}
                note={
                  who === 'staff' && fields[each.field].isSensitive
                    ? 'Only after they open it; you are told who did, and when'
                    : `You show this to: ${audienceInWords(each.audience)}`
                }
              >
                {each.value}
              </RecordEntry>
            ))}
          </RecordList>
        ) : (
          holders && <p>For them you do not exist: without your name, nothing of you is shown, found or counted.</p>
        )}
        {who === 'staff' && cards.map((known) => <Card known={known} key={known.bodyId} />)}
        <p class="quiet">
          {unseen === 0 ? 'Nothing is hidden from them.' : `${unseen} of your ${mine.length} fields they do not see.`}{' '}
          <a href="/me/profile">Change who sees what</a>
        </p>
      </div>
    </Page>
  )
}

/** What a body's own lists say; only its own staff sees it, whatever the person chose for their profile. */
function Card({ known: { bodyName, card } }: { known: CardView }) {
  return (
    <section>
      <SectionHeading title={`Card of ${bodyName}`} note="From its own lists, for its own staff." />
      <RecordList label={`Card of ${bodyName}`}>
        {cardFieldNames
          .filter((field) => card[field])
          .map((field) => (
            <RecordEntry
              term={cardFields[field].label}
              key={field}
              note={
                cardFields[field].isSensitive ? 'Only after they open it; you are told who did, and when' : undefined
              }
            >
              {card[field]}
            </RecordEntry>
          ))}
      </RecordList>
    </section>
  )
}
