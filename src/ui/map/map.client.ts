import { Map as GlMap, setWorkerUrl } from 'maplibre-gl'
import { countImage, countImageRatio } from './count-images.ts'
import { arcFeature } from './great-circles.ts'
import { type MapColors, readColors, watchColors } from './map-colors.ts'
import { addControls } from './map-controls.ts'
import {
  type MapPlace,
  type MapView,
  narrowestBounds,
  placeOf,
  placesInView,
  pointFeature,
  setData,
  tiesInView,
  viewOf,
  withoutGaps,
} from './map-features.ts'
import { labelMarker, showLabel } from './map-labels.ts'
import { basemapDetails, countImageName, isOf, mapStyle, radiusOf, repaints } from './map-style.ts'
import { type MapLabel, worldLabels } from './world-labels.ts'

export type { MapPlace, MapView }

export type MapTie = {
  id: string
  fromId: string
  toId: string
  from: [longitude: number, latitude: number]
  to: [longitude: number, latitude: number]
  count: number
  /** Said in the list of lines. */
  label?: string | undefined
  hue?: number | undefined
}

export type MapOptions = {
  /** Read aloud for the canvas: what is counted, of how many, as of when. */
  description: string
  /** Noun for the list of what is in view, such as "Places". */
  what?: string
  /** Vector tiles with a layer `points`; without it, points are given by `setPoints`. */
  tilesUrl?: string | undefined
  data?: { points: MapPlace[]; arcs: MapTie[] } | undefined
  labels?: MapLabel[]
  center?: [longitude: number, latitude: number]
  zoom?: number
  basemapUrl?: string
  workerUrl?: string
  onSelect?: (id: string | undefined) => void
  onMove?: (view: MapView) => void
}

export type MountedMap = {
  setPoints: (points: MapPlace[]) => void
  setArcs: (arcs: MapTie[]) => void
  setTiles: (tilesUrl: string) => void
  /** Lifts one point and its arcs above the rest; undefined lowers it again. */
  select: (id: string | undefined) => void
  fit: (places: { longitude: number; latitude: number }[]) => void
  remove: () => void
}

const arcOpacity = { plain: 0.5, lowered: 0.12 }

/**
 * Puts the living map into an element. Resolves to undefined where WebGL is missing or fails, so that the map drawn by the
 * server, which may stand in the same element, stays; else it marks the element with `data-map="ready"` and that map hides.
 */
export async function mountMap(element: HTMLElement, options: MapOptions): Promise<MountedMap | undefined> {
  if (!document.createElement('canvas').getContext('webgl2')) return undefined
  setWorkerUrl(new URL(options.workerUrl ?? '/assets/maplibre/maplibre-gl-worker.mjs', location.href).href)
  const container = document.createElement('div')
  container.className = 'map-canvas'
  // Marked before the map opens, because the mark gives the element the height the map fills.
  element.dataset.map = 'ready'
  element.append(container)
  const map = openMap(container, options)
  if (!map || !(await isLoaded(map))) {
    map?.remove()
    container.remove()
    delete element.dataset.map
    return undefined
  }
  return runMap(element, container, map, options)
}

function openMap(container: HTMLElement, options: MapOptions): GlMap | undefined {
  try {
    return new GlMap({
      container,
      style: mapStyle(readColors(container), options.basemapUrl ?? '/assets/basemap', options.tilesUrl),
      center: options.center ?? [-85, 32],
      zoom: options.zoom ?? wholeGlobe(container),
      minZoom: 0.5,
      maxZoom: 14,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      fadeDuration: isStill() ? 0 : 200,
      locale: { 'Map.Title': options.description },
    })
  } catch {
    // MapLibre throws when the graphics card refuses a context; the page then keeps the drawn map.
    return undefined
  }
}

/** The zoom at which the globe just fits: at 1.6 MapLibre draws it some 455 pixels wide. */
function wholeGlobe(container: HTMLElement) {
  const side = Math.min(container.clientWidth, container.clientHeight) || 455
  return 1.6 + Math.log2((0.95 * side) / 455)
}

function isLoaded(map: GlMap): Promise<boolean> {
  return new Promise((resolve) => {
    map.once('style.load', () => resolve(true))
    map.once('webglcontextlost', () => resolve(false))
  })
}

