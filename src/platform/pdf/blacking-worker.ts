// Pages of a PDF as pictures on which what is to go was painted over before they were encoded: no letter, layer, note or form field of the
// old file comes along.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { type Passage, passagesOf, withoutPassages } from './passages.ts'

/** A part of a page in hundredths of its width and height, from the upper left. */
export interface Box {
  page: number
  left: number
  top: number
  width: number
  height: number
}
export interface Blacking {
  bytes: Uint8Array
  words: string[]
  boxes: Box[]
}
/** A page as it came out; measures in points. */
export interface BlackPage {
  number: number
  jpeg: Uint8Array<ArrayBuffer>
  width: number
  height: number
  text: string
  removed: number
}
export type Said = { pages: number } | BlackPage | { isDone: true } | { fault: string }

interface Letters {
  str: string
  hasEOL: boolean
  transform: number[]
  width: number
  height: number
}
/** What the drawing library behind the reader gives; the reader's own types say less. */
interface Canvas {
  canvas: { toBuffer(type: 'image/jpeg', quality: number): Buffer }
  context: CanvasRenderingContext2D
}

const say = (said: Said) => parentPort?.postMessage(said)
const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
const inFolder = (name: string) => `${join(folder, name)}/`
// 120 dots an inch are read well and keep a page near a hundred kilobytes.
const scale = 120 / 72
/** Above this many dots a page of a poster is drawn smaller. */
const mostDots = 6_000_000

async function blackAll(): Promise<void> {
  const { bytes, words, boxes } = workerData as Blacking // given by blacking.ts
  const pdf = await getDocument({
    data: bytes,
    ...{ isEvalSupported: false, useSystemFonts: false, disableFontFace: true, useWorkerFetch: false, verbosity: 0 },
    ...{ standardFontDataUrl: inFolder('standard_fonts'), cMapUrl: inFolder('cmaps'), wasmUrl: inFolder('wasm') },
  }).promise
  say({ pages: pdf.numPages })
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number)
    const { width, height } = page.getViewport({ scale: 1 })
    const viewport = page.getViewport({ scale: Math.min(scale, Math.sqrt(mostDots / (width * height))) })
    const made = pdf.canvasFactory as unknown as { create(width: number, height: number): Canvas } // see Canvas
    const { canvas, context } = made.create(Math.ceil(viewport.width), Math.ceil(viewport.height))
    await page.render({
      ...{ canvas: canvas as unknown as HTMLCanvasElement, canvasContext: context, viewport }, // as the reader's own examples do
      ...{ annotationMode: 0, background: 'white' },
    }).promise
    const { items } = await page.getTextContent()
    const letters = items.filter((item): item is typeof item & Letters => 'str' in item)
    const text = letters.map(({ str, hasEOL }) => str + (hasEOL ? '\n' : '')).join('')
    const passages = passagesOf(text, words)
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.globalAlpha = 1
    context.fillStyle = '#000000'
    for (const each of under(letters, passages)) {
      const points = cornersOf(each).map(([x = 0, y = 0]) => viewport.convertToViewportPoint(x, y) as number[])
      const [xs, ys] = [points.map(([x = 0]) => x), points.map(([, y = 0]) => y)]
      const [left, top] = [Math.min(...xs) - 2, Math.min(...ys) - 2]
      context.fillRect(left, top, Math.max(...xs) + 2 - left, Math.max(...ys) + 2 - top)
    }
    const [across, down] = [viewport.width / 100, viewport.height / 100]
    for (const box of boxes.filter((each) => each.page === number))
      context.fillRect(box.left * across, box.top * down, box.width * across, box.height * down)
    say({
      ...{ number, width, height, removed: passages.length },
      jpeg: new Uint8Array(canvas.toBuffer('image/jpeg', 72)),
      text: withoutPassages(text, passages).trim(),
    })
    page.cleanup()
  }
  say({ isDone: true })
}

/** Runs of letters that a passage touches. A run goes whole: where in it a letter ends only its font knows. */
function under(letters: Letters[], passages: Passage[]): Letters[] {
  let at = 0
  return letters.filter(({ str, hasEOL }) => {
    const [startsAt, endsAt] = [at, at + str.length]
    at = endsAt + (hasEOL ? 1 : 0)
    return str.trim() !== '' && passages.some((each) => each.startsAt < endsAt && each.endsAt > startsAt)
  })
}

/** Around a run of letters, with room for what hangs below the line and stands above it. */
function cornersOf({ transform: [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0], width, height }: Letters): number[][] {
  const [size, rise] = [Math.hypot(a, b) || 1, Math.hypot(c, d) || 1]
  const [along, up] = [
    [a / size, b / size],
    [c / rise, d / rise],
  ]
  const tall = Math.max(height, rise)
  const corner = (far: number, high: number) => [
    x + (along[0] ?? 0) * far + (up[0] ?? 0) * high,
    y + (along[1] ?? 0) * far + (up[1] ?? 0) * high,
  ]
  const [low, high] = [-0.35 * tall, 1.15 * tall]
  // Letters set one below the other have hardly a width, and their height runs down.
  if (width < 0.1 * tall) return [corner(-rise, -height - rise), corner(rise, rise)]
  return [corner(-0.1 * tall, low), corner(width + 0.1 * tall, low), corner(-0.1 * tall, high), corner(width, high)]
}

blackAll().catch((error: unknown) => say({ fault: error instanceof Error ? error.name : 'unknown' }))
