import { z } from 'zod'
import { pageOf, routes, type Viewer } from '#kernel/access'
import { audienceInWords, type FieldView, fields, listFields, maySee, relations } from '#kernel/profiles'
import { Page, type Routes } from '#platform/http'
import { PageHeader, RecordEntry, RecordList } from '#ui'
import { personOf } from './own.ts'

type Eyes = keyof typeof relations
const eyes = Object.keys(relations) as [Eyes, ...Eyes[]] // keys of a constant record are its names

/** Oneself with the eyes of others. */
export const viewAsPages: Routes<Viewer> = routes({
  '/me/view-as': pageOf(
    z.object({ who: z.enum(eyes, 'Choose whose eyes').default('visitor') }),
    async ({ db, viewer, query }) => {
      return <ViewAsPage mine={await listFields(db, personOf(viewer))} who={query.who} />
    },
  ),
})

function ViewAsPage({ mine, who }: { mine: FieldView[]; who: Eyes }) {
  const { label, relation } = relations[who]
  const seen = mine.filter((each) => maySee(each.audience, relation))
  const isKnown = relation.isStaffOfTheirBody || seen.some((each) => each.field === 'name')
  const unseen = mine.length - (isKnown ? seen.length : 0)
  return (
    <Page title="How others see you" robots="noindex">
      <div class="wrap page-reading deed">
        <PageHeader
          eyebrow={<a href="/me">Your page</a>}
          title="How others see you"
          lede={`With the eyes of: ${label.replace(/^./, (first) => first.toLowerCase())}.`}
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
          <p>For them you do not exist: without your name, nothing of you is shown, found or counted.</p>
        )}
        <p class="quiet">
          {unseen === 0 ? 'Nothing is hidden from them.' : `${unseen} of your ${mine.length} fields they do not see.`}{' '}
          <a href="/me/profile">Change who sees what</a>
        </p>
      </div>
    </Page>
  )
}
