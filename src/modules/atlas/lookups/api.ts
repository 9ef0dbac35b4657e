import type { Viewer } from '#kernel/access'
import type { Routes } from '#platform/http'
import { reconciliationRoutes } from '../reconciliation/api.ts'
import { lookupBase, type SheetShelf } from './service.ts'

/** The Reconciliation Service API over a sheet, for whoever holds its address. */
export const lookupApi = (shelf: SheetShelf): Routes<Viewer> =>
  reconciliationRoutes(`${lookupBase}/:code`, ({ db, params, url, clock }) =>
    shelf.core(db, { code: params.code ?? '', origin: url.origin, now: clock.now() }),
  )
