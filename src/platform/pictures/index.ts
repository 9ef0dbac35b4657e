import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { renderAsync } from '@resvg/resvg-js'
import { LRUCache } from 'lru-cache'
import type { VNode } from 'preact'
import { svgOf } from './drawable.ts'

export { drawable, svgOf } from './drawable.ts'

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
