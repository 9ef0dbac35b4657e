import { z } from 'zod'
import { download, routes, type Viewer } from '#kernel/access'
import { dayOf } from '#platform/clock'
import type { Routes } from '#platform/http'
import { formatDate, siteName } from '#platform/i18n'
import { sendPicture } from '#platform/pictures'
import { notFound } from '#platform/problem'
import { ShareCard } from '#ui'
import { getLive } from '../works/read.ts'
import { workKinds } from '../works/schema.ts'

/** The picture of a work when it is passed on: only what the public reads has one. */
export const workCardPages: Routes<Viewer> = routes({
  '/cards/works/:file': download(z.object({}), async ({ db, params }) => {
    const [, slug] = /^(.+)\.png$/.exec(params.file ?? '') ?? []
    if (slug === undefined) throw notFound('publications.card.unknown', 'There is no such card.')
    const work = await getLive(db, slug)
    if (work.state !== 'published') throw notFound('publications.card.unknown', 'There is no such card.')
    const by = work.authors.map(({ name }) => name).join(', ')
    const day = work.firstPublishedAt ? formatDate('en', dayOf(work.firstPublishedAt)) : ''
    const type = work.isSample ? `${workKinds[work.kind]} · sample` : workKinds[work.kind]
    // Nothing is read from the database after this, so it is free while the picture is drawn.
    return () =>
      sendPicture(
        <ShareCard
          institution={siteName}
          type={type}
          title={work.title}
          line={[by, day].filter(Boolean).join(' · ')}
        />,
      )
  }),
})
