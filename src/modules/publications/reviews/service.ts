import { listAccountsWho } from '#kernel/access'
import type { NoticeKind } from '#kernel/notifications'
import { dayOf } from '#platform/clock'
import { sql } from '#platform/db'
import { listReviews } from './read.ts'

/** Whoever writes for the body is told when a figure of its published text says something else. */
export const figureNotice: NoticeKind = {
  name: 'publications.figure.waiting',
  label: 'A figure of a published work has changed',
  needs: 'publications.work.write',
  isOfBody: true,
  hears: {
    'publications.figure.changed': async (db, entry) => {
      const { review } = entry.detail as { review: string } // written by reviewFigures
      const { bodyId } = await db.only(sql<{
        bodyId: string
      }>`select body_id as "bodyId" from publications.figure_reviews review
        join publications.works work on work.id = work_id where review.id = ${review}`)
      const writers = await listAccountsWho(db, {
        ...{ permission: 'publications.work.write', target: { bodyId }, today: dayOf(entry.at) },
      })
      return writers.map((accountId) => ({ accountId, about: `review:${review}`, bodyId }))
    },
  },
  async describe(db, viewer, ids) {
    const open = (await listReviews(db, viewer, ids)).filter(({ settledAt }) => settledAt === null)
    return new Map(
      open.map(({ id, title, said, saysNow }) => [
        id,
        { says: `“${title}” says ${said}; it is ${saysNow || 'no longer known'} now`, href: `/desk/figures/${id}` },
      ]),
    )
  },
}
