// Sends what is due over the mail server at MAIL_AT, with a lease so short that the next process need not wait for it. Says how far it is; the
// test kills it by `kill -9` at some moment.
import { writeSync } from 'node:fs'
import { readConfig } from '#platform/config'
import { sql, wholeSight } from '#platform/db'
import { newId } from '#platform/ids'
import { openServices } from '../../../src/app/services.ts'
import { deliver } from '../../../src/modules/publications/deliveries/service.ts'
import { prepareMailing } from '../../../src/modules/publications/deliveries/write.ts'
import { listDueMailings } from '../../../src/modules/publications/mailings/read.ts'

const config = readConfig(process.env)
const services = await openServices(config, 'a mailing', () => {})
const { database } = services
const say = (line: string) => void writeSync(1, `${line}\n`)
const now = () => new Date('2026-02-15T09:30:00.000Z')
const given = {
  ...{ ...config, database, now, smtpUrl: process.env.MAIL_AT ?? '', worker: newId(), isClosing: () => false },
  ...{ leaseSeconds: 1, lanes: 4 },
}
say('ready')
await new Promise((go) => process.stdin.once('data', go))
for (;;) {
  const [mailing] = await database.read((db) => listDueMailings(db, now()))
  if (!mailing) break
  const { issueId } = mailing
  say('preparing')
  if (mailing.state === 'scheduled')
    await database.write(
      (db) => prepareMailing(db, { issueId, now: now(), publicUrl: config.publicUrl, all: [] }),
      wholeSight,
    )
  say('sending')
  // Whoever was killed holds it for a second more.
  if (!(await deliver(given, issueId))) await new Promise((again) => setTimeout(again, 100))
}
const states = await database.read(
  (db) =>
    db.all(
      sql<{
        state: string
        count: number
      }>`select state, count(*)::int as count from publications.recipients group by state`,
    ),
  wholeSight,
)
say(`finished ${JSON.stringify(Object.fromEntries(states.map(({ state, count }) => [state, count])))}`)
await services.close()
process.exit(0)
