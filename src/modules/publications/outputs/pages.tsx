import type { VNode } from 'preact'
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
import { type Block, type Cover, printText, sendPdf } from '#platform/pdf'
import { svgOf, withoutWebp } from '#platform/pictures'
import { notFound } from '#platform/problem'
import { drawingStyle } from '#ui'
import { withoutDrawings } from '../embeds/rules.ts'
import { factNodes, teaserOf, typeOf } from '../occasions/rules.ts'
import { bytesOf } from '../pictures/read.ts'
import { endings, type PictureView } from '../pictures/schema.ts'
import { TextView } from '../texts/pages/text.tsx'
import { type ShownText, shownText, wholeOf } from '../texts/read.ts'
import { headingsOf, plainOf } from '../texts/rules.ts'
import type { TextDocument, TextNode } from '../texts/schema.ts'
import { figuresOf } from '../works/pages/parts.tsx'
import { getEdition, getLive } from '../works/read.ts'
import { type EditionView, type outputNames, type referenceNames, workPath } from '../works/schema.ts'
import { paperOf, referenceTo } from './rules.ts'

interface Asked {
  origin: string
  /** What is told of an event follows the clock. */
  now: Date
}
type Make = (db: Reader, viewer: Viewer, edition: EditionView, asked: Asked) => Promise<Response | Later>

/** Each form of a text, by the end of its address: all made from the one text that the page shows. */
const makers: Record<keyof typeof outputNames | keyof typeof referenceNames, Make> = {
  'work.pdf': async (db, viewer, edition, asked) => {
    const { cover, address } = await coverOf(db, edition, asked)
    const shown = await shownText(db, viewer, edition)
    const blocks = paperOf(toldOf(edition, shown, asked.now).content, drawn)
    const files = await bytesOf(db, shown.pictures)
    const day = edition.publishedAt ? dayOf(edition.publishedAt) : ''
    return async () =>
      sendPdf(
        await printText(cover, blocks, {
          ...{ institution: siteName, address, day, drawingStyle },
          files: await shownEverywhere(shown.pictures, files),
        }),
        edition.slug,
      )
  },
  'work.docx': async (db, viewer, edition, asked) => {
    const { cover, address } = await coverOf(db, edition, asked)
    const shown = await shownText(db, viewer, edition)
    const files = await shownEverywhere(shown.pictures, await bytesOf(db, shown.pictures))
    const file = await docxOf(cover, paperOf(toldOf(edition, shown, asked.now).content), { address, files })
    return send(file, `${edition.slug}.docx`, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document')
  },
  'work.epub': async (db, viewer, edition, asked) => {
    const { cover, address } = await coverOf(db, edition, asked)
    const figureOf = await figuresOf(db, viewer, edition)
    const shown = await shownText(db, viewer, edition, pathInBook)
    const text = withoutDrawings(toldOf(edition, shown, asked.now))
    const files = await bytesOf(db, shown.pictures)
    const book = epubOf({
      ...{ id: address, title: edition.title, language: edition.language, description: teaserOf(edition, asked.now) },
      ...{ authors: cover.authors, publisher: cover.publisher, modified: edition.publishedAt ?? edition.savedAt },
      body: withAddresses(render(<TextView text={text} figureOf={figureOf} />), asked.origin),
      contents: headingsOf(text),
      pictures: shown.pictures.flatMap((picture) => {
        const bytes = files.get(picture.fileHash ?? '')
        return bytes ? [{ path: pathInBook(picture), mediaType: picture.mediaType, bytes }] : []
      }),
    })
    return send(book, `${edition.slug}.epub`, 'application/epub+zip')
  },
  'work.txt': async (db, viewer, edition, { now }) => {
    const words = [edition.title, teaserOf(edition, now), edition.authors.map(({ name }) => name).join(', ')]
    const text = [...words.filter(Boolean), plainOf(toldOf(edition, await shownText(db, viewer, edition), now))].join(
      '\n\n',
    )
    return new Response(`${text}\n`, { headers: { 'content-type': 'text/plain; charset=utf-8' } })
  },
  'work.bib': async (db, _viewer, edition, { origin }) =>
    sendText(await writeReference('bibtex', await referenceOf(db, edition, origin)), 'application/x-bibtex'),
  'work.ris': async (db, _viewer, edition, { origin }) =>
    sendText(
      await writeReference('ris', await referenceOf(db, edition, origin)),
      'application/x-research-info-systems',
    ),
  'work.csl.json': async (db, _viewer, edition, { origin }) =>
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
        download(z.object({}), async ({ db, viewer, params, url, clock }) =>
          make(db, viewer, standing(await getLive(db, params.slug ?? '')), { origin: url.origin, now: clock.now() }),
        ),
      ],
      [
        `/works/:slug/editions/:number/${name}`,
        download(z.object({}), async ({ db, viewer, params, url, clock }) =>
          make(db, viewer, standing(await getEdition(db, params.slug ?? '', Number(params.number) || 0)), {
            ...{ origin: url.origin, now: clock.now() },
          }),
        ),
      ],
    ]),
  ),
)

const pathInBook = ({ fileHash, mediaType }: PictureView): string => `pictures/${fileHash}.${endings[mediaType]}`

/** Paper and Word know no WebP. */
async function shownEverywhere(
  pictures: readonly PictureView[],
  files: ReadonlyMap<string, Uint8Array>,
): Promise<Map<string, Uint8Array>> {
  const shown = new Map<string, Uint8Array>()
  for (const { fileHash, width, height } of pictures) {
    const bytes = files.get(fileHash ?? '')
    if (fileHash && bytes) shown.set(fileHash, await withoutWebp({ bytes, width, height }))
  }
  return shown
}

/** The drawing of an embed on paper; its sentence is the alternative. */
function drawn({ attrs, content = [] }: TextNode): Block[] {
  const drawing = attrs?.drawing as VNode | undefined // of the answer that stands here, see embeds/rules.ts
  const svg = drawing && /<svg[\s\S]*<\/svg>/.exec(svgOf(drawing))?.[0]
  return svg ? [{ kind: 'picture', svg, alternative: plainOf({ type: 'doc', content: content.slice(0, 2) }) }] : []
}

/** What is gone is not to be had in any form. */
function standing(edition: EditionView): EditionView {
  if (edition.state === 'gone') throw notFound('publications.work.gone', 'This is no longer published.')
  return edition
}

async function coverOf(
  db: Reader,
  edition: EditionView,
  { origin, now }: Asked,
): Promise<{ cover: Cover & { publisher: string }; address: string }> {
  const body = await getBody(db, edition.bodyId)
  const day = edition.publishedAt ? formatDate('en', dayOf(edition.publishedAt)) : ''
  return {
    address: `${origin}${workPath(edition.slug)}/editions/${edition.number}`,
    cover: {
      ...{ title: edition.title, lede: teaserOf(edition, now), language: edition.language, publisher: body.name },
      eyebrow: [typeOf(edition, now), edition.series, edition.isSample ? 'Sample' : ''].filter(Boolean).join(' · '),
      authors: edition.authors.map(({ name }) => name),
      imprint: `${body.name}, ${day}, edition ${edition.number}`,
    },
  }
}

/** The text after the facts of its occasion, which have no place of their own in these forms. */
const toldOf = (edition: EditionView, shown: ShownText, now: Date): TextDocument => {
  const whole = wholeOf(shown)
  return { ...whole, content: [...factNodes(edition, now), ...whole.content] }
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
