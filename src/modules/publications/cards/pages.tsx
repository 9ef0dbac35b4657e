import { z } from 'zod'
import { download, routes, type Viewer } from '#kernel/access'
import type { Routes } from '#platform/http'
import { siteName } from '#platform/i18n'
import { sendPicture } from '#platform/pictures'
import { notFound } from '#platform/problem'
import { ShareCard } from '#ui'
import { bylineOf, dateOf, typeOf } from '../occasions/rules.ts'
import { getLive } from '../works/read.ts'

/** The picture of a work when it is passed on: only what the public reads has one. */
export const workCardPages: Routes<Viewer> = routes({
  '/cards/works/:file': download(z.object({}), async ({ db, params, clock }) => {
    const [, slug] = /^(.+)\.png$/.exec(params.file ?? '') ?? []
    if (slug === undefined) throw notFound('publications.card.unknown', 'There is no such card.')
    const work = await getLive(db, slug)
    if (work.state !== 'published') throw notFound('publications.card.unknown', 'There is no such card.')
    const day = work.firstPublishedAt ? dateOf(work, work.firstPublishedAt).words : ''
    const type = [typeOf(work, clock.now()), ...(work.isSample ? ['sample'] : [])].join(' · ')
    // Nothing is read from the database after this, so it is free while the picture is drawn.
    return () =>
      sendPicture(
        <ShareCard
          institution={siteName}
          type={type}
          title={work.title}
          line={[bylineOf(work), day].filter(Boolean).join(' · ')}
        />,
      )
  }),
})
