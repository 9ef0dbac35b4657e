import type { Services } from '#kernel/doors'
import type { Job } from '#platform/jobs'
import { carryOnBulk, forgetPlans } from './write.ts'

const planDays = 14

/** What many organizations are waiting for, and plans that nobody said yes to. */
export const bulkJobs = ({ clock }: Pick<Services, 'clock'>): Job[] => [
  { name: 'atlas.bulk', every: '* * * * *', run: (database) => carryOnBulk(database, clock.now()) },
  {
    name: 'atlas.plans',
    every: '45 4 * * *',
    run: async (database) =>
      void (await forgetPlans(database, new Date(clock.now().getTime() - planDays * 86_400_000))),
  },
]
