import { Breadcrumbs, Footer, Masthead, SearchBox, SkipLink } from '../page-frame.tsx'
import { TabLinks, ViewSwitch } from '../pagination.tsx'
import { type GallerySection, longName, rightToLeft } from './samples.ts'

const items = [
  { href: '#frame', label: 'Map' },
  { href: '#lists', label: 'Reports', isCurrent: true },
  { href: '#forms', label: 'Events' },
  { href: '#records', label: 'About' },
]

const mark = (
  <svg width="28" height="28" viewBox="0 0 28 28">
    <path
      d="M14 1v26M1 14h26M14 1c8 7 8 19 0 26M14 1c-8 7-8 19 0 26"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
    />
  </svg>
)

export const frameSections: GallerySection[] = [
  {
    id: 'frame',
    title: 'Page frame',
    states: [
      { name: 'Skip link (shown on focus)', node: <SkipLink /> },
      {
        name: 'Masthead, full',
        node: (
          <Masthead
            name="Sample Institute"
            navigationLabel="Sample"
            mark={mark}
            items={items}
            search={<SearchBox action="#search" label="Search (sample)" />}
            aside={<a href="#sign-in">Sign in</a>}
          />
        ),
      },
      {
        name: 'Masthead, very long name',
        node: <Masthead name={longName} navigationLabel="Long sample" items={items} />,
      },
      {
        name: 'Masthead, right to left',
        node: (
          <div dir="rtl" lang="ar">
            <Masthead
              name={rightToLeft.name}
              navigationLabel={rightToLeft.word}
              menuLabel={rightToLeft.word}
              items={items.map((item, index) => ({ ...item, label: `${rightToLeft.word} ${index + 1}` }))}
            />
          </div>
        ),
      },
      {
        name: 'Breadcrumbs',
        node: (
          <Breadcrumbs
            items={[
              { href: '#a', label: 'Reports' },
              { href: '#b', label: 'Sample series' },
              { label: 'Sample report' },
            ]}
          />
        ),
      },
      {
        name: 'View switcher and compact switch',
        node: (
          <>
            <TabLinks
              label="Views (sample)"
              options={[
                { href: '#map', label: 'Map', isCurrent: true },
                { href: '#table', label: 'Table', isCurrent: false },
                { href: '#matrix', label: 'Matrix', isCurrent: false },
                { href: '#network', label: 'Network', isCurrent: false },
              ]}
            />
            <ViewSwitch
              label="Density (sample)"
              options={[
                { href: '#full', label: 'Full view', isCurrent: true },
                { href: '#compact', label: 'Compact view', isCurrent: false },
              ]}
            />
          </>
        ),
      },
      {
        name: 'Footer',
        node: (
          <Footer
            name="Sample Institute"
            mission="A sample sentence of purpose."
            groups={[
              { title: 'Work (sample)', items: items.slice(0, 2) },
              { title: 'Take part (sample)', items: items.slice(2) },
            ]}
            printLine="https://example.org/reports · printed March 3, 2026"
          >
            Sample text. Nobody's rights reserved.
          </Footer>
        ),
      },
    ],
  },
]
