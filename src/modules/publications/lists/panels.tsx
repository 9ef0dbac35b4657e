import type { VNode } from 'preact'
import type { Viewer } from '#kernel/access'
import type { Clock } from '#platform/clock'
import type { Reader } from '#platform/db'
import { CardList, SectionHeading } from '#ui'
import { listFeatured } from '../features/read.ts'
import { WorkCard } from './pages.tsx'
import type { Shelf } from './service.ts'

const atHome = 3

/** On the front page: what stands first, else what is newest. Nothing while nothing is published. */
export const homePanel =
  (shelf: Shelf, clock: Clock) =>
  async (db: Reader, _viewer: Viewer): Promise<VNode | undefined> => {
    const now = clock.now()
    const first = await listFeatured(db, '', now)
    const all = shelf.all()
    const featured = first.flatMap((id) => all.find(({ workId }) => workId === id) ?? [])
    const rest = all.filter(({ workId }) => !first.includes(workId))
    const shown = [...featured, ...rest].slice(0, atHome)
    if (shown.length === 0) return undefined
    return (
      <section aria-labelledby="featured-work">
        <SectionHeading title="Featured work" id="featured-work" action={<a href="/works">All work</a>} />
        <CardList>
          {shown.map((work) => (
            <WorkCard work={work} now={now} key={work.workId} />
          ))}
        </CardList>
      </section>
    )
  }
