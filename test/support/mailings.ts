import { afterEach } from 'vitest'
import { sql, wholeSight } from '#platform/db'
import { type Delivering, deliver } from '../../src/modules/publications/deliveries/service.ts'
import { exchange, leaseMailing, prepareMailing } from '../../src/modules/publications/deliveries/write.ts'
import type { Claim } from '../../src/modules/publications/mailings/schema.ts'
import { type MailServer, type Manners, startMailServer } from './mail-server.ts'
import { issueOf, opened, subscribed } from './newsletters.ts'
import { asOwner, type Person, type TestSite } from './site.ts'

export const readers = ['ana', 'ben', 'cleo', 'dora'].map((name) => `${name}@example.org`)
export const idOf = (issue: string): string => issue.split('/').at(-1) ?? ''
export const nameOf = (address: string): string => address.split('@')[0] ?? ''

export interface Mailings {
  /** An issue to four readers that goes out at once, or at a moment. */
  scheduled(
    more?: Record<string, string | string[]>,
    at?: string,
  ): Promise<{ list: string; issue: string; cora: Person }>
  /** Begins what is due and sends it, as the site does at its moment; returns the letters that the server took. */
  sendDue(issue: string, manners?: Manners, more?: Partial<Delivering>): Promise<MailServer['letters']>
  /** What became of each reader's letter, by the reader's name. */
  states(): Promise<Record<string, string>>
  /** Two letters in hand of a process that died before it handed any over. */
  diedWithTwo(issue: string): Promise<Claim[]>
  /** The time of whoever holds a mailing is over. */
  leaseEnds(): Promise<void>
  letters(): MailServer['letters']
  /** What the server was handed once more and dropped. */
  dropped(): MailServer['dropped']
  /** The next letters go to another server. */
  changeServer(): Promise<void>
}

/** Newsletters of a site and the mail server that takes them, for the tests of one file. */
export function useMailings(site: TestSite): Mailings {
  let server: MailServer | undefined
  const changeServer = async () => {
    await server?.stop()
    server = undefined
  }
  afterEach(changeServer)

  const prepare = (issue: string) => {
    const { database, clock, config } = site.services
    const input = { issueId: idOf(issue), now: clock.now(), publicUrl: config.publicUrl, all: [] }
    return database.write((db) => prepareMailing(db, input), wholeSight)
  }

  return {
    changeServer,
    letters: () => server?.letters ?? [],
    dropped: () => server?.dropped ?? [],
    async scheduled(more = {}, at = '') {
      const list = await opened(site)
      const cora = await site.as('sample-cora')
      for (const address of readers) await subscribed(site, address)
      const issue = await issueOf(cora, list, more)
      await cora.post(`${issue}/sending`, at ? { deed: 'schedule', at } : { deed: 'now' })
      return { list, issue, cora }
    },
    async sendDue(issue, manners = {}, more = {}) {
      const { database, clock, config } = site.services
      const now = clock.now()
      await prepare(issue)
      server ??= await startMailServer(manners)
      const how = { worker: 'one', now: () => now, isClosing: () => false, lanes: 2 }
      await deliver({ ...config, database, smtpUrl: server.url, ...how, ...more }, idOf(issue))
      return server.letters
    },
    async states() {
      const asked = sql<{ address: string; state: string }>`select address, state from publications.recipients
        order by address`
      const rows = await site.services.database.read((db) => db.all(asked), wholeSight)
      return Object.fromEntries(rows.map(({ address, state }) => [nameOf(address), state]))
    },
    async diedWithTwo(issue) {
      const { database, clock } = site.services
      await prepare(issue)
      const dead = { issueId: idOf(issue), worker: 'dead' }
      const asked = { ...dead, outcomes: [], want: 2, now: clock.now(), droppedSince: null }
      return database.write(async (db) => {
        await leaseMailing(db, { ...dead, seconds: 60 })
        const claims = await exchange(db, asked)
        return claims ?? []
      }, wholeSight)
    },
    leaseEnds: () =>
      asOwner(
        site.services.database,
        "update publications.mailings set leased_until = clock_timestamp() - interval '1 second'",
      ),
  }
}
