import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { Resvg, renderAsync } from '@resvg/resvg-js'
import { LRUCache } from 'lru-cache'
import type { VNode } from 'preact'
import { svgOf } from './drawable.ts'

export { drawable, svgOf } from './drawable.ts'
export { measure, type Size } from './measure.ts'
export { withoutMetadata } from './plain.ts'

const { resolve } = createRequire(import.meta.url)
const font = {
  loadSystemFonts: false,
  defaultFontFamily: 'DejaVu Sans',
  fontFiles: [
    '@expo-google-fonts/source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf',
    '@expo-google-fonts/public-sans/400Regular/PublicSans_400Regular.ttf',
    'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  ].map((name) => resolve(name)),
}

/** Pictures last asked for, by their drawing; one takes some 60 kB, and drawing it a tenth of a second on another thread. */
const pictures = new LRUCache<string, Uint8Array<ArrayBuffer>, string>({
  max: 200,
  // One that leaves before it is drawn is drawn all the same, for whoever waits for it.
  ignoreFetchAbort: true,
  fetchMethod: async (_key, _old, { context }) => new Uint8Array((await renderAsync(context, { font })).asPng()),
})

/** An SVG drawing as a PNG, for those who show no SVG. The same drawing is drawn once. */
export function drawPicture(drawing: VNode): Promise<Uint8Array<ArrayBuffer>> {
  const svg = svgOf(drawing)
  return pictures.forceFetch(createHash('sha1').update(svg).digest('base64url'), { context: svg })
}

/** A drawing as the answer to a request; caches may keep it for some minutes, then ask with its tag. */
export async function sendPicture(drawing: VNode): Promise<Response> {
  return new Response(await drawPicture(drawing), {
    headers: { 'content-type': 'image/png', 'cache-control': 'public, max-age=300' },
  })
}

/** The same picture as PNG, for those who show no WebP; other pictures are given back as they are. */
export async function withoutWebp(file: { bytes: Uint8Array; width: number; height: number }): Promise<Uint8Array> {
  if (String.fromCharCode(...file.bytes.subarray(0, 4)) !== 'RIFF') return file.bytes
  const { width, height } = file
  const image = `<image width="${width}" height="${height}" href="data:image/webp;base64,${Buffer.from(file.bytes).toString('base64')}"/>`
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${image}</svg>`
  const zoom = Math.min(1, Math.sqrt(mostDots / (width * height)))
  const drawn = await renderAsync(drawing, { fitTo: { mode: 'zoom', value: zoom }, font: { loadSystemFonts: false } })
  return new Uint8Array(drawn.asPng())
}

/** Above this many dots a picture is drawn smaller. */
const mostDots = 6_000_000

/**
 * A picture drawn anew with black over parts of it, in hundredths of its width and height from the upper left: what was beneath is in no
 * byte of it, and nothing else of the old file comes along. Undefined where the file cannot be shown.
 */
export async function blackPicture(
  file: { bytes: Uint8Array; mediaType: string },
  boxes: { left: number; top: number; width: number; height: number }[],
): Promise<{ picture: Uint8Array<ArrayBuffer>; width: number; height: number } | undefined> {
  const image = `<image href="data:${file.mediaType};base64,${Buffer.from(file.bytes).toString('base64')}"/>`
  const drawing = (width: number, height: number, over: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${image}${over}</svg>`
  const size = new Resvg(drawing(10, 10, '')).getBBox()
  if (!size || size.width < 1 || size.height < 1) return undefined
  const { width, height } = size
  const over = boxes.map(
    (box) =>
      `<rect x="${(box.left * width) / 100}" y="${(box.top * height) / 100}" width="${(box.width * width) / 100}" height="${(box.height * height) / 100}" fill="#000"/>`,
  )
  const zoom = Math.min(1, Math.sqrt(mostDots / (width * height)))
  const drawn = await renderAsync(drawing(width, height, over.join('')), {
    ...{ fitTo: { mode: 'zoom', value: zoom }, background: 'white', font: { loadSystemFonts: false } },
  })
  return { picture: new Uint8Array(drawn.asPng()), width, height }
}
