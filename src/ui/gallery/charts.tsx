import { BarChart } from '../charts/bar-chart.tsx'
import { ComparisonTable, CountBar, SmallTimeline } from '../charts/comparison.tsx'
import { Matrix } from '../charts/matrix.tsx'
import { NetworkDiagram } from '../charts/network-diagram.tsx'
import { Sparkline } from '../charts/sparkline.tsx'
import { StatFigure, StatList } from '../charts/stat-figure.tsx'
import { TimelineHistogram } from '../charts/timeline-histogram.tsx'
import { Tree } from '../charts/tree.tsx'
import { Waterfall } from '../charts/waterfall.tsx'
import { type GallerySection, longName, ports, rightToLeft, shores, ties } from './samples.ts'

const bins = Array.from({ length: 36 }, (_, index) => ({
  label: String(1990 + index),
  count: Math.round(20 + 60 * Math.sin(index / 6) ** 2 + index * 2),
  chosen: Math.round(8 + 30 * Math.sin(index / 5) ** 2 + index),
}))

export const chartSections: GallerySection[] = [
  {
    id: 'figures',
    title: 'Figures',
    states: [
      {
        name: 'Full',
        node: (
          <StatList>
            <StatFigure
              number={1284}
              what="sample ties with a dated source"
              of="of 1,602 known"
              asOf="March 3, 2026"
              href="#figures"
            />
            <StatFigure number={50} what="sample states with at least one" of="of 50" asOf="March 3, 2026" />
            <StatFigure
              number="Unknown"
              what="sample ties that lapsed unseen"
              of="318 not checked since 2023"
              asOf="March 3, 2026"
            />
          </StatList>
        ),
      },
      {
        name: 'Sparkline',
        node: (
          <p>
            Sample entries a year <Sparkline values={[3, 5, 4, 8, 9, 7, 12, 15]} label="From 3 to 15 in eight years" />
          </p>
        ),
      },
      { name: 'Sparkline, too little to draw', node: <Sparkline values={[3]} label="3 in one year" /> },
    ],
  },
  {
    id: 'timeline',
    title: 'Timeline',
    states: [
      {
        name: 'Full, with a range chosen',
        node: (
          <form>
            <TimelineHistogram
              title="Sample entries by first year: 1,204 of 2,310 match"
              what="Sample entries"
              bins={bins}
              from="2001"
              to="2018"
              fields={{ from: 'From', to: 'Until', submit: 'Show these years' }}
            />
          </form>
        ),
      },
      { name: 'Empty', node: <TimelineHistogram title="Sample entries" what="sample entries" bins={[]} /> },
    ],
  },
  {
    id: 'bars',
    title: 'Bars',
    states: [
      {
        name: 'Full, with margins',
        node: (
          <BarChart
            caption="Sample share who agree, weighted, n = 412"
            largest={100}
            note="Lines show the 95 percent interval."
            rows={ports.map((port, index) => ({
              key: port.id,
              label: port.label,
              value: 72 - index * 9,
              words: `${72 - index * 9}%`,
              margin: { low: 66 - index * 9, high: 78 - index * 9 },
              isLifted: index === 1,
            }))}
          />
        ),
      },
      {
        name: 'Very long',
        node: (
          <BarChart
            caption={longName}
            rows={[
              { key: 'a', label: longName, value: 12 },
              { key: 'b', label: 'Short', value: 4 },
            ]}
          />
        ),
      },
      {
        name: 'Right to left',
        node: (
          <div dir="rtl" lang="ar">
            <BarChart
              caption={rightToLeft.title}
              rows={[
                { key: 'a', label: rightToLeft.name, value: 12 },
                { key: 'b', label: rightToLeft.word, value: 5 },
              ]}
            />
          </div>
        ),
      },
    ],
  },
  {
    id: 'matrix',
    title: 'Matrix',
    states: [
      {
        name: 'Full',
        node: (
          <Matrix
            caption="Sample ties by place and counterpart"
            what="Sample ties"
            rows={ports.map((port) => ({ key: port.id, label: port.label, href: '#matrix' }))}
            columns={shores.map((shore) => ({ key: shore.id, label: shore.label }))}
            countAt={(row, column) =>
              row === 'farrow' && column === 'lake'
                ? undefined
                : ties
                    .filter((tie) => tie.port.id === row && tie.shore.id === column)
                    .reduce((sum, tie) => sum + tie.count ** 2, 0)
            }
            hrefOf={() => '#matrix'}
          />
        ),
      },
      {
        name: 'To choose from',
        node: (
          <Matrix
            caption="Sample ties, rows to tick"
            what="Sample ties to choose from"
            selection={{ name: 'port', selected: ['corwin'] }}
            rows={ports.slice(0, 3).map((port) => ({ key: port.id, label: port.label }))}
            columns={shores.slice(0, 4).map((shore) => ({ key: shore.id, label: shore.label }))}
            countAt={(row, column) => row.length + column.length}
          />
        ),
      },
    ],
  },
  {
    id: 'comparison',
    title: 'Comparison',
    states: [
      {
        name: 'Full, with a column of none',
        node: (
          <ComparisonTable
            caption="Sample places compared"
            what="Comparison of sample places"
            columns={[
              {
                key: 'aldenport',
                label: <a href="#comparison">Aldenport (sample)</a>,
                note: <a href="#comparison">Remove</a>,
              },
              { key: 'long', label: longName },
              { key: 'none', label: 'Farrow (sample)' },
            ]}
            groups={[
              {
                title: 'On record',
                note: 'of 1,602 sample ties',
                rows: [
                  {
                    key: 'total',
                    label: 'Sample ties',
                    cells: [214, 97, 0].map((count) => <CountBar count={count} largest={214} href="#comparison" />),
                  },
                ],
              },
              {
                title: 'When it began',
                rows: [
                  {
                    key: 'decades',
                    label: 'By decade',
                    cells: [3, 1, 0].map((count) => (
                      <SmallTimeline
                        what="Sample ties by decade"
                        largest={9}
                        bins={['1990s', '2000s', '2010s'].map((label, at) => ({ label, count: count * (at + 1) }))}
                      />
                    )),
                  },
                ],
              },
            ]}
          />
        ),
      },
    ],
  },
  {
    id: 'network',
    title: 'Network',
    states: [
      {
        name: 'Full',
        node: (
          <NetworkDiagram
            title="Who works with whom (sample)"
            what="Sample ties"
            nodes={[
              ...ports.map((port) => ({ id: port.id, label: port.label, weight: port.count, href: '#network' })),
              ...shores.map((shore) => ({
                id: shore.id,
                label: shore.label,
                weight: shore.count,
                group: 'other' as const,
              })),
            ]}
            edges={ties
              .filter((tie) => tie.count > 6)
              .map((tie) => ({ from: tie.port.id, to: tie.shore.id, weight: tie.count }))}
          />
        ),
      },
      { name: 'Empty', node: <NetworkDiagram title="Sample" what="sample ties" nodes={[]} edges={[]} /> },
    ],
  },
  {
    id: 'tree',
    title: 'Hierarchy',
    states: [
      {
        name: 'Full',
        node: (
          <Tree
            label="Sample places"
            nodes={[
              {
                key: 'us',
                label: 'Sample country',
                href: '#tree',
                note: '1,204',
                children: [
                  {
                    key: 'state',
                    label: 'Sample state',
                    href: '#tree',
                    note: '88',
                    children: [{ key: 'city', label: longName, href: '#tree', isCurrent: true }],
                  },
                  { key: 'other', label: 'Other sample state', href: '#tree' },
                ],
              },
            ]}
          />
        ),
      },
    ],
  },
  {
    id: 'waterfall',
    title: 'Waterfall',
    states: [
      {
        name: 'Full',
        node: (
          <Waterfall
            label="How the sample share came about"
            total="62%"
            steps={[
              { what: 'sample beginning', moves: 'under 1%', from: 0, to: 0.004 },
              { what: longName, moves: '+71 points', from: 0.004, to: 0.714 },
              { what: 'what speaks against it', moves: '−9 points', from: 0.714, to: 0.62 },
            ]}
          />
        ),
      },
    ],
  },
]
