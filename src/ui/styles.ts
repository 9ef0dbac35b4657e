import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const packages = createRequire(import.meta.url)

const names = [
  'base.css', // first: it names the order of the layers
  'fonts.css',
  'tokens.css',
  'icon.css',
  'page-frame.css',
  'footer.css',
  'headings.css',
  'button.css',
  'fields.css',
  'editor.css',
  'margin-column.css',
  'error-summary.css',
  'notice.css',
  'tag.css',
  'evidence.css',
  'record.css',
  'data-table.css',
  'facets.css',
  'pagination.css',
  'card.css',
  'states.css',
  'legend.css',
  'charts/charts.css',
  'charts/comparison.css',
  'charts/network.css',
  'charts/tree.css',
  'charts/waterfall.css',
  'world-map/world-map.css',
  'map/map.css',
  'diff.css',
  'popover.css',
  'reading.css',
  'gallery.css',
  'utilities.css',
]

/** Every style sheet in the order it must be joined. */
export const styleFiles: string[] = names.map((name) => fileURLToPath(new URL(name, import.meta.url)))

/** All of them as one text, for the server to hash and serve. */
export function readStyles(): string {
  return styleFiles.map((file) => readFileSync(file, 'utf8')).join('\n')
}

const fonts = [
  ['source-serif-4', 'source-serif-4-latin-wght-normal.woff2'],
  ['source-serif-4', 'source-serif-4-latin-ext-wght-normal.woff2'],
  ['source-serif-4', 'source-serif-4-latin-wght-italic.woff2'],
  ['source-serif-4', 'source-serif-4-latin-ext-wght-italic.woff2'],
  ['public-sans', 'public-sans-latin-wght-normal.woff2'],
  ['public-sans', 'public-sans-latin-ext-wght-normal.woff2'],
] as const

/** MapLibre looks for its worker beside its own file, where a bundle does not put it; `mountMap` names this address instead. */
const mapWorker = ['maplibre-gl-worker.mjs']

/** Files of packages that the server offers as they are. The URLs never change their content: cache them for long. */
export const assetFiles: { url: string; file: string; type: string }[] = [
  ...fonts.map(([family, name]) => ({
    url: `/assets/fonts/${name}`,
    file: packages.resolve(`@fontsource-variable/${family}/files/${name}`),
    type: 'font/woff2',
  })),
  ...mapWorker.map((name) => ({
    url: `/assets/maplibre/${name}`,
    file: packages.resolve(`maplibre-gl/dist/${name}`),
    type: 'text/javascript',
  })),
]
