import { z } from 'zod'
import { download, routes, type Viewer } from '#kernel/access'
import { getBody } from '#kernel/bodies'
import type { Routes } from '#platform/http'
import { notFound } from '#platform/problem'
import { getLive } from '../works/read.ts'
import { workPath } from '../works/schema.ts'
import { calendarOf } from './formats/calendar.ts'

/** An event for the calendars of those who come. What is gone has none. */
export const occasionPages: Routes<Viewer> = routes({
  '/works/:slug/work.ics': download(z.object({}), async ({ db, params, url }) => {
    const edition = await getLive(db, params.slug ?? '')
    const { name } = await getBody(db, edition.bodyId)
    const about = { address: `${url.origin}${workPath(edition.slug)}`, host: url.host, organizer: name }
    const calendar = edition.state === 'gone' ? undefined : calendarOf(edition, about)
    if (!calendar) throw notFound('publications.occasion.none', 'There is no event at this address.')
    const headers = {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `attachment; filename="${edition.slug}.ics"`,
    }
    return new Response(calendar, { headers })
  }),
})
