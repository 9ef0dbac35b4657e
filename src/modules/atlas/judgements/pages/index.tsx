import { z } from 'zod'
import { allow, form, listAccounts, routes, type Viewer } from '#kernel/access'
import { type Routes, redirect } from '#platform/http'
import {
  countProgress,
  findNextOpen,
  findOwnLatest,
  listChoices,
  listJudgementsOf,
  listLatestJudgements,
} from '../read.ts'
import { newJudgement, type QueueQuery, queueQuery, verdictOf } from '../schema.ts'
import { claimNext, judgeMention, takeBackJudgement } from '../write.ts'
import { QueuePage } from './queue.tsx'

const home = '/desk/matches'
const shownLatest = 10

/** Names of all files that nobody can tell yet, one after the other. */
export const judgementPages: Routes<Viewer> = routes({
  [home]: form(
    newJudgement,
    async ({ db, viewer, url, clock, form: { values, problem } }) => {
      allow(viewer, 'atlas.match.judge')
      const asked = askedIn(url)
      const open = await findNextOpen(db, viewer, { asked, at: clock.now() })
      const accounts = await listAccounts(db)
      return (
        <QueuePage
          asked={asked}
          open={open}
          said={open ? await listJudgementsOf(db, open) : []}
          progress={await countProgress(db, asked)}
          choices={await listChoices(db)}
          latest={await listLatestJudgements(db, shownLatest)}
          undoable={await findOwnLatest(db, viewer)}
          names={new Map(accounts.map(({ id, name }) => [`account:${id}`, name]))}
          addressOf={addressOf}
          note={String(values.note ?? '')}
          problem={problem}
        />
      )
    },
    async ({ db, actor, url, input, clock }) => {
      const at = clock.now()
      const { answer, ...rest } = input
      await judgeMention(db, actor, { ...rest, ...verdictOf(answer), at })
      const asked = { ...askedIn(url), skip: 0 }
      await claimNext(db, actor, { asked, at })
      return redirect(addressOf(asked))
    },
  ),

  [`POST ${home}/undoing`]: form(
    z.object({ id: z.string().max(60) }),
    async () => redirect(home),
    async ({ db, actor, url, input, clock }) => {
      await takeBackJudgement(db, actor, { id: input.id, at: clock.now() })
      return redirect(addressOf({ ...askedIn(url), skip: 0 }))
    },
  ),
})

const askedIn = (url: URL): QueueQuery => queueQuery.parse(Object.fromEntries(url.searchParams))

function addressOf(asked: QueueQuery, path = ''): string {
  const given = Object.entries(asked).filter(([, value]) => value !== '' && value !== 0)
  const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  return `${home}${path}${query ? `?${query}` : ''}`
}
