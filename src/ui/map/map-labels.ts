import { geoDistance } from 'd3-geo'
import { type Map as GlMap, Marker } from 'maplibre-gl'
import { globeUntil } from './map-style.ts'
import type { MapLabel } from './world-labels.ts'

/** Set in the page's own font; hidden from readers, who get the list of what is in view instead. */
export function labelMarker(label: MapLabel) {
  const element = document.createElement('span')
  element.className = label.isWater ? 'map-label map-label-water' : 'map-label'
  element.textContent = label.text
  element.setAttribute('aria-hidden', 'true')
  return new Marker({ element, opacityWhenCovered: '0' }).setLngLat([label.longitude, label.latitude])
}

/** Only those of this distance, and none near the rim of the globe, where they would hang over it. */
export function showLabel(map: GlMap, label: MapLabel, marker: Marker) {
  const zoom = map.getZoom()
  const isShown = zoom >= label.fromZoom && zoom < label.untilZoom && isInView(map, label, 58)
  const isThere = marker.getElement().isConnected
  if (isShown && !isThere) marker.addTo(map)
  if (!isShown && isThere) marker.remove()
}

/** Whether a place faces the reader, at most `reach` degrees from the middle while the map is a globe, and is on the canvas. */
function isInView(map: GlMap, place: { longitude: number; latitude: number }, reach: number): boolean {
  const center = map.getCenter()
  const away = (geoDistance([place.longitude, place.latitude], [center.lng, center.lat]) * 180) / Math.PI
  if (map.getZoom() < globeUntil && away > reach) return false
  const { x, y } = map.project([place.longitude, place.latitude])
  const { clientWidth, clientHeight } = map.getContainer()
  return x >= 0 && y >= 0 && x <= clientWidth && y <= clientHeight
}
