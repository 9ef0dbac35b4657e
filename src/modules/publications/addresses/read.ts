import { allow, type Viewer } from '#kernel/access'
import { type Reader, sql } from '#platform/db'
import type { ReservationView } from './schema.ts'

/** Addresses kept for what is to come. */
export async function listReservations(db: Reader, viewer: Viewer): Promise<ReservationView[]> {
  allow(viewer, 'publications.work.publish')
  return db.all(sql<ReservationView>`select slug, reason, recorded_at as "recordedAt" from publications.addresses
    where kind = 'reserved' order by slug`)
}
