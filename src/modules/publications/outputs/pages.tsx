import { render } from 'preact-render-to-string'
import { z } from 'zod'
import { download, routes, type Viewer } from '#kernel/access'
import { getBody } from '#kernel/bodies'
import { dayOf } from '#platform/clock'
import { type Reference, writeReference } from '#platform/csl'
import type { Reader } from '#platform/db'
import { docxOf } from '#platform/docx'
import { epubOf } from '#platform/epub'
import type { Later, Routes } from '#platform/http'
import { formatDate, siteName } from '#platform/i18n'
import { type Cover, printText, sendPdf } from '#platform/pdf'
import { notFound } from '#platform/problem'
import { drawingStyle } from '#ui'
import { writtenOut } from '../references/rules.ts'
import { TextView } from '../texts/pages/text.tsx'
import { headingsOf, plainOf } from '../texts/rules.ts'
import { figuresOf } from '../works/pages/parts.tsx'
import { getEdition, getLive } from '../works/read.ts'
import { type EditionView, type outputNames, type referenceNames, workKinds, workPath } from '../works/schema.ts'
import { paperOf, referenceTo } from './rules.ts'

type Make = (db: Reader, viewer: Viewer, edition: EditionView, origin: string) => Promise<Response | Later>

/** Each form of a text, by the end of its address: all made from the one text that the page shows. */
const makers: Record<keyof typeof outputNames | keyof typeof referenceNames, Make> = {
  'work.pdf': async (db, _viewer, edition, origin) => {
    const { cover, address } = await coverOf(db, edition, origin)
    const blocks = paperOf(writtenOut(edition.content, edition.cited).content)
    const day = edition.publishedAt ? dayOf(edition.publishedAt) : ''
    return async () =>
      sendPdf(await printText(cover, blocks, { institution: siteName, address, day, drawingStyle }), edition.slug)
  },
  'work.docx': async (db, _viewer, edition, origin) => {
    const { cover, address } = await coverOf(db, edition, origin)
    const file = await docxOf(cover, paperOf(writtenOut(edition.content, edition.cited).content), { address })
    return send(file, `${edition.slug}.docx`, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document')
  },
  'work.epub': async (db, viewer, edition, origin) => {
    const { cover, address } = await coverOf(db, edition, origin)
    const figureOf = await figuresOf(db, viewer, edition)
    const book = epubOf({
      ...{ id: address, title: edition.title, language: edition.language, description: edition.teaser },
      ...{ authors: cover.authors, publisher: cover.publisher, modified: edition.publishedAt ?? edition.savedAt },
      body: withAddresses(
        render(<TextView text={writtenOut(edition.content, edition.cited)} figureOf={figureOf} />),
        origin,
      ),
      contents: headingsOf(writtenOut(edition.content, edition.cited)),
    })
    return send(book, `${edition.slug}.epub`, 'application/epub+zip')
  },
  'work.txt': async (_db, _viewer, edition) => {
    const words = [edition.title, edition.teaser, edition.authors.map(({ name }) => name).join(', ')]
    const text = [...words.filter(Boolean), plainOf(writtenOut(edition.content, edition.cited))].join('\n\n')
    return new Response(`${text}\n`, { headers: { 'content-type': 'text/plain; charset=utf-8' } })
  },
  'work.bib': async (db, _viewer, edition, origin) =>
    sendText(await writeReference('bibtex', await referenceOf(db, edition, origin)), 'application/x-bibtex'),
  'work.ris': async (db, _viewer, edition, origin) =>
    sendText(
      await writeReference('ris', await referenceOf(db, edition, origin)),
      'application/x-research-info-systems',
    ),
  'work.csl.json': async (db, _viewer, edition, origin) =>
    sendText(
      JSON.stringify([await referenceOf(db, edition, origin)], null, 2),
      'application/vnd.citationstyles.csl+json',
    ),
}

export const outputPages: Routes<Viewer> = routes(
  Object.fromEntries(
    Object.entries(makers).flatMap(([name, make]) => [
      [
        `/works/:slug/${name}`,
        download(z.object({}), async ({ db, viewer, params, url }) =>
          make(db, viewer, standing(await getLive(db, params.slug ?? '')), url.origin),
        ),
      ],
      [
        `/works/:slug/editions/:number/${name}`,
        download(z.object({}), async ({ db, viewer, params, url }) =>
          make(db, viewer, standing(await getEdition(db, params.slug ?? '', Number(params.number) || 0)), url.origin),
        ),
      ],
    ]),
  ),
)

/** What is gone is not to be had in any form. */
function standing(edition: EditionView): EditionView {
  if (edition.state === 'gone') throw notFound('publications.work.gone', 'This is no longer published.')
  return edition
}

async function coverOf(
  db: Reader,
  edition: EditionView,
  origin: string,
): Promise<{ cover: Cover & { publisher: string }; address: string }> {
  const body = await getBody(db, edition.bodyId)
  const day = edition.publishedAt ? formatDate('en', dayOf(edition.publishedAt)) : ''
  return {
    address: `${origin}${workPath(edition.slug)}/editions/${edition.number}`,
    cover: {
      ...{ title: edition.title, lede: edition.teaser, language: edition.language, publisher: body.name },
      eyebrow: [workKinds[edition.kind], edition.series, edition.isSample ? 'Sample' : ''].filter(Boolean).join(' · '),
      authors: edition.authors.map(({ name }) => name),
      imprint: `${body.name}, ${day}, edition ${edition.number}`,
    },
  }
}

/** In a book there is no site around the text: links within it are spelled out. */
const withAddresses = (html: string, origin: string): string => html.replaceAll(/href="\//g, `href="${origin}/`)

async function referenceOf(db: Reader, edition: EditionView, origin: string): Promise<Reference> {
  const { name } = await getBody(db, edition.bodyId)
  return referenceTo(edition, {
    publisher: name,
    address: `${origin}${workPath(edition.slug)}/editions/${edition.number}`,
  })
}

const sendText = (text: string, type: string): Response =>
  new Response(text, { headers: { 'content-type': `${type}; charset=utf-8` } })

const send = (file: Uint8Array<ArrayBuffer>, name: string, type: string): Response =>
  new Response(file, { headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` } })
