import { Feed } from 'feed'
import type { Listing } from '../works/schema.ts'
import { workKinds, workPath } from '../works/schema.ts'

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
}

/** A list of works as Atom, RSS or JSON Feed, newest first. */
export function feedOf(works: readonly Listing[], format: FeedFormat, about: About): Response {
  const feed = new Feed({
    ...{ title: about.title, id: about.page, link: about.page, language: 'en', copyright: '' },
    feedLinks: { [format]: about.address },
    // Of the newest entry, so that the same list has the same bytes.
    updated: works.reduce((latest, { publishedAt }) => (publishedAt > latest ? publishedAt : latest), new Date(0)),
  })
  for (const work of works)
    feed.addItem({
      title: work.title,
      id: `${about.origin}${workPath(work.slug)}`,
      link: `${about.origin}${workPath(work.slug)}`,
      description: work.teaser,
      date: work.publishedAt,
      published: work.firstPublishedAt,
      author: work.authors.map(({ name }) => ({ name })),
      category: [{ name: workKinds[work.kind] }, ...work.topics.map((name) => ({ name }))],
    })
  const { type, write } = formats[format]
  return new Response(write(feed), { headers: { 'content-type': type } })
}
