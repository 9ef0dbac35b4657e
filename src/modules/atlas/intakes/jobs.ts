import type { Services } from '#kernel/doors'
import type { Job } from '#platform/jobs'
import { tendIntakes } from './write.ts'

/** Every morning: reminders, and forms that nobody answered in time. */
export const intakeJobs = ({ config, clock }: Pick<Services, 'config' | 'clock'>): Job[] => [
  {
    name: 'atlas.intakes',
    every: '20 6 * * *',
    run: async (database) => void (await tendIntakes(database, { at: clock.now(), publicUrl: config.publicUrl })),
  },
]
