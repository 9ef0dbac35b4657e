import { type Grant, listAccountsWho, listCurrentGrants } from '#kernel/access'
import type { AuditEntry } from '#kernel/audit'
import { listTransfers } from '#kernel/bodies'
import { doingIn, listBulk } from '#kernel/bulk'
import { listImports } from '#kernel/contacts'
import { type NoticeKind, type Telling, tell } from '#kernel/notifications'
import { listRecoveries } from '#kernel/recoveries'
import { dayOf } from '#platform/clock'
import { type Database, type Reader, sql, wholeSight } from '#platform/db'
import { formatDate, plural } from '#platform/i18n'
import { inWords } from './bulk-parts.tsx'

const idOf = (subject: string): string => subject.slice(subject.indexOf(':') + 1)
const detailOf = (entry: AuditEntry) => entry.detail as Record<string, string | undefined> // written by the deed that the event names

/** Whoever did it, if it was a person. */
const toActor = async (_: Reader, entry: AuditEntry): Promise<Telling[]> =>
  entry.actor.startsWith('account:')
    ? [{ accountId: idOf(entry.actor), about: entry.subject, bodyId: detailOf(entry).body ?? null }]
    : []

interface NamedGrant extends Grant {
  id: string
  bodyName: string | null
}

const grantsOf = (db: Reader, ids: string[]): Promise<NamedGrant[]> =>
  db.all(sql<NamedGrant>`select held.id, role, scope_kind as "scopeKind", scope_id as "scopeId",
    starts_on::text as "startsOn", ends_on::text as "endsOn", body.name as "bodyName"
    from access.grants held left join bodies.bodies body on scope_kind = 'body' and body.id = scope_id
    where held.id = any (${ids}::text[]) and revoked_at is null`)

const roleInWords = ({ role, scopeKind, scopeId, bodyName }: NamedGrant): string =>
  `${role.replaceAll('-', ' ')}, ${scopeKind === 'network' ? 'over the whole network' : `for ${bodyName ?? scopeId}`}`

