import { Eyebrow, Lede, PageHeader, SectionHeading } from '../headings.tsx'
import { Icon } from '../icon.tsx'
import { type GallerySection, longName, rightToLeft } from './samples.ts'

const swatches = {
  'Surfaces, text and lines': ['paper', 'paper-sunk', 'paper-raised', 'ink', 'ink-soft', 'line', 'line-strong'],
  'Accents and states': [
    'accent',
    'accent-tint',
    'brick',
    'brick-tint',
    'info',
    'success',
    'warning',
    'danger',
    'sample',
  ],
  'Sequential: few to many': ['shade-1', 'shade-2', 'shade-3', 'shade-4', 'shade-5', 'shade-6'],
  Categorical: ['hue-1', 'hue-2', 'hue-3', 'hue-4', 'hue-5', 'hue-6'],
  Map: ['map-water', 'map-land', 'map-border', 'map-point'],
}

export const foundationSections: GallerySection[] = [
  {
    id: 'color',
    title: 'Color',
    states: Object.entries(swatches).map(([name, tokens]) => ({ name, node: <Swatches tokens={tokens} /> })),
  },
  {
    id: 'type',
    title: 'Type and headings',
    states: [
      {
        name: 'Full',
        node: (
          <PageHeader
            eyebrow="Sample report"
            title="What cities learn from each other's harbors"
            lede="A sample sentence that says in two lines why this page is worth a reader's time, and stops there."
            meta="March 3, 2026 · A. Sample and B. Example"
          />
        ),
      },
      { name: 'Something new', node: <Eyebrow isNew>New this week (sample)</Eyebrow> },
      {
        name: 'Section with note and link',
        node: (
          <SectionHeading
            title="What we are doing (sample)"
            note="Four lines of work."
            action={<a href="#type">All of it</a>}
          />
        ),
      },
      { name: 'Very long', node: <PageHeader title={longName} lede={longName} /> },
      {
        name: 'Right to left',
        node: (
          <div dir="rtl" lang="ar">
            <Eyebrow>{rightToLeft.word}</Eyebrow>
            <h2>{rightToLeft.title}</h2>
            <Lede>{rightToLeft.title}</Lede>
          </div>
        ),
      },
    ],
  },
  {
    id: 'icons',
    title: 'Icons',
    states: [
      {
        name: 'By name, with and without a label',
        node: (
          <div class="row">
            <Icon name="search" label="Search" />
            <Icon name="map" />
            <Icon name="calendar" />
            <Icon name="file-text" />
            <Icon name="download" />
          </div>
        ),
      },
    ],
  },
]

function Swatches({ tokens }: { tokens: string[] }) {
  return (
    <div class="swatches">
      {tokens.map((token) => (
        <div key={token}>
          <svg width="100%" height="48" aria-hidden="true">
            <rect class={`swatch-${token}`} width="100%" height="48" />
          </svg>
          {token}
        </div>
      ))}
    </div>
  )
}
