import { z } from 'zod'
import { allow, download, form, mayDo, page, pageOf, routes, type Viewer } from '#kernel/access'
import { getFile } from '#kernel/files'
import { getOrganization } from '#kernel/organizations'
import type { Reader } from '#platform/db'
import { type Routes, redirect } from '#platform/http'
import { notFound } from '#platform/problem'
import { engagementPath, partyPath } from '../../engagements/pages/paths.ts'
import { listEngagements } from '../../engagements/read.ts'
import { findLeft, findMade, listRedactionsOf } from '../../redactions/read.ts'
import { findDocument, getDocument, listDocuments, listPages, listQuotes } from '../read.ts'
import { newDocument, newQuote, transcription } from '../schema.ts'
import type { DocumentReader } from '../service.ts'
import { quoteDocument, readAgain, recordDocument, transcribePage } from '../write.ts'
import { DocumentPage } from './document.tsx'
import { AddPage, QuotePage } from './forms.tsx'
import { ListPage } from './list.tsx'
import { ReadAgainPage, TranscriptionPage } from './text.tsx'

const permission = 'atlas.document.record'

/** Papers beside records: their text by page, the words quoted from them, and the file itself for whoever may have it. */
export const documentPages = (reader: DocumentReader): Routes<Viewer> =>
  routes({
    '/desk/documents': page(async ({ db, viewer }) => <ListPage documents={await listDocuments(db, viewer)} />),

    '/desk/documents/new': form(
      newDocument,
      async ({ db, viewer, form: state }) => {
        const [kind, id] = [String(state.values.subjectKind ?? ''), String(state.values.subjectId ?? '')]
        allow(viewer, permission, { recordId: id })
        return <AddPage subject={id ? await subjectOf(db, viewer, kind, id) : undefined} state={state} />
      },
      async ({ db, actor, input, clock }) => {
        const { file, ...words } = input
        // Waiting for bytes that are in memory already takes no time worth speaking of.
        const bytes = new Uint8Array(await file.arrayBuffer())
        const id = await recordDocument(db, actor, { ...words, name: file.name, bytes, at: clock.now() })
        db.afterCommit(reader.wake)
        return redirect(`/documents/${id}`)
      },
    ),

    '/documents/:id': pageOf(
      z.object({ quote: z.string().max(60).default('') }),
      async ({ db, viewer, params, query }) => {
        const id = params.id ?? ''
        const document = await findDocument(db, viewer, id)
        if (!document)
          return redirect(`/documents/${(await getDocument(db, viewer, (await findLeft(db, id)) ?? id)).id}`)
        return (
          <DocumentPage
            document={document}
            pages={await listPages(db, document.id)}
            quotes={await listQuotes(db, document.id)}
            subject={
              (await subjectOf(db, viewer, document.subjectKind, document.subjectId)) ?? {
                title: 'A record that was taken back',
                href: '/desk/documents',
              }
            }
            chosen={query.quote}
            made={await findMade(db, viewer, id)}
            redactions={await listRedactionsOf(db, viewer, id)}
            mayRedact={mayDo(viewer, 'atlas.document.redact', { recordId: document.subjectId })}
            mayQuote={mayDo(viewer, permission, { recordId: document.subjectId })}
          />
        )
      },
    ),

    '/documents/:id/quotes/new': form(
      newQuote,
      async ({ db, viewer, params, form: state }) => {
        const document = await getDocument(db, viewer, params.id ?? '')
        allow(viewer, permission, { recordId: document.subjectId })
        return <QuotePage document={document} pages={await listPages(db, document.id)} state={state} />
      },
      async ({ db, actor, params, input, clock }) => {
        const documentId = params.id ?? ''
        const quote = await quoteDocument(db, actor, { ...input, documentId, at: clock.now() })
        return redirect(`/documents/${documentId}?quote=${quote}#quote-${quote}`)
      },
    ),

    '/documents/:id/pages/:page': form(
      transcription,
      async ({ db, viewer, params, form: state }) => {
        const document = await getDocument(db, viewer, params.id ?? '')
        allow(viewer, permission, { recordId: document.subjectId })
        const shown = (await listPages(db, document.id)).find(({ number }) => String(number) === params.page)
        if (!shown) throw notFound('atlas.document.page', 'The document has no such page.')
        return <TranscriptionPage document={document} page={shown} state={state} />
      },
      async ({ db, actor, params, input, clock }) => {
        const [documentId, number] = [params.id ?? '', Number(params.page)]
        await transcribePage(db, actor, { documentId, page: number, text: input.text, at: clock.now() })
        return redirect(`/documents/${documentId}#page-${number}`)
      },
    ),

    '/documents/:id/readings/new': form(
      z.object({}),
      async ({ db, viewer, params, form: state }) => {
        const document = await getDocument(db, viewer, params.id ?? '')
        allow(viewer, permission, { recordId: document.subjectId })
        return <ReadAgainPage document={document} state={state} />
      },
      async ({ db, actor, params }) => {
        const documentId = params.id ?? ''
        await readAgain(db, actor, { documentId })
        db.afterCommit(reader.wake)
        return redirect(`/documents/${documentId}`)
      },
    ),

    '/documents/:id/file': download(z.object({}), async ({ db, viewer, params }) => {
      const document = await getDocument(db, viewer, params.id ?? '')
      const { bytes, mediaType } = await getFile(db, document.fileHash)
      return new Response(bytes, {
        headers: {
          // Somebody else's HTML is bytes to keep, never a page of this site.
          'content-type': mediaType === 'text/html' ? 'application/octet-stream' : mediaType,
          'content-disposition': `attachment; filename="document"; filename*=UTF-8''${encodeURIComponent(document.fileName)}`,
          ...(document.visibility === 'private' ? { 'cache-control': 'private, no-store' } : {}),
        },
      })
    }),
  })

/** What a document is about; undefined where nothing of it stands any more. */
async function subjectOf(
  db: Reader,
  viewer: Viewer,
  kind: string,
  id: string,
): Promise<{ title: string; href: string } | undefined> {
  if (kind === 'engagement') {
    const [engagement] = await listEngagements(db, viewer, [id])
    return engagement && { title: engagement.title, href: engagementPath(id) }
  }
  const organization = await getOrganization(db, id)
  return { title: organization.name, href: partyPath(organization) }
}
