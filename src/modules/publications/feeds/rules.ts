import { Feed } from 'feed'
import { changedAt, teaserOf, typeOf } from '../occasions/rules.ts'
import type { Listing } from '../works/schema.ts'
import { workPath } from '../works/schema.ts'

const formats = {
  atom: { type: 'application/atom+xml; charset=utf-8', write: (feed: Feed) => feed.atom1() },
  rss: { type: 'application/rss+xml; charset=utf-8', write: (feed: Feed) => feed.rss2() },
  json: { type: 'application/feed+json; charset=utf-8', write: (feed: Feed) => feed.json1() },
}
export type FeedFormat = keyof typeof formats

interface About {
  title: string
  origin: string
  /** Of the feed itself, and of the page it belongs to. */
  address: string
  page: string
  now: Date
}

/** A list of works as Atom, RSS or JSON Feed, newest first. */
export function feedOf(works: readonly Listing[], format: FeedFormat, about: About): Response {
  const feed = new Feed({
    ...{ title: about.title, id: about.page, link: about.page, language: 'en', copyright: '' },
    feedLinks: { [format]: about.address },
    // Of the latest change, so that the same list has the same bytes.
    updated: new Date(Math.max(0, ...works.map((work) => changedAt(work, about.now).getTime()))),
  })
  for (const work of works)
    feed.addItem({
      title: work.title,
      id: `${about.origin}${workPath(work.slug)}`,
      link: `${about.origin}${workPath(work.slug)}`,
      description: teaserOf(work, about.now),
      date: changedAt(work, about.now),
      published: work.firstPublishedAt,
      author: work.authors.map(({ name }) => ({ name })),
      category: [{ name: typeOf(work, about.now) }, ...work.topics.map((name) => ({ name }))],
    })
  const { type, write } = formats[format]
  return new Response(write(feed), { headers: { 'content-type': type } })
}
