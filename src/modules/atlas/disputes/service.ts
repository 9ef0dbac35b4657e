import { listAccountsWho } from '#kernel/access'
import type { AuditEntry } from '#kernel/audit'
import type { NoticeKind } from '#kernel/notifications'
import { dayOf } from '#platform/clock'
import { type Reader, sql } from '#platform/db'
import { engagementPath } from '../engagements/pages/paths.ts'
import { listDisputesById } from './read.ts'

const disputeIn = (entry: AuditEntry) => (entry.detail as { dispute: string }).dispute // written by the deeds of disputes

/** Who is told: those who may settle it, and then whoever said it. */
export const disputeNotices: NoticeKind[] = [
  {
    name: 'atlas.dispute.waiting',
    label: 'A government disputes a value of the atlas',
    needs: 'atlas.dispute.resolve',
    hears: {
      'atlas.dispute.said': async (db, entry) => {
        const settlers = await listAccountsWho(db, { permission: 'atlas.dispute.resolve', today: dayOf(entry.at) })
        return settlers.map((accountId) => ({ accountId, about: `dispute:${disputeIn(entry)}`, bodyId: null }))
      },
    },
    async describe(db, viewer, ids) {
      const open = (await listDisputesById(db, viewer, ids)).filter(({ state }) => state === 'open')
      return new Map(
        open.map((each) => [
          each.id,
          {
            says: `${each.partyName} disputes a value of “${each.engagementTitle}”`,
            href: `/desk/disputes/${each.id}`,
          },
        ]),
      )
    },
  },
  {
    name: 'atlas.dispute.resolved',
    label: 'A dispute that you raised was settled',
    hears: { 'atlas.dispute.resolved': tellWhoSaidIt },
    async describe(db, viewer, ids) {
      return new Map(
        (await listDisputesById(db, viewer, ids)).map((each) => [
          each.id,
          {
            says: `Your dispute about “${each.engagementTitle}” was settled`,
            href: `${engagementPath(each.engagementId)}#disputes`,
          },
        ]),
      )
    },
  },
]

async function tellWhoSaidIt(db: Reader, entry: AuditEntry) {
  const id = disputeIn(entry)
  const said = await db.one(sql<{ by: string }>`select said_by as by from atlas.disputes where id = ${id}`)
  const accountId = /^account:(.+)$/.exec(said?.by ?? '')?.[1]
  return accountId ? [{ accountId, about: `dispute:${id}`, bodyId: null }] : []
}
