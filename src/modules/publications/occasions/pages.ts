import { z } from 'zod'
import { download, routes, type Viewer } from '#kernel/access'
import { getBody } from '#kernel/bodies'
import type { Routes } from '#platform/http'
import { notFound } from '#platform/problem'
import { getLive } from '../works/read.ts'
import { type EditionView, workPath } from '../works/schema.ts'
import { calendarOf } from './formats/calendar.ts'
import { happeningOf, placeOf, standingOf } from './rules.ts'
import type { EventOccasion } from './schema.ts'

/** An event for the calendars of those who come. What is gone has none. */
export const occasionPages: Routes<Viewer> = routes({
  '/works/:slug/work.ics': download(z.object({}), async ({ db, params, url }) => {
    const edition = await getLive(db, params.slug ?? '')
    const event = happeningOf(edition)
    if (edition.state === 'gone' || !event)
      throw notFound('publications.occasion.none', 'There is no event at this address.')
    const { name } = await getBody(db, edition.bodyId)
    const calendar = calendarOf(entryOf(edition, event, { url, organizer: name }))
    const headers = {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `attachment; filename="${edition.slug}.ics"`,
    }
    return new Response(calendar, { headers })
  }),
})

/** Later editions take the place of earlier ones by their number; one that was withdrawn before it was over is called off. */
function entryOf(edition: EditionView, event: EventOccasion, { url, organizer }: { url: URL; organizer: string }) {
  const { workId, number, title, teaser, isSample, state, endedAt, savedAt } = edition
  const changedAt = endedAt ?? edition.publishedAt ?? savedAt
  const address = `${url.origin}${workPath(edition.slug)}`
  // Calendars follow only what rises (RFC 5546 §2.1.4).
  const version = state === 'withdrawn' ? number + 1 : number
  return {
    ...{ id: `${workId}@${url.host}`, version, changedAt, address },
    ...{ startsAt: new Date(event.startsAt), endsAt: new Date(event.endsAt), place: placeOf(event) },
    title: isSample ? `${title} (sample)` : title,
    description: `${teaser}\n${organizer}: ${address}`,
    isCalledOff: state === 'withdrawn' && standingOf(edition, changedAt) !== 'past',
  }
}