/** Kinds of notices about people, rights and bodies; modules declare their own. */
export const appNotices: NoticeKind[] = [
  {
    name: 'access.grant.given',
    label: 'A right was given to you',
    hears: {
      'access.grant.given': async (_, entry) => [
        { accountId: idOf(entry.subject), about: `grant:${detailOf(entry).grant}`, bodyId: null },
      ],
    },
    async describe(db, _viewer, ids) {
      const grants = await grantsOf(db, ids)
      return new Map(
        grants.map((grant) => [grant.id, { says: `You were given a role: ${roleInWords(grant)}`, href: '/me' }]),
      )
    },
  },
  {
    name: 'access.grant.ending',
    label: 'A right of yours ends within 14 days',
    hears: {},
    async describe(db, _viewer, ids) {
      const grants = (await grantsOf(db, ids)).filter(({ endsOn }) => endsOn !== null)
      return new Map(
        grants.map((grant) => [
          grant.id,
          {
            says: `A role of yours ends on ${formatDate('en', grant.endsOn ?? '')}: ${roleInWords(grant)}`,
            href: '/me',
          },
        ]),
      )
    },
  },
  {
    name: 'access.recovery.waiting',
    label: 'Somebody lost their passkeys and needs your word',
    needs: 'access.recovery.vouch',
    hears: {
      'access.recovery.begun': async (db, entry) => {
        const accountId = idOf(entry.subject)
        const recovery = await db.only(sql<{ id: string }>`select id from access.recoveries
          where account_id = ${accountId} and finished_at is null and stopped_at is null`)
        const bodies = await db.all(sql<{ id: string }>`select distinct body_id as id from bodies.belongings
          join access.accounts account on account.person_id = belongings.person_id where account.id = ${accountId}`)
        const today = dayOf(entry.at)
        const permission = 'access.recovery.vouch'
        const told = new Set<string>()
        for (const { id: bodyId } of bodies)
          for (const each of await listAccountsWho(db, { permission, target: { bodyId }, today }))
            if (await worksFor(db, each, { bodyId, today })) told.add(each)
        // The people of a body are for its own staff; the network is asked for those whom no body knows.
        if (bodies.length === 0)
          for (const each of await listAccountsWho(db, { permission, target: { isNetworkWide: true }, today }))
            told.add(each)
        told.delete(accountId)
        return [...told].map((each) => ({ accountId: each, about: `recovery:${recovery.id}`, bodyId: null }))
      },
    },
    async describe(db, _viewer, ids) {
      const open = (await listRecoveries(db)).filter(({ id }) => ids.includes(id))
      return new Map(
        open.map(({ id, name }) => [
          id,
          { says: `${name} asks to get back in and needs somebody’s word`, href: '/desk/recoveries' },
        ]),
      )
    },
  },
  {
    name: 'bodies.transfer.received',
    label: 'Something crossed from the other body to yours',
    needs: 'bodies.transfer.read',
    isOfBody: true,
    hears: {
      'bodies.transfer.recorded': async (db, entry) => {
        const { body } = detailOf(entry)
        const taker = await db.one(sql<{ bodyId: string }>`select to_body_id as "bodyId" from bodies.transfers
          where id = ${idOf(entry.subject)} and to_body_id = ${body ?? ''}`)
        if (!taker) return []
        const staff = await listAccountsWho(db, {
          ...{ permission: 'bodies.transfer.read', target: taker, today: dayOf(entry.at) },
        })
        return staff
          .filter((accountId) => `account:${accountId}` !== entry.actor)
          .map((accountId) => ({ accountId, about: entry.subject, bodyId: taker.bodyId }))
      },
    },
    async describe(db, _viewer, ids) {
      const transfers = (await listTransfers(db)).filter(({ id }) => ids.includes(id))
      return new Map(
        transfers.map(({ id, fromName, people }) => [
          id,
          {
            says: `${fromName} recorded a transfer of ${plural('en', people, 'person', 'people')}`,
            href: '/desk/transfers',
          },
        ]),
      )
    },
  },
  {
    name: 'people.field.looked',
    label: 'Somebody looked at fields of yours that are not for everybody',
    hears: {
      'people.profile.looked': async (db, entry) => toPeople(db, [idOf(entry.subject)]),
      'people.person.exported': async (db, entry) => {
        const people = await db.all(sql<{ id: string }>`select distinct look.person_id as id from people.exports export
          join people.looks look on look.looked_at = export.made_at and look.looker_body_id = export.body_id
          where export.id = ${idOf(entry.subject)} and look.person_id = any (export.person_ids)`)
        return toPeople(
          db,
          people.map(({ id }) => id),
        )
      },
    },
    async describe(_db, viewer, ids) {
      const own = ids.filter((id) => id === viewer.personId)
      const says = 'Somebody looked at fields of yours that are not for everybody'
      return new Map(own.map((id) => [id, { says, href: '/me#looks' }]))
    },
  },
  {
    name: 'people.import.done',
    label: 'A list of people that you brought in is in',
    needs: 'people.import.commit',
    isOfBody: true,
    hears: { 'people.import.committed': toActor },
    async describe(db, _viewer, ids) {
      const imports = (await listImports(db)).filter(({ id }) => ids.includes(id))
      return new Map(
        imports.map(({ id, fileName, counts }) => [
          id,
          {
            says: `${fileName}: ${plural('en', counts.added ?? 0, 'person', 'people')} added, ${counts.updated ?? 0} brought up to date, ${counts.rejected ?? 0} turned away`,
            href: `/desk/people/import/${id}`,
          },
        ]),
      )
    },
  },
  {
    name: 'people.bulk.done',
    label: 'A change to many people that you began is finished',
    needs: 'people.person.change',
    isOfBody: true,
    hears: { 'people.bulk.done': toActor, 'people.bulk.undone': toActor },
    async describe(db, _viewer, ids) {
      const actions = await listBulk(db, { ids, limit: ids.length })
      return new Map(
        actions.map((action) => [
          action.id,
          { says: `${inWords(action)}. ${doingIn(action)}`, href: `/desk/people/bulk/${action.id}` },
        ]),
      )
    },
  },
]

/** By a right for that very body, and not by one over the whole network. */
async function worksFor(db: Reader, accountId: string, { bodyId, today }: { bodyId: string; today: string }) {
  const grants = await listCurrentGrants(db, accountId, today)
  return grants.some(({ scopeKind, scopeId }) => scopeKind === 'body' && scopeId === bodyId)
}

async function toPeople(db: Reader, personIds: string[]): Promise<Telling[]> {
  const accounts = await db.all(sql<{
    accountId: string
    personId: string
  }>`select id as "accountId", person_id as "personId"
    from access.accounts where person_id = any (${personIds}::text[]) and ended_at is null`)
  // Which body looked is said on the person's own page, beside who it was.
  return accounts.map(({ accountId, personId }) => ({ accountId, about: `person:${personId}`, bodyId: null }))
}

/** How long before its end the holder of a right is told. */
const endingDays = 14

/** Tells, once for each, whose rights end soon. */
export async function tellOfEndings(database: Database, now: Date): Promise<void> {
  const until = dayOf(new Date(now.getTime() + endingDays * 86_400_000))
  await database.write(async (db) => {
    db.unaudited('a right that ends has been given with its end, which is audited')
    const ending = await db.all(sql<{
      id: string
      accountId: string
      endsOn: string
    }>`select id, account_id as "accountId",
        ends_on::text as "endsOn" from access.grants
      where revoked_at is null and ends_on between ${dayOf(now)}::date and ${until}::date`)
    for (const { id, accountId, endsOn } of ending)
      await tell(db, {
        ...{ kind: 'access.grant.ending', occasion: endsOn, at: now },
        tellings: [{ accountId, about: `grant:${id}`, bodyId: null }],
      })
  }, wholeSight)
}
