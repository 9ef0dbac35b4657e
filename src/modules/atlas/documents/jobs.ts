import type { Job } from '#platform/jobs'
import type { DocumentReader } from './service.ts'

/** What a restart interrupted is read within a minute. */
export const documentJobs = (reader: DocumentReader): Job[] => [
  { name: 'atlas.documents', every: '* * * * *', run: () => reader.readAll() },
]
