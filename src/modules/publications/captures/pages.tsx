import { z } from 'zod'
import { download, form, mayDo, routes, type Viewer } from '#kernel/access'
import { getFile } from '#kernel/files'
import { type Routes, redirect } from '#platform/http'
import { formatInstant } from '#platform/i18n'
import { notFound } from '#platform/problem'
import { Button, DataTable } from '#ui'
import { FormPage } from '../works/pages/draft.tsx'
import { getDraft } from '../works/read.ts'
import { draftPath } from '../works/schema.ts'
import { getCapture, listCaptures } from './read.ts'
import { standingOf } from './rules.ts'
import { type CaptureView, captureDeed, standings } from './schema.ts'
import { askAgain } from './write.ts'

export const capturePages: Routes<Viewer> = routes({
  '/desk/works/:id/links': form(
    captureDeed,
    async ({ db, viewer, params, form: { problem } }) => {
      const edition = await getDraft(db, viewer, params.id ?? '')
      const captures = await listCaptures(db, viewer, edition.id)
      return (
        <FormPage
          title={`Outside links of “${edition.title}”`}
          lede="Each is fetched once the work is published and kept for proof, for the body alone; then it is looked at every week."
          problem={problem}
        >
          <p class="row">
            <a href={draftPath(edition.id)}>Back to the draft</a>
          </p>
          <DataTable
            caption="Outside links"
            isCaptionHidden
            columns={[
              {
                key: 'address',
                label: 'Address',
                cell: ({ address, isSource }) => (
                  <>
                    <a href={address} class="breakable">
                      {address}
                    </a>{' '}
                    <span class="quiet">{isSource ? 'a source' : 'in the text'}</span>
                  </>
                ),
              },
              { key: 'standing', label: 'How it stands', cell: (capture) => <Stands capture={capture} /> },
              {
                key: 'captured',
                label: 'Captured',
                cell: ({ capturedAt }) => (capturedAt ? formatInstant('en', capturedAt) : 'Not yet'),
              },
              { key: 'kept', label: 'Kept', cell: (capture) => <Kept capture={capture} editionId={edition.id} /> },
            ]}
            rows={captures}
            keyOf={({ id }) => id}
            whenEmpty="None: the text leads nowhere outside, or is not published yet."
          />
          {captures.length > 0 && mayDo(viewer, 'publications.work.write', { bodyId: edition.bodyId }) && (
            <form method="post">
              <Button type="submit" kind="secondary">
                Look at all of them again
              </Button>
            </form>
          )}
        </FormPage>
      )
    },
    async ({ db, actor, params, clock }) => {
      await askAgain(db, actor, { editionId: params.id ?? '', at: clock.now() })
      return redirect(`/desk/works/${params.id}/links`)
    },
  ),

  '/desk/works/:id/links/:capture/file': download(z.object({}), async ({ db, viewer, params }) => {
    const capture = await getCapture(db, viewer, { editionId: params.id ?? '', id: params.capture ?? '' })
    if (!capture.fileHash) throw notFound('publications.capture.unkept', 'Of this page only the fingerprint is kept.')
    const { bytes, mediaType } = await getFile(db, capture.fileHash)
    return new Response(bytes, {
      headers: {
        // Somebody else's HTML is bytes to keep, never a page of this site.
        'content-type': mediaType === 'text/html' ? 'application/octet-stream' : mediaType,
        'content-disposition': `attachment; filename="${capture.id}.${mediaType.split('/')[1]}"`,
        'cache-control': 'private, no-store',
      },
    })
  }),
})

function Stands({ capture }: { capture: CaptureView }) {
  const { fault, status, lookedAt, finalAddress, address } = capture
  return (
    <>
      {standings[standingOf(capture)]}.{' '}
      <span class="quiet">
        {fault || ((status ?? 0) >= 400 && `It answered ${status}.`)}{' '}
        {lookedAt && `Looked at ${formatInstant('en', lookedAt)}.`}
        {finalAddress && finalAddress !== address && (
          <>
            {' '}
            It led to <span class="breakable">{finalAddress}</span>.
          </>
        )}
      </span>
    </>
  )
}

function Kept({ capture: { id, address, sha256, fileHash }, editionId }: { capture: CaptureView; editionId: string }) {
  if (!sha256) return null
  return (
    <>
      {fileHash && (
        <a href={`/desk/works/${editionId}/links/${id}/file`}>
          The copy <span class="visually-hidden">of {address}</span>
        </a>
      )}{' '}
      <code title={sha256}>{sha256.slice(0, 12)}</code>
    </>
  )
}
