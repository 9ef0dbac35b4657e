import { z } from 'zod'
import { mayDo, page, pageOf, routes, type Viewer } from '#kernel/access'
import { getBody } from '#kernel/bodies'
import { dayOf } from '#platform/clock'
import type { Reader } from '#platform/db'
import { type Routes, redirect } from '#platform/http'
import { listArchived } from '../../archive/read.ts'
import { capturedDays } from '../../captures/read.ts'
import { listCorrections } from '../../corrections/read.ts'
import { type Shelf, worksWhile } from '../../lists/service.ts'
import { signedOf } from '../../signatures/panels.tsx'
import { shownText } from '../../texts/read.ts'
import { findMoved, getEdition, getLive, listEditions } from '../read.ts'
import { type EditionView, type Listing, workPath } from '../schema.ts'
import { figuresOf } from './parts.tsx'
import { WorkPage, type WorkShown } from './work.tsx'

const mostRelated = 5

export const workPages = (shelf: Shelf): Routes<Viewer> =>
  routes({
    '/works/:slug': pageOf(
      z.object({}),
      async ({ db, viewer, params, url, clock }) => {
        const moved = await findMoved(db, params.slug ?? '')
        if (moved) return redirect(workPath(moved))
        const edition = await getLive(db, params.slug ?? '')
        return (
          <WorkPage
            shown={await shownTo(db, viewer, { shelf, edition, isLatest: true, origin: url.origin, now: clock.now() })}
          />
        )
      },
      worksWhile(shelf),
    ),
    '/works/:slug/editions/:number': page(async ({ db, viewer, params, url, clock }) => {
      const edition = await getEdition(db, params.slug ?? '', Number(params.number) || 0)
      const isLatest = edition.state !== 'superseded'
      return (
        <WorkPage
          shown={await shownTo(db, viewer, { shelf, edition, isLatest, origin: url.origin, now: clock.now() })}
        />
      )
    }),
  })

async function shownTo(
  db: Reader,
  viewer: Viewer,
  {
    shelf,
    edition,
    isLatest,
    origin,
    now,
  }: { shelf: Shelf; edition: EditionView; isLatest: boolean; origin: string; now: Date },
): Promise<WorkShown> {
  return {
    ...{ edition, isLatest, origin, now, today: dayOf(now) },
    told: await shownText(db, viewer, edition),
    captured: await capturedDays(db, edition.workId),
    archived: (await listArchived(db, edition.workId)).find(({ editionId }) => editionId === edition.id),
    editions: (await listEditions(db, edition.workId)).length,
    body: await getBody(db, edition.bodyId),
    corrections: await listCorrections(db, edition.workId),
    figureOf: await figuresOf(db, viewer, edition),
    related: relatedTo(edition, shelf.all()),
    signed: isLatest && edition.state === 'published' ? await signedOf(db, edition.workId, now) : undefined,
    mayWrite: mayDo(viewer, 'publications.work.write', { bodyId: edition.bodyId }),
  }
}

/** What shares most topics, then what is newest. */
export function relatedTo(edition: EditionView, all: readonly Listing[]): Listing[] {
  const shared = (work: Listing) => work.topics.filter((topic) => edition.topics.includes(topic)).length
  return all
    .filter((work) => work.workId !== edition.workId && shared(work) > 0)
    .sort((a, b) => shared(b) - shared(a) || b.firstPublishedAt.getTime() - a.firstPublishedAt.getTime())
    .slice(0, mostRelated)
}
