import { createHash, timingSafeEqual } from 'node:crypto'
import { deedEndpoint, routes, type Viewer } from '#kernel/access'
import type { Routes } from '#platform/http'
import { notFound } from '#platform/problem'
import { broughtReport, reportAnswer } from './schema.ts'
import { takeReport } from './write.ts'

/** Where a mail server brings what came back. The secret is the proof; without one in the settings there is no such address. */
export const reportApi = (secret: string | undefined): Routes<Viewer> =>
  routes({
    'POST /api/v1/mail-reports': deedEndpoint(
      {
        summary: 'Bring a delivery status notification (RFC 3464) or an abuse report (RFC 5965) of a letter',
        input: broughtReport,
        returns: reportAnswer,
      },
      async ({ db, input, clock }) => {
        if (!secret || !isSame(secret, input.secret))
          throw notFound('publications.report.closed', 'Reports of letters are not taken here.')
        return { what: await takeReport(db, { message: input.message, now: clock.now() }) }
      },
    ),
  })

const digest = (text: string) => createHash('sha256').update(text).digest()
const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other))
