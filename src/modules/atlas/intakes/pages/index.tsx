import type { Viewer } from '#kernel/access'
import type { Services } from '#kernel/doors'
import type { Routes } from '#platform/http'
import { intakeDeskPages } from './desk.tsx'
import { heldPages } from './holder.tsx'

export const intakePages = (services: Pick<Services, 'config'>): Routes<Viewer> => ({
  ...intakeDeskPages(services),
  ...heldPages,
})
