import { z } from 'zod'
import { download, routes, type Viewer } from '#kernel/access'
import { dayOf } from '#platform/clock'
import type { Routes } from '#platform/http'
import { siteName } from '#platform/i18n'
import { printPage, sendPdf } from '#platform/pdf'
import { notFound } from '#platform/problem'
import { drawingStyle } from '#ui'

/** Pages that a person may want to take into a meeting. */
const briefed = [
  ...['/engagements/:id', '/governments/:id', '/governments/:id/with/:other'],
  ...['/countries/:code', '/networks/:id', '/rules/:id'],
]

/** A briefing for each of these pages, below its address: what the page says to this viewer, as a PDF. */
export const briefingPages = (pages: Routes<Viewer>): Routes<Viewer> =>
  routes(
    Object.fromEntries(
      briefed.map((path) => {
        const page = pages[path]
        if (page?.kind !== 'page') throw new Error(`briefings: ${path} is not a page`)
        return [
          `${path}/briefing.pdf`,
          download(page.query ?? z.object({}), async (asked) => {
            const shown = await page.show(asked as Parameters<typeof page.show>[0]) // parsed by the page's own schema
            if ('redirect' in shown) throw notFound('atlas.briefing.elsewhere', 'This record has another address now.')
            const address = new URL(asked.url.href.replace(/\/briefing\.pdf/, ''))
            const pdf = await printPage(shown, {
              ...{ institution: siteName, address: address.href, day: dayOf(asked.clock.now()), drawingStyle },
            })
            return sendPdf(pdf, `briefing-${address.pathname.slice(1).replaceAll(/[^a-z0-9]+/gi, '-')}`)
          }),
        ]
      }),
    ),
  )
