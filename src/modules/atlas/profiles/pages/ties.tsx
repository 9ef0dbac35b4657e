import type { ComponentChildren } from 'preact'
import type { OrganizationView } from '#kernel/organizations'
import { formatNumber, plural } from '#platform/i18n'
import { Legend, type MapArc, type MapPoint, SectionHeading, TieMap } from '#ui'
import { pairPath, partyPath } from '../../engagements/pages/paths.ts'
import type { ClocksAsked } from '../../engagements/schema.ts'
import type { Answer } from '../../explore/engine/answer.ts'
import type { Arc } from '../../explore/engine/arcs.ts'
import { explorerPath } from '../../explore/pages/state.ts'
import { formHues, metaOf, namedValues, toQuestion } from '../../explore/rules.ts'
import type { PlainQuestion } from '../../explore/schema.ts'
import type { Explorer } from '../../explore/service.ts'

/** More than any one place or country has; what is beyond is said. */
export const mostArcs = 2000

/** Where the ties of one place or with one country lead: a drawing, and the same in words. Nothing when none can be drawn. */
export function Ties({
  explorer,
  asked,
  answer = explorer.ask(toQuestion(asked, { arcs: mostArcs, limit: 0 })),
  whose,
  now,
}: {
  explorer: Explorer
  asked: PlainQuestion
  /** When the page has it already, with its arcs. */
  answer?: Answer
  whose: string
  now: Date
}) {
  if (answer.arcs.length === 0) return null
  const { points, arcs } = drawingOf(explorer, answer.arcs, [...(asked.place ?? []), ...(asked.partner ?? [])])
  const drawn = answer.arcs.reduce((sum, arc) => sum + arc.count, 0)
  const missing = answer.total - drawn
  const forms = [...new Set(answer.arcs.map((arc) => arc.kind))]
  return (
    <section aria-labelledby="where">
      <SectionHeading
        title="Where these ties lead"
        id="where"
        action={<a href={explorerPath(asked)}>Explore on the map</a>}
      />
      <TieMap title={`Map of the ties of ${whose}. ${metaOf(answer, asked, now).says}`} points={points} arcs={arcs} />
      <Legend
        title="Lines by form"
        items={forms.map((form) => ({
          kind: 'hue' as const,
          step: formHues[form] ?? 6,
          label: explorer.labelOf('form', form),
        }))}
      />
      {missing > 0 && (
        <p class="quiet">
          {formatNumber('en', missing)} of {plural('en', answer.total, 'engagement', 'engagements')}{' '}
          {missing === 1 ? 'has' : 'have'} no counterpart with a position, as memberships in networks have none, and{' '}
          {missing === 1 ? 'is' : 'are'} not drawn.
        </p>
      )}
      <TiesInWords explorer={explorer} asked={asked} arcs={answer.arcs} />
    </section>
  )
}

/** Where the members of a network are. Its table names each of them, so the drawing needs no other words. */
export function Members({
  explorer,
  network,
  clocks,
  now,
}: {
  explorer: Explorer
  network: OrganizationView
  clocks: ClocksAsked
  now: Date
}) {
  const asked = { network: [network.id], asOf: clocks.asOf, knownAt: clocks.knownAt }
  const answer = explorer.ask(toQuestion(asked, { arcs: 0, limit: 0 }))
  const points = namedValues(answer, 'place').flatMap(({ value, count }) => pointAt(explorer, value, count))
  if (points.length === 0) return null
  return (
    <section aria-labelledby="where">
      <SectionHeading
        title="Where its members are"
        id="where"
        action={<a href={explorerPath(asked)}>Explore on the map</a>}
      />
      <TieMap
        title={`Map of members of ${network.name}. ${metaOf(answer, asked, now).says}`}
        points={points}
        arcs={[]}
      />
    </section>
  )
}

const mostWords = 60

function TiesInWords({ explorer, asked, arcs }: { explorer: Explorer; asked: PlainQuestion; arcs: Arc[] }) {
  return (
    <details class="map-words">
      <summary>The map in words</summary>
      <ul class="columns-list">
        {arcs.slice(0, mostWords).map((arc) => (
          <li key={`${arc.from} ${arc.to}`}>
            <PartyNames explorer={explorer} facet="place" ids={arc.from} /> –{' '}
            <PartyNames explorer={explorer} facet="partner" ids={arc.to} />:{' '}
            {arc.count === 1 ? '' : `${arc.count}, mostly `}
            <PairLink arc={arc}>{explorer.labelOf('form', arc.kind).toLowerCase()}</PairLink>
          </li>
        ))}
      </ul>
      {arcs.length > mostWords && (
        <p>
          These are the busiest.{' '}
          <a href={explorerPath(asked, 'table')}>All {formatNumber('en', arcs.length)} lines are in the table</a>
        </p>
      )}
    </details>
  )
}

function PairLink({ arc, children }: { arc: Arc; children: ComponentChildren }) {
  const [[home], [other]] = [arc.from, arc.to]
  return home && other ? <a href={pairPath(home, other)}>{children}</a> : children
}

function PartyNames({ explorer, facet, ids }: { explorer: Explorer; facet: string; ids: string[] }) {
  return ids.map((id, at) => {
    const party = explorer.party(id)
    return (
      <>
        {at > 0 && ', '}
        {party ? <a href={partyPath(party)}>{party.label}</a> : explorer.labelOf(facet, id)}
      </>
    )
  })
}

/** Circles and lines of some arcs; those whose page it is stand out. */
export function drawingOf(explorer: Explorer, arcs: Arc[], chosen: string[]): { points: MapPoint[]; arcs: MapArc[] } {
  const points = new Map<string, MapPoint>()
  for (const arc of arcs)
    for (const [ids, at] of [
      [arc.from, arc.fromPoint],
      [arc.to, arc.toPoint],
    ] as const) {
      const id = ids.join(' ')
      const known = points.get(id)
      if (known) known.count += arc.count
      else
        points.set(id, {
          ...pointOf(explorer, ids, at),
          isSelected: ids.some((each) => chosen.includes(each)),
          count: arc.count,
        })
    }
  return {
    points: [...points.values()].sort(
      (a, b) => Number(b.isSelected ?? false) - Number(a.isSelected ?? false) || b.count - a.count,
    ),
    arcs: arcs.map((arc, at) => ({
      id: `arc-${at}`,
      from: { longitude: arc.fromPoint.lon, latitude: arc.fromPoint.lat },
      to: { longitude: arc.toPoint.lon, latitude: arc.toPoint.lat },
      count: arc.count,
      hue: formHues[arc.kind] ?? 6,
    })),
  }
}

function pointOf(explorer: Explorer, ids: string[], { lon, lat }: { lon: number; lat: number }) {
  const parties = ids.flatMap((id) => explorer.party(id) ?? [])
  const [party] = parties
  return {
    id: ids.join(' '),
    longitude: lon,
    latitude: lat,
    label: parties.map(({ label }) => label).join(', '),
    name: parties.map(shortName).join(', '),
    ...(party ? { href: partyPath(party) } : {}),
  }
}

/** A party on its own; nothing when its position is unknown. */
export function pointAt(explorer: Explorer, id: string, count: number): MapPoint[] {
  const party = explorer.party(id)
  if (!party || party.longitude === null || party.latitude === null) return []
  return [{ ...pointOf(explorer, [id], { lon: party.longitude, lat: party.latitude }), count }]
}

/** Beside its circle a place needs no state or country: the map shows both. */
const shortName = ({ label }: { label: string }): string => label.replace(/, [^,]+$/, '')
