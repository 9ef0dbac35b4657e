import { download, routes, type Viewer } from '#kernel/access'
import type { Routes } from '#platform/http'
import { siteName } from '#platform/i18n'
import { listPath, select } from '../lists/rules.ts'
import { feedAsked } from '../lists/schema.ts'
import type { Shelf } from '../lists/service.ts'
import { type FeedFormat, feedOf } from './rules.ts'

const feedLength = 50

/** The list of works, narrowed as its page is, for feed readers. */
export const feedPages = (shelf: Shelf): Routes<Viewer> => {
  const feed = (format: FeedFormat) =>
    download(feedAsked, async ({ query, url, clock }) =>
      feedOf(select(shelf.all(), query).works.slice(0, feedLength), format, {
        ...{ title: `${siteName}: work`, origin: url.origin },
        address: `${url.origin}${listPath(query, `/works.${format}`)}`,
        page: `${url.origin}${listPath(query)}`,
        now: clock.now(),
      }),
    )
  return routes({ '/works.atom': feed('atom'), '/works.rss': feed('rss'), '/works.json': feed('json') })
}
