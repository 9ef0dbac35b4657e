import type { ComponentChildren } from 'preact'

export type GallerySection = { id: string; title: string; states: { name: string; node: ComponentChildren }[] }

export const longName =
  'Sample Intergovernmental Consultative Conference of Metropolitan, County, Regional and Provincial Administrations on Watershed Stewardship and Donaudampfschifffahrtsgesellschaftskapitänsangelegenheiten'

/** "A sample title in a language written from right to left", and a name. */
export const rightToLeft = {
  title: 'عنوان تجريبي طويل بما يكفي ليظهر كيف ينكسر السطر',
  name: 'اسم تجريبي',
  word: 'بيانات',
}

export const ports = [
  { id: 'aldenport', label: 'Aldenport (sample)', longitude: -122.4, latitude: 37.8, count: 214 },
  { id: 'bexley', label: 'Bexley Harbor (sample)', longitude: -74, latitude: 40.7, count: 168 },
  { id: 'corwin', label: 'Corwin (sample)', longitude: -95.4, latitude: 29.8, count: 97 },
  { id: 'dunmere', label: 'Dunmere (sample)', longitude: -87.6, latitude: 41.9, count: 121 },
  { id: 'ellsby', label: 'Ellsby (sample)', longitude: -80.2, latitude: 25.8, count: 76 },
  { id: 'farrow', label: 'Farrow (sample)', longitude: -157.9, latitude: 21.3, count: 18 },
]

export const shores = [
  { id: 'north', label: 'North shore (sample)', longitude: 135.5, latitude: 34.7, count: 88 },
  { id: 'river', label: 'River city (sample)', longitude: 2.35, latitude: 48.9, count: 64 },
  { id: 'lagoon', label: 'Lagoon city (sample)', longitude: 3.4, latitude: 6.5, count: 31 },
  { id: 'plain', label: 'Plain city (sample)', longitude: -58.4, latitude: -34.6, count: 25 },
  { id: 'delta', label: 'Delta city (sample)', longitude: 121.5, latitude: 31.2, count: 70 },
  { id: 'hill', label: 'Hill city (sample)', longitude: 77.2, latitude: 28.6, count: 40 },
  { id: 'bay', label: 'Bay city (sample)', longitude: 151.2, latitude: -33.9, count: 22 },
  { id: 'plateau', label: 'Plateau city (sample)', longitude: -99.1, latitude: 19.4, count: 112 },
  { id: 'lake', label: 'Lake city (sample)', longitude: 36.8, latitude: -1.3, count: 19 },
  { id: 'strait', label: 'Strait city (sample)', longitude: 103.8, latitude: 1.35, count: 15 },
]

export const ties = ports.flatMap((port, row) =>
  shores
    .filter((_, column) => (row * 3 + column * 5) % 4 !== 3)
    .map((shore, column) => ({
      port,
      shore,
      count: 1 + ((row * 7 + column * 11) % 19),
      hue: 1 + ((row + column) % 6),
    })),
)
