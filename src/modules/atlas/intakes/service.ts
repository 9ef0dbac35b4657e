import { listAccountsWho } from '#kernel/access'
import type { NoticeKind } from '#kernel/notifications'
import { dayOf } from '#platform/clock'
import { listIntakesById } from './read.ts'

/** Told to those who look answers over, when a government has sent them. */
export const intakeNotice: NoticeKind = {
  name: 'atlas.intake.sent',
  label: 'A government has answered the form of the atlas',
  needs: 'atlas.intake.review',
  hears: {
    'atlas.intake.sent': async (db, entry) => {
      const { intake } = entry.detail as { intake: string } // written by sendIntake
      const reviewers = await listAccountsWho(db, { permission: 'atlas.intake.review', today: dayOf(entry.at) })
      return reviewers.map((accountId) => ({ accountId, about: `intake:${intake}`, bodyId: null }))
    },
  },
  async describe(db, viewer, ids) {
    return new Map(
      (await listIntakesById(db, viewer, ids)).map(({ id, governmentName }) => [
        id,
        { says: `${governmentName} has sent its answers`, href: `/desk/intakes/${id}` },
      ]),
    )
  },
}
