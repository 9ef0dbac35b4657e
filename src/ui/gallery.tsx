import { chartSections } from './gallery/charts.tsx'
import { deedSections } from './gallery/deeds.tsx'
import { formSections } from './gallery/forms.tsx'
import { foundationSections } from './gallery/foundations.tsx'
import { frameSections } from './gallery/frames.tsx'
import { listSections } from './gallery/lists.tsx'
import { mapSections } from './gallery/maps.tsx'
import { readingSections } from './gallery/reading.tsx'
import type { GallerySection } from './gallery/samples.ts'

export type { GallerySection }

/** Every part in its empty, loading, full, failing, forbidden, very-long and right-to-left states. All content is invented. */
export const gallerySections: GallerySection[] = [
  ...foundationSections,
  ...frameSections,
  ...readingSections,
  ...listSections,
  ...formSections,
  ...deedSections,
  ...chartSections,
  ...mapSections,
]
