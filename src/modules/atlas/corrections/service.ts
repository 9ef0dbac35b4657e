import { listAccountsWho } from '#kernel/access'
import type { NoticeKind } from '#kernel/notifications'
import type { ViewPlace } from '#kernel/views'
import { dayOf } from '#platform/clock'
import { sql } from '#platform/db'
import { countOpenCorrections, findOutcomes, listOpenCorrections } from './read.ts'
import { correctionsAsked } from './schema.ts'

const detailOf = (detail: unknown) => detail as { correction: string } // written by the deeds of corrections

/** Who is told of corrections: those who may decide them, and then whoever asked while signed in. */
export const correctionNotices: NoticeKind[] = [
  {
    name: 'atlas.correction.waiting',
    label: 'A correction waits for a decision',
    needs: 'atlas.correction.decide',
    hears: {
      'atlas.correction.asked': async (db, entry) => {
        const deciders = await listAccountsWho(db, { permission: 'atlas.correction.decide', today: dayOf(entry.at) })
        const about = `correction:${detailOf(entry.detail).correction}`
        return deciders.map((accountId) => ({ accountId, about, bodyId: null }))
      },
    },
    async describe(db, viewer, ids) {
      const open = (await listOpenCorrections(db, viewer)).filter(({ id }) => ids.includes(id))
      return new Map(
        open.map(({ id, subjectTitle }) => [
          id,
          { says: `A correction to “${subjectTitle}” waits for a decision`, href: `/desk/corrections/${id}` },
        ]),
      )
    },
  },
  {
    name: 'atlas.correction.decided',
    label: 'A correction that you sent was decided',
    hears: {
      'atlas.correction.decided': async (db, entry) => {
        const { correction } = detailOf(entry.detail)
        const asked = await db.one(
          sql<{ by: string }>`select asked_by as by from atlas.corrections where id = ${correction}`,
        )
        const accountId = /^account:(.+)$/.exec(asked?.by ?? '')?.[1]
        return accountId ? [{ accountId, about: `correction:${correction}`, bodyId: null }] : []
      },
    },
    async describe(db, _viewer, ids) {
      const outcomes = await findOutcomes(db, ids)
      return new Map(
        outcomes.map(({ id, subjectKind, subjectId, subjectTitle, state }) => [
          id,
          {
            says: `Your correction to “${subjectTitle}” was ${state}`,
            href: subjectKind === 'organization' ? `/governments/${subjectId}` : `/engagements/${subjectId}`,
          },
        ]),
      )
    },
  },
]

/** The queue of corrections, whose questions can be kept as views. */
export const correctionPlace: ViewPlace = {
  ...{ name: 'corrections', label: 'Corrections', path: '/desk/corrections', needs: 'atlas.correction.decide' },
  asks: correctionsAsked,
  count: (db, viewer, asked) => countOpenCorrections(db, viewer, correctionsAsked.parse(asked)),
}
