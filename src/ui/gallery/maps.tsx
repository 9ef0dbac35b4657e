import { Legend } from '../legend.tsx'
import { StateMap } from '../world-map/state-map.tsx'
import { TieMap } from '../world-map/tie-map.tsx'
import { WorldMap } from '../world-map/world-map.tsx'
import { type GallerySection, longName, ports, shores, ties } from './samples.ts'

const points = [
  ...ports.map((port) => ({ ...port, href: `#${port.id}` })),
  ...shores.map((shore) => ({ ...shore, hue: 1 })),
]
const arcs = ties.map((tie) => ({
  id: `${tie.port.id}-${tie.shore.id}`,
  from: tie.port,
  to: tie.shore,
  count: tie.count,
  hue: tie.hue,
  label: `${tie.port.label} – ${tie.shore.label}: ${tie.count}`,
}))

const home = ports.find((port) => port.id === 'corwin')
const tiesOfOne = arcs.filter((arc) => arc.id.startsWith('corwin'))
const partnersOfOne = shores
  .filter((shore) => tiesOfOne.some((arc) => arc.id.endsWith(`-${shore.id}`)))
  .map((shore) => ({ ...shore, count: 1, href: `#${shore.id}` }))

export const mapSections: GallerySection[] = [
  {
    id: 'tie-map',
    title: 'Ties of one place',
    states: [
      {
        name: 'Full',
        node: (
          <TieMap
            title="Sample ties of Corwin: 7 of 7, as of March 3, 2026"
            points={[...(home ? [{ ...home, isSelected: true }] : []), ...partnersOfOne]}
            arcs={tiesOfOne}
          />
        ),
      },
      {
        name: 'Over the Pacific, with a very long name',
        node: (
          <TieMap
            title="One sample tie"
            points={[
              { id: 'here', label: 'Farrow (sample)', longitude: -157.9, latitude: 21.3, count: 1, isSelected: true },
              { id: 'there', label: longName, longitude: 135.5, latitude: 34.7, count: 1 },
            ]}
            arcs={[
              {
                id: 'one',
                from: { longitude: -157.9, latitude: 21.3 },
                to: { longitude: 135.5, latitude: 34.7 },
                count: 1,
                hue: 1,
              },
            ]}
          />
        ),
      },
      {
        name: 'Empty',
        node: <TieMap title="No sample ties" points={[]} arcs={[]} caption="No sample tie has a position." />,
      },
    ],
  },
  {
    id: 'world-map',
    title: 'World map',
    states: [
      {
        name: 'Full',
        node: (
          <>
            <WorldMap
              title="Sample ties: 412 of 1,204, as of March 3, 2026"
              points={points}
              arcs={arcs}
              caption="412 sample ties of 1,204, as of March 3, 2026."
            />
            <Legend
              title="Sample forms"
              items={[1, 2, 3, 4, 5, 6].map((step) => ({ kind: 'hue' as const, step, label: `Sample form ${step}` }))}
            />
          </>
        ),
      },
      {
        name: 'One place lifted above the rest',
        node: (
          <WorldMap
            title="Sample ties of one place"
            points={points.map((point) => ({ ...point, isSelected: point.id === 'aldenport' }))}
            arcs={arcs.map((arc) => ({ ...arc, isSelected: arc.id.startsWith('aldenport') }))}
          />
        ),
      },
      {
        name: 'Globe',
        node: (
          <WorldMap
            title="Sample ties on a globe"
            view="globe"
            points={points}
            arcs={arcs.map(({ hue: _, ...arc }) => arc)}
          />
        ),
      },
      {
        name: 'States told apart by texture',
        node: (
          <StateMap
            title="Sample answers by state"
            areas={[
              { name: 'Texas', texture: 'solid', label: 'Texas: all asked have answered' },
              { name: 'Ohio', texture: 'lines', label: 'Ohio: some have answered' },
              { name: 'Maine', texture: 'dots', label: 'Maine: asked, nobody answered yet' },
            ]}
            legend={[
              { texture: 'solid', label: 'All answered' },
              { texture: 'lines', label: 'Some answered' },
              { texture: 'dots', label: 'Nobody answered yet' },
              { texture: 'none', label: 'Not asked' },
            ]}
          />
        ),
      },
      {
        name: 'Empty',
        node: <WorldMap title="No sample ties match" points={[]} caption="No sample ties match. Take a filter away." />,
      },
    ],
  },
]
