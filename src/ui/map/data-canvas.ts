import type { CustomLayerInterface, Map as GlMap } from 'maplibre-gl'
import { type Camera, cameraOf, type Pixel } from './camera.ts'
import type { MapColors } from './map-colors.ts'
import {
  belongsTo,
  type Circle,
  circlesOf,
  isOn,
  type Line,
  linesOf,
  lookAt,
  type MapPlace,
  type MapTie,
  numbered,
  shapeAt,
} from './shapes.ts'

export interface DataCanvas {
  /** Stands last in the style of the map: it draws nothing there, but learns how each frame is projected. */
  layer: CustomLayerInterface
  setPlaces(places: readonly MapPlace[]): void
  setTies(ties: readonly MapTie[]): void
  /** Draws one shape and what belongs to it above the rest, and lowers the rest; undefined ends that. */
  lift(id: string | undefined): void
  recolor(colors: MapColors): void
  at(pixel: Pixel): string | undefined
  /** What the reader sees now: circles by size, lines with an end on the screen in the order given. */
  placesInView(): MapPlace[]
  tiesInView(): MapTie[]
  remove(): void
}

const opacity = { plain: 0.5, lowered: 0.12, lifted: 0.95, circle: 0.82 }
const fadeTime = 450

/**
 * Circles and lines on a canvas of their own above the map. Another question changes them and leaves land and water as they are
 * drawn, which spares machines without a graphics card a second or more for each question.
 */
export function openDataCanvas(
  map: GlMap,
  { colors: first, isStill, onDrawn }: { colors: MapColors; isStill: () => boolean; onDrawn: () => void },
): DataCanvas {
  const canvas = document.createElement('canvas')
  canvas.className = 'map-data'
  canvas.setAttribute('aria-hidden', 'true')
  map.getCanvasContainer().append(canvas)
  const context = canvas.getContext('2d')
  const font = `650 11px ${getComputedStyle(map.getContainer()).fontFamily}`
  let colors = first
  let camera: Camera | undefined
  let circles: Circle[] = []
  let lines: Line[] = []
  let lifted: string | undefined
  let fadesFrom = Number.NEGATIVE_INFINITY
  let waiting = 0

  /** Several changes of one moment are drawn once. */
  function drawSoon() {
    if (waiting !== 0) return
    waiting = requestAnimationFrame(() => {
      waiting = 0
      if (!camera) return map.triggerRepaint()
      lookAt(circles, lines, camera)
      draw()
      onDrawn()
    })
  }

  function draw() {
    if (!context || !camera) return
    prepare(canvas, context, camera)
    const shown = isStill() ? 1 : Math.min(1, (performance.now() - fadesFrom) / fadeTime)
    if (shown < 1) drawSoon()
    context.lineCap = 'round'
    context.lineJoin = 'round'
    const isLifted = (line: Line) => belongsTo(line, lifted)
    for (const line of lines.filter((each) => !isLifted(each)))
      stroke(context, line, { colors, alpha: shown * (lifted === undefined ? opacity.plain : opacity.lowered) })
    for (const line of lines.filter(isLifted)) stroke(context, line, { colors, alpha: opacity.lifted, more: 0.6 })
    for (const circle of circles) disc(context, circle, { colors, alpha: opacity.circle })
    for (const circle of circles.filter(({ place }) => place.id === lifted))
      disc(context, circle, { colors, alpha: 1, rim: { color: colors.ink, width: 2.5 } })
    context.globalAlpha = 1
    context.font = font
    context.textAlign = 'center'
    context.textBaseline = 'middle'
    context.fillStyle = colors.paper
    for (const { at, words } of numbered(circles)) context.fillText(words, at.x, at.y + 0.5)
  }

  return {
    layer: {
      id: 'data',
      type: 'custom',
      render(_, seen) {
        const { clientWidth: width, clientHeight: height } = map.getContainer()
        camera = cameraOf(seen, { longitude: map.getCenter().lng, width, height })
        lookAt(circles, lines, camera)
        draw()
      },
    },
    setPlaces(places) {
      circles = circlesOf(places)
      drawSoon()
    },
    setTies(ties) {
      lines = linesOf(ties, lines)
      fadesFrom = performance.now()
      drawSoon()
    },
    lift(id) {
      lifted = id
      drawSoon()
    },
    recolor(next) {
      colors = next
      drawSoon()
    },
    at: (pixel) => shapeAt(pixel, { circles, lines, lifted }),
    placesInView: () => circles.filter(({ at }) => at && camera && isOn(at, camera)).map(({ place }) => place),
    tiesInView: () =>
      lines.filter(({ ends }) => ends.some((end) => end && camera && isOn(end, camera))).map(({ tie }) => tie),
    remove() {
      cancelAnimationFrame(waiting)
      canvas.remove()
    },
  }
}

/** As many pixels as the screen has for it, emptied. */
function prepare(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D, { width, height }: Camera) {
  const ratio = devicePixelRatio
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)]
  if (canvas.width !== wide) canvas.width = wide
  if (canvas.height !== high) canvas.height = high
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)
}

function stroke(
  context: CanvasRenderingContext2D,
  { runs, tie, width }: Line,
  { colors, alpha, more = 0 }: { colors: MapColors; alpha: number; more?: number },
) {
  context.globalAlpha = alpha
  context.strokeStyle = hueOf(colors, tie.hue) ?? colors['map-arc']
  context.lineWidth = width + more
  context.beginPath()
  for (const run of runs)
    for (const [index, { x, y }] of run.entries()) index === 0 ? context.moveTo(x, y) : context.lineTo(x, y)
  context.stroke()
}

function disc(
  context: CanvasRenderingContext2D,
  { at, place, radius }: Circle,
  {
    colors,
    alpha,
    rim = { color: colors.paper, width: 1 },
  }: { colors: MapColors; alpha: number; rim?: { color: string; width: number } },
) {
  if (!at) return
  context.beginPath()
  context.arc(at.x, at.y, radius + rim.width / 2, 0, 2 * Math.PI)
  context.globalAlpha = alpha
  context.fillStyle = hueOf(colors, place.hue) ?? colors['map-point']
  context.fill()
  context.globalAlpha = 1
  context.strokeStyle = rim.color
  context.lineWidth = rim.width
  context.stroke()
}

const hues = ['hue-1', 'hue-2', 'hue-3', 'hue-4', 'hue-5', 'hue-6'] as const

function hueOf(colors: MapColors, hue: number | undefined): string | undefined {
  const name = hues[(hue ?? 0) - 1]
  return name && colors[name]
}
