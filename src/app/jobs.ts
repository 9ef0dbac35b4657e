import { verifyChains } from '#kernel/audit'
import { carryOnBulk, forgetPlans } from '#kernel/bulk'
import { draftDays, expireDrafts } from '#kernel/contacts'
import type { Services } from '#kernel/doors'
import { writeDigests } from '#kernel/notifications'
import { forgetViews } from '#kernel/views'
import { type Database, tidyTables } from '#platform/db'
import type { Job } from '#platform/jobs'
import { sendOutbox } from '#platform/mail'
import { erasureJobs } from './erasures.ts'
import { tellOfEndings } from './workspace/notices.ts'

/** Later work of the application itself; each may run twice without doing anything twice. */
export function appJobs(services: Services): Job[] {
  const { config, clock } = services
  const { smtpUrl, mailFrom, publicUrl } = config
  return [
    { name: 'audit.verify', every: '17 3 * * *', run: () => verifyNightly(services) },
    { name: 'notifications.endings', every: '40 5 * * *', run: (database) => tellOfEndings(database, clock.now()) },
    {
      name: 'notifications.digests',
      every: '10 6 * * *',
      run: async (database) => void (await writeDigests(database, { publicUrl, now: clock.now() })),
    },
    ...erasureJobs(services),
    { name: 'platform.tidy', every: '*/10 * * * *', run: async (database) => void (await tidyTables(database)) },
    { name: 'people.bulk', every: '* * * * *', run: (database) => carryOnBulk(database, clock.now()) },
    { name: 'people.drafts', every: '35 4 * * *', run: (database) => forgetDrafts(database, clock.now()) },
    {
      name: 'views.forget',
      every: '25 4 * * *',
      run: async (database) => void (await forgetViews(database, clock.now())),
    },
    ...(smtpUrl
      ? [
          {
            name: 'platform.mail',
            every: '* * * * *',
            run: async () => void (await sendOutbox(services.database, smtpUrl, mailFrom)),
          },
        ]
      : []),
  ]
}

/** Every night the chains are recomputed; a fault is logged loudly, where the people who run the site look. */
async function verifyNightly({ database, log }: Services): Promise<void> {
  const { entries, broken } = await database.read(verifyChains)
  if (broken.length > 0) log.fatal({ broken }, 'the audit log has been altered')
  else log.info({ entries }, 'the audit log holds')
}

/** Lists that were read and not brought in, and plans that nobody said yes to, hold people for nothing. */
async function forgetDrafts(database: Database, now: Date): Promise<void> {
  const before = new Date(now.getTime() - draftDays * 86_400_000)
  await expireDrafts(database, before)
  await forgetPlans(database, before)
}
