import type { ComponentChildren } from 'preact'
import { Card, CardList } from '../card.tsx'
import { DataTable } from '../data-table.tsx'
import { FacetList } from '../facets.tsx'
import { LoadMore, Pagination } from '../pagination.tsx'
import { EmptyState, Progress, Skeleton } from '../states.tsx'
import { StatusChip, type StatusTone, Tag } from '../tag.tsx'
import { type GallerySection, longName, ports, rightToLeft } from './samples.ts'

const march = { iso: '2026-03-03', words: 'March 3, 2026' }
const entries = [
  {
    type: 'Report',
    title: 'A sample report on harbors that trade engineers',
    by: 'A. Sample and B. Example',
    isNew: true,
  },
  { type: 'Past event', title: 'Sample forum: what three deltas agreed on', by: 'Aldenport (sample)' },
  { type: 'Statement', title: 'A sample statement on clean rivers', by: 'Sample task force' },
  { type: 'Article', title: 'How a sample county kept its promise', by: 'C. Invented' },
]
const teaser =
  'Two or three lines of sample text say what a reader will find here, in plain words, without asking for applause.'

const columns = [
  {
    key: 'place',
    label: 'Place',
    cell: (row: Row): ComponentChildren => <a href="#table">{row.label}</a>,
    sortHref: '#by-place',
  },
  { key: 'status', label: 'Status', cell: (): ComponentChildren => <StatusChip tone="positive">Active</StatusChip> },
  {
    key: 'count',
    label: 'Entries',
    cell: (row: Row): ComponentChildren => row.count.toLocaleString('en-US'),
    isNumber: true,
    sortHref: '#by-count',
    sorted: 'descending' as const,
  },
]
type Row = { id: string; label: string; count: number }
const keyOf = (row: Row) => row.id

const tones: [StatusTone, string][] = [
  ['positive', 'In force'],
  ['partial', 'Partly met'],
  ['pending', 'Under review'],
  ['negative', 'Withdrawn'],
  ['ended', 'Ended'],
  ['unknown', 'Unknown'],
  ['new', 'Needs you'],
  ['sample', 'Sample'],
]

export const listSections: GallerySection[] = [
  {
    id: 'cards',
    title: 'Cards and lists',
    states: [
      { name: 'Featured first', node: <Cards view="lead" /> },
      { name: 'Compact view', node: <Cards view="compact" /> },
      {
        name: 'Very long',
        node: (
          <CardList>
            <Card href="#cards" type="Report" title={longName} by={longName} date={march} />
          </CardList>
        ),
      },
      {
        name: 'Right to left',
        node: (
          <div dir="rtl" lang="ar">
            <CardList>
              <Card
                href="#cards"
                type={rightToLeft.word}
                title={rightToLeft.title}
                by={rightToLeft.name}
                teaser={rightToLeft.title}
              />
            </CardList>
          </div>
        ),
      },
      { name: 'More to load', node: <LoadMore href="#more" shown={24} total={1204} noun="sample entries" /> },
      { name: 'All shown', node: <LoadMore shown={7} total={7} noun="sample entries" /> },
      {
        name: 'Pages',
        node: <Pagination page={6} pages={18} hrefOf={(page) => `#page-${page}`} label="Sample pages" />,
      },
    ],
  },
  {
    id: 'tags',
    title: 'Tags and status',
    states: [
      {
        name: 'Status: a word and a shape',
        node: (
          <div class="row">
            {tones.map(([tone, words]) => (
              <StatusChip tone={tone} key={tone}>
                {words}
              </StatusChip>
            ))}
          </div>
        ),
      },
      {
        name: 'Tags',
        node: (
          <div class="row">
            <Tag href="#tags">Water (sample)</Tag>
            <Tag>Ports (sample)</Tag>
            <Tag>{longName}</Tag>
          </div>
        ),
      },
    ],
  },
  {
    id: 'table',
    title: 'Table',
    states: [
      {
        name: 'Full, sorted, with selection',
        node: (
          <DataTable
            caption="Sample entries by place, as of March 3, 2026"
            columns={columns}
            rows={[...ports].sort((a, b) => b.count - a.count)}
            keyOf={keyOf}
            selection={{ name: 'chosen', labelOf: (row) => row.label, selected: ['bexley'] }}
            isHeaderSticky
          />
        ),
      },
      {
        name: 'Empty',
        node: (
          <DataTable
            caption="Sample entries"
            columns={columns}
            rows={[]}
            keyOf={keyOf}
            whenEmpty="No sample entries match. Take a filter away."
          />
        ),
      },
      {
        name: 'Very long',
        node: (
          <DataTable
            caption="Sample entries"
            columns={columns}
            rows={[{ id: 'long', label: longName, count: 1234567 }]}
            keyOf={keyOf}
          />
        ),
      },
      {
        name: 'Right to left',
        node: (
          <div dir="rtl" lang="ar">
            <DataTable
              caption={rightToLeft.title}
              columns={columns.slice(0, 2)}
              rows={[{ id: 'rtl', label: rightToLeft.name, count: 3 }]}
              keyOf={keyOf}
            />
          </div>
        ),
      },
    ],
  },
  {
    id: 'facets',
    title: 'Facets',
    states: [
      {
        name: 'Full, one chosen, some folded',
        node: (
          <FacetList
            name="place"
            title="Place (sample)"
            shown={4}
            facets={ports.map((port, index) => ({
              value: port.id,
              label: port.label,
              count: port.count,
              isChosen: index === 1,
            }))}
          />
        ),
      },
      {
        name: 'Very long',
        node: (
          <FacetList
            name="long"
            title={longName}
            facets={[
              { value: 'a', label: longName, count: 12 },
              { value: 'b', label: 'None (sample)', count: 0 },
            ]}
          />
        ),
      },
      { name: 'Empty', node: <FacetList name="none" title="Form (sample)" facets={[]} /> },
      {
        name: 'Right to left',
        node: (
          <div dir="rtl" lang="ar">
            <FacetList
              name="rtl"
              title={rightToLeft.word}
              facets={[
                { value: 'a', label: rightToLeft.name, count: 12 },
                { value: 'b', label: rightToLeft.word, count: 5 },
              ]}
            />
          </div>
        ),
      },
    ],
  },
  {
    id: 'states',
    title: 'Empty, loading, failing, forbidden',
    states: [
      {
        name: 'Empty',
        node: (
          <EmptyState title="No sample entries yet" action={<a href="#states">Add the first one</a>}>
            When somebody records one, it appears here.
          </EmptyState>
        ),
      },
      { name: 'Loading', node: <Skeleton lines={4} /> },
      { name: 'Working, how far is known', node: <Progress label="Reading sample rows" done={3200} total={9000} /> },
      { name: 'Working, how far is unknown', node: <Progress label="Asking the sample source" /> },
      {
        name: 'Failing',
        node: (
          <EmptyState kind="failing" title="The sample list could not be read">
            Nothing is lost. Try again in a minute.
          </EmptyState>
        ),
      },
      {
        name: 'Forbidden',
        node: (
          <EmptyState kind="forbidden" title="This sample list is for its task force">
            Ask its chair to add you.
          </EmptyState>
        ),
      },
    ],
  },
]

function Cards({ view }: { view: 'lead' | 'compact' }) {
  return (
    <CardList view={view}>
      {entries.map((entry) => (
        <Card href="#cards" date={march} teaser={teaser} {...entry} key={entry.title} />
      ))}
    </CardList>
  )
}