function runMap(element: HTMLElement, container: HTMLElement, map: GlMap, options: MapOptions): MountedMap {
  let colors = readColors(container)
  let points: MapPlace[] = []
  let ties: MapTie[] = []
  let chosen: string | undefined
  const isTiled = options.tilesUrl !== undefined
  const start = { center: map.getCenter(), zoom: map.getZoom() }
  const controls = addControls(
    element,
    {
      zoomIn: () => map.zoomIn({ duration: motion() }),
      zoomOut: () => map.zoomOut({ duration: motion() }),
      home: () => (points.length > 0 ? fitTo(points) : map.easeTo({ ...start, duration: motion() })),
      select: (place) => {
        choose(place.id)
        map.easeTo({ center: [place.longitude, place.latitude], zoom: Math.max(map.getZoom(), 3), duration: motion() })
      },
      selectTie: (tie) => choose(tie.id),
      lower: () => choose(undefined),
    },
    { what: options.what ?? 'Places' },
  )
  const labels = (options.labels ?? worldLabels).map((label) => ({ label, marker: labelMarker(label) }))
  map.keyboard.disableRotation()
  map.touchZoomRotate.disableRotation()
  map.getCanvas().setAttribute('aria-label', options.description)
  const recolor = () => {
    colors = readColors(container)
    paint(map, colors)
  }
  map.setMissingStyleImageResolver((name) => {
    const image = countImage(name, colors.paper, getComputedStyle(container).fontFamily)
    if (image && !map.hasImage(name)) map.addImage(name, image, { pixelRatio: countImageRatio })
  })
  const stopWatching = watchColors(recolor)
  recolor()

  const settle = () => {
    addDetails(map, colors, options.basemapUrl ?? '/assets/basemap')
    for (const { label, marker } of labels) showLabel(map, label, marker)
    showLists()
    options.onMove?.(viewOf(map))
  }
  map.on('moveend', settle)
  map.on('idle', () => {
    showLists()
    // Tells the page, and whoever measures it, that all of the last change is on the screen.
    element.dispatchEvent(new Event('mapidle', { bubbles: true }))
  })
  map.on('click', (event) => choose(featureAt(map, event.point)))
  map.on('mousemove', (event) =>
    container.classList.toggle('map-canvas-pointing', featureAt(map, event.point) !== undefined),
  )
  settle()

  function showLists() {
    controls.showPlaces(placesInView(map, isTiled))
    controls.showTies(tiesInView(map, ties))
  }

  function choose(id: string | undefined) {
    select(id)
    options.onSelect?.(id)
  }
  function select(id: string | undefined) {
    map.setFilter('arcs-selected', isOf(id ?? ''))
    map.setFilter('points-selected', isOf(id ?? ''))
    chosen = id
    showArcs()
  }
  function setPoints(next: MapPlace[]) {
    points = next
    const largest = Math.max(1, ...next.map((point) => point.count))
    for (const layer of ['points', 'points-selected']) map.setPaintProperty(layer, 'circle-radius', radiusOf(largest))
    // A number needs a circle of some 8 pixels to stand in: a sixteenth of the largest.
    map.setFilter('points-counts', ['>=', ['get', 'count'], Math.max(2, largest / 16)])
    setData(map, 'points', { type: 'FeatureCollection', features: next.map(pointFeature) })
  }
  function setArcs(arcs: MapTie[]) {
    ties = arcs
    const features = arcs.map(({ from, to, ...rest }) => arcFeature({ from, to }, withoutGaps(rest)))
    map.setPaintProperty('arcs', 'line-opacity-transition', { duration: isStill() ? 0 : 450, delay: 0 })
    map.setPaintProperty('arcs', 'line-opacity', 0)
    setData(map, 'arcs', { type: 'FeatureCollection', features })
    // A frame later, so that the change from nothing is seen as a change and fades.
    requestAnimationFrame(showArcs)
  }
  function showArcs() {
    map.setPaintProperty('arcs', 'line-opacity', chosen === undefined ? arcOpacity.plain : arcOpacity.lowered)
  }
  function fitTo(places: { longitude: number; latitude: number }[]) {
    const bounds = narrowestBounds(places)
    if (bounds) map.fitBounds(bounds, { padding: 48, maxZoom: 7, duration: motion() })
  }

  if (options.data) {
    setPoints(options.data.points)
    setArcs(options.data.arcs)
  }
  return {
    setPoints,
    setArcs,
    select,
    fit: fitTo,
    setTiles(tilesUrl) {
      const source = map.getSource('points')
      if (source && 'setTiles' in source && typeof source.setTiles === 'function') source.setTiles([tilesUrl])
    },
    remove() {
      stopWatching()
      controls.remove()
      map.remove()
      container.remove()
      delete element.dataset.map
    },
  }
}

/** The circle under the pointer, else the line beside it: a line is too thin to be hit exactly. */
function featureAt(map: GlMap, { x, y }: { x: number; y: number }): string | undefined {
  const place = placeOf(map.queryRenderedFeatures([x, y], { layers: ['points'] })[0])
  if (place) return place.id
  const near: [[number, number], [number, number]] = [
    [x - 4, y - 4],
    [x + 4, y + 4],
  ]
  const line = map.queryRenderedFeatures(near, { layers: ['arcs-selected', 'arcs'] })[0]
  return line && String(line.properties.id)
}

function paint(map: GlMap, colors: MapColors) {
  for (const [layer, property, value] of repaints(colors))
    if (map.getLayer(layer)) map.setPaintProperty(layer, property, value)
  // The name carries the color, so that numbers drawn for the other scheme are not used again.
  map.setLayoutProperty('points-counts', 'icon-image', countImageName(colors.paper.replaceAll(/[^0-9]+/g, '-')))
}

/** Brings finer shapes once the reader is near, and hides the coarse ones only when the fine ones have come. */
function addDetails(map: GlMap, colors: MapColors, basemap: string) {
  for (const detail of basemapDetails) {
    if (map.getZoom() < detail.fromZoom || map.getSource(detail.name)) continue
    map.addSource(detail.name, { type: 'geojson', data: `${basemap}/${detail.file}` })
    map.addLayer(detail.layer(colors), detail.name === 'land-fine' ? 'borders' : 'states')
    const coarse = detail.replaces
    if (!coarse) continue
    const whenDrawn = () => {
      if (!map.isSourceLoaded(detail.name)) return
      map.setLayerZoomRange(coarse, 0, detail.fromZoom)
      map.off('idle', whenDrawn)
    }
    map.on('idle', whenDrawn)
  }
}

const isStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches
const motion = () => (isStill() ? 0 : 600)
