import type { Viewer } from '#kernel/access'
import type { Services } from '#kernel/doors'
import type { Routes } from '#platform/http'
import type { SpineKeeper } from '../../spine/service.ts'
import { partyPages } from './party.tsx'
import { reviewPages } from './review.tsx'

export const confirmationPages = (keeper: SpineKeeper, services: Pick<Services, 'config'>): Routes<Viewer> => ({
  ...reviewPages(keeper, services),
  ...partyPages,
})
