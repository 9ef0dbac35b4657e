import type { Services } from '#kernel/doors'
import type { Job } from '#platform/jobs'
import { forgetOldUploads, type Importer } from './service.ts'

/** What a restart interrupted is taken up within a minute; what nobody brought in is forgotten after a month. */
export const arrivalJobs = (importer: Importer, { clock }: Services): Job[] => [
  { name: 'atlas.imports', every: '* * * * *', run: () => importer.carryOnAll() },
  {
    name: 'atlas.uploads.forget',
    every: '45 4 * * *',
    run: async (database) => void (await forgetOldUploads(database, clock.now())),
  },
]
