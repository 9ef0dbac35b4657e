import { z } from 'zod'
import { allow, download, form, routes, type Viewer } from '#kernel/access'
import { type Routes, redirect } from '#platform/http'
import { formatInstant, formatNumber, plural } from '#platform/i18n'
import { gone, notFound } from '#platform/problem'
import { Button, DataTable, Notice, SectionHeading } from '#ui'
import { FormPage } from '../../works/pages/draft.tsx'
import { getArchived, getPart, listProofs } from '../read.ts'
import { type ArchiveProof, archivePath } from '../schema.ts'
import { proveArchive } from '../write.ts'

/** Nothing under these addresses ever changes, except that it may be taken out with a reason. */
const lasting = { 'cache-control': 'public, max-age=3600' }

export const archivePages: Routes<Viewer> = routes({
  '/archive/parts/:file': download(z.object({}), async ({ db, params }) => {
    const [, sha256] = /^([0-9a-f]{64})(?:\.\w+)?$/.exec(params.file ?? '') ?? []
    if (!sha256) throw notFound('publications.archive.unknown', 'Nothing was ever kept at this address.')
    const { bytes, mediaType } = await getPart(db, sha256)
    return new Response(new Uint8Array(bytes), { headers: { ...lasting, 'content-type': mediaType } })
  }),

  '/archive/:stamp/:slug': download(z.object({}), async ({ db, params }) => {
    const { page, keptAt, removedAt, removalReason } = await getArchived(db, `${params.stamp}/${params.slug}`)
    if (page === null)
      throw gone(
        'publications.archive.removed',
        `A page was kept here on ${formatInstant('en', keptAt)} and taken out on ${formatInstant('en', removedAt ?? keptAt)}: ${removalReason}`,
      )
    return new Response(new Uint8Array(page), {
      headers: { ...lasting, 'content-type': 'text/html; charset=utf-8', 'x-robots-tag': 'noindex' },
    })
  }),

  '/desk/archive': form(
    z.object({}),
    async ({ db, viewer, form: { problem } }) => {
      allow(viewer, 'publications.archive.prove')
      const proofs = await listProofs(db)
      const [last] = proofs
      return (
        <FormPage
          title="Archive"
          lede="Every page of a work is kept as it was published, under a dated address. Each night all of them are read and compared with what was kept."
          problem={problem}
        >
          {last ? <Last proof={last} /> : <p>The archive has not been read yet.</p>}
          <form method="post">
            <Button type="submit" kind="secondary">
              Read all of it now
            </Button>
          </form>
          <SectionHeading title="Earlier readings" id="readings" />
          <DataTable
            caption="Earlier readings"
            isCaptionHidden
            columns={[
              { key: 'at', label: 'When', cell: ({ provedAt }) => formatInstant('en', provedAt) },
              { key: 'pages', label: 'Pages', isNumber: true, cell: ({ pages }) => formatNumber('en', pages) },
              {
                key: 'removed',
                label: 'Taken out',
                isNumber: true,
                cell: ({ removed }) => formatNumber('en', removed),
              },
              {
                key: 'broken',
                label: 'Changed',
                isNumber: true,
                cell: ({ broken }) => formatNumber('en', broken.length),
              },
            ]}
            rows={proofs}
            keyOf={({ provedAt }) => provedAt.toISOString()}
            whenEmpty="None yet."
          />
        </FormPage>
      )
    },
    async ({ db, actor, clock }) => {
      allow(actor, 'publications.archive.prove')
      await proveArchive(db, clock.now())
      return redirect('/desk/archive')
    },
  ),
})

function Last({ proof }: { proof: ArchiveProof }) {
  const read = `${plural('en', proof.pages, 'page', 'pages')} read on ${formatInstant('en', proof.provedAt)}, ${formatNumber('en', proof.removed)} of them taken out with a reason.`
  if (proof.broken.length === 0)
    return (
      <Notice kind="success" title="Every address still says what it said">
        {read}
      </Notice>
    )
  return (
    <Notice kind="danger" title="Some pages are not what was kept">
      <p>{read} Bring them back from a backup of before; the log says when each was kept.</p>
      <ul>
        {proof.broken.map(({ address, why }) => (
          <li key={`${address} ${why}`}>
            <a href={archivePath(address)}>{archivePath(address)}</a>: {why}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
