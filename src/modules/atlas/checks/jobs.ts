import type { Services } from '#kernel/doors'
import type { Job } from '#platform/jobs'
import { tellDue } from './write.ts'

/** Every morning before the letters are written. */
export const checkJobs = ({ clock }: Pick<Services, 'clock'>): Job[] => [
  {
    name: 'atlas.checks',
    every: '40 5 * * *',
    run: async (database) => void (await tellDue(database, { now: clock.now() })),
  },
]
