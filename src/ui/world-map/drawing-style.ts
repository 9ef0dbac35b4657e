import { cardColors } from '../share-card.tsx'

const { water, land, border, borderSoft, ink, paper, accent, hues } = cardColors

/** The colors of a drawn map where no style sheet reaches it: on paper. Mirrors world-map.css in its light scheme. */
export const drawingStyle = [
  `.world-map-water{fill:${water}}`,
  `.world-map-graticule{fill:none;stroke:${borderSoft};stroke-width:0.3}`,
  `.world-map-land{fill:${land};stroke:${border};stroke-width:0.4}`,
  `.world-map-borders{fill:none;stroke:${border};stroke-width:0.4}`,
  `.world-map-states{fill:none;stroke:${borderSoft};stroke-width:0.4}`,
  '.world-map-rim{fill:none;stroke:none}',
  `.world-map-arc{fill:none;stroke:${accent};stroke-opacity:0.6}`,
  '.world-map-arcs-many .world-map-arc{stroke-opacity:0.28}',
  `.world-map-point{fill:${accent};fill-opacity:0.62;stroke:${accent};stroke-width:0.4}`,
  `.world-map-point-selected{stroke:${ink};stroke-width:0.8}`,
  `.tie-map-name{fill:${ink};stroke:${paper};stroke-width:1;paint-order:stroke;font-family:"Public Sans"}`,
  ...hues.flatMap((hue, at) => [
    `.world-map-arc.map-hue-${at + 1},.stroke-hue-${at + 1}{stroke:${hue}}`,
    `.world-map-point.map-hue-${at + 1}{fill:${hue};stroke:${hue}}`,
  ]),
].join('')
