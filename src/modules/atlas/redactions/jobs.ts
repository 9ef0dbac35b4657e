import type { Job } from '#platform/jobs'
import type { Redactor } from './service.ts'

/** What a restart interrupted is done within a minute, and what was destroyed leaves the disk as soon as it can. */
export const redactionJobs = (redactor: Redactor): Job[] => [
  {
    name: 'atlas.redactions',
    every: '* * * * *',
    run: async () => {
      await redactor.carryOutAll()
      await redactor.scrub()
    },
  },
]
