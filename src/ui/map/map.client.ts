import { Map as GlMap, setWorkerUrl } from 'maplibre-gl'
import { openDataCanvas } from './data-canvas.ts'
import { type MapColors, readColors, watchColors } from './map-colors.ts'
import { addControls } from './map-controls.ts'
import { labelMarker, showLabel } from './map-labels.ts'
import { basemapDetails, mapStyle, repaints } from './map-style.ts'
import { narrowestBounds } from './narrowest-bounds.ts'
import type { MapPlace, MapTie } from './shapes.ts'
import { type MapLabel, worldLabels } from './world-labels.ts'

export type { MapPlace, MapTie }

export type MapView = { zoom: number; west: number; south: number; east: number; north: number }

export type MapOptions = {
  /** Read aloud for the canvas: what is counted, of how many, as of when. */
  description: string
  /** Noun for the list of what is in view, such as "Places". */
  what?: string
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
  /** Lifts one point and its arcs above the rest; undefined lowers it again. */
  select: (id: string | undefined) => void
  fit: (places: { longitude: number; latitude: number }[]) => void
  remove: () => void
}

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
      style: mapStyle(readColors(container), options.basemapUrl ?? '/assets/basemap'),
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
  let points: readonly MapPlace[] = []
  const start = { center: map.getCenter(), zoom: map.getZoom() }
  const data = openDataCanvas(map, { colors, isStill, onDrawn: tellDrawn })
  map.addLayer(data.layer)
  const controls = addControls<MapTie>(
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
  const stopWatching = watchColors(() => {
    colors = readColors(container)
    repaint(map, colors)
    data.recolor(colors)
  })

  const settle = () => {
    addDetails(map, colors, options.basemapUrl ?? '/assets/basemap')
    for (const { label, marker } of labels) showLabel(map, label, marker)
    options.onMove?.(viewOf(map))
  }
  map.on('moveend', settle)
  map.on('idle', tellDrawn)
  map.on('click', (event) => choose(data.at(event.point)))
  map.on('mousemove', (event) => container.classList.toggle('map-canvas-pointing', data.at(event.point) !== undefined))
  settle()

  /** Tells the page, and whoever measures it, that all of the last change is on the screen. */
  function tellDrawn() {
    controls.showPlaces(data.placesInView())
    controls.showTies(data.tiesInView())
    element.dispatchEvent(new Event('mapidle', { bubbles: true }))
  }
  function choose(id: string | undefined) {
    data.lift(id)
    options.onSelect?.(id)
  }
  function setPoints(next: MapPlace[]) {
    points = next
    data.setPlaces(next)
  }
  function fitTo(places: readonly { longitude: number; latitude: number }[]) {
    const bounds = narrowestBounds(places)
    if (bounds) map.fitBounds(bounds, { padding: 48, maxZoom: 7, duration: motion() })
  }

  if (options.data) {
    setPoints(options.data.points)
    data.setTies(options.data.arcs)
  }
  return {
    setPoints,
    setArcs: data.setTies,
    select: data.lift,
    fit: fitTo,
    remove() {
      stopWatching()
      controls.remove()
      data.remove()
      map.remove()
      container.remove()
      delete element.dataset.map
    },
  }
}

function viewOf(map: GlMap): MapView {
  const bounds = map.getBounds()
  return {
    zoom: map.getZoom(),
    west: bounds.getWest(),
    south: bounds.getSouth(),
    east: bounds.getEast(),
    north: bounds.getNorth(),
  }
}

function repaint(map: GlMap, colors: MapColors) {
  for (const [layer, property, value] of repaints(colors))
    if (map.getLayer(layer)) map.setPaintProperty(layer, property, value)
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
