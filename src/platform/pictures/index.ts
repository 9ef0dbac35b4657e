import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { renderAsync } from '@resvg/resvg-js'
import anyAscii from 'any-ascii'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'

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

/** Pictures last asked for; one takes some 60 kB, and drawing it a tenth of a second on another thread. */
const mostKept = 200
const kept = new Map<string, Uint8Array<ArrayBuffer>>()

/** An SVG drawing as a PNG, for those who show no SVG. The same drawing is drawn once. */
export async function drawPicture(drawing: VNode): Promise<Uint8Array<ArrayBuffer>> {
  const svg = renderToString(drawing).replace(undrawable, anyAscii).replace(unwritable, '')
  const key = createHash('sha1').update(svg).digest('base64url')
  const picture = kept.get(key) ?? new Uint8Array((await renderAsync(svg, { font })).asPng())
  kept.delete(key)
  kept.set(key, picture)
  for (const [oldest] of kept) {
    if (kept.size <= mostKept) break
    kept.delete(oldest)
  }
  return picture
}

/** XML may not hold them, so one in a title would leave the page without a picture. */
const unwritable = /(?![\t\n])\p{Cc}/gu

/** Letters that none of the fonts has are written in Latin ones instead of as empty boxes. */
const undrawable =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Khmer}\p{Script=Ethiopic}]+/gu

/** A drawing as the answer to a request; caches may keep it for some minutes, then ask with its tag. */
export async function sendPicture(drawing: VNode): Promise<Response> {
  return new Response(await drawPicture(drawing), {
    headers: { 'content-type': 'image/png', 'cache-control': 'public, max-age=300' },
  })
}
