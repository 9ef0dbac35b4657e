import type { VNode } from 'preact'
import type { Viewer } from '#kernel/access'
import type { Clock } from '#platform/clock'
import { dayOf } from '#platform/clock'
import type { Reader } from '#platform/db'
import { formatDate, plural } from '#platform/i18n'
import { LinkButton, StatFigure, StatList, WorldMap } from '#ui'
import { countChanges } from '../changes/read.ts'
import { formHues, metaOf, toQuestion } from './rules.ts'
import type { Explorer } from './service.ts'

/** The front page's living strip: the map as it stands, and three figures with their denominators. */
export const homePanel =
  (explorer: Explorer, clock: Clock) =>
  async (db: Reader, viewer: Viewer): Promise<VNode> => {
    const now = clock.now()
    const monthStart = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1))
    const month = await countChanges(db, viewer, monthStart)
    const answer = explorer.ask(toQuestion({}, { zoom: 3, arcs: 240, abroad: false, limit: 0 }))
    const meta = metaOf(answer, {}, now)
    const today = formatDate('en', dayOf(now))
    const counted = (facet: string) => {
      const found = answer.facets.find((each) => each.name === facet)
      // The United States as a whole is no place that takes part.
      const isMeant = (value: string) => value !== 'unknown' && value !== 'us'
      return (found?.values ?? []).filter((value, at) => isMeant(value) && (found?.counts[at] ?? 0) > 0).length
    }
    return (
      <section class="home-map" aria-labelledby="home-map-title">
        <h2 id="home-map-title" class="visually-hidden">
          The map today
        </h2>
        <WorldMap
          title={`Map. ${meta.says}`}
          view="globe"
          largestRadius={9}
          points={answer.clusters.map((cluster) => ({
            id: String(cluster.cell),
            longitude: cluster.lon,
            latitude: cluster.lat,
            count: cluster.count,
            label: `${cluster.count} engagements`,
          }))}
          arcs={answer.arcs.map((arc, at) => ({
            id: String(at),
            from: { longitude: arc.fromPoint.lon, latitude: arc.fromPoint.lat },
            to: { longitude: arc.toPoint.lon, latitude: arc.toPoint.lat },
            count: arc.count,
            hue: formHues[arc.kind] ?? 6,
          }))}
        />
        <div class="home-figures">
          <StatList>
            <StatFigure
              number={answer.total}
              what="engagements on record"
              href="/map"
              of={`${answer.undated.toLocaleString('en-US')} of them without a date`}
              asOf={today}
            />
            <StatFigure
              number={counted('place')}
              what="US governments that take part"
              href="/governments"
              of="cities, counties, states and tribes with at least one record"
              asOf={today}
            />
            <StatFigure
              number={counted('country')}
              what="partner countries and territories"
              href="/countries"
              of="by ISO 3166-1 code of the counterpart"
              asOf={today}
            />
          </StatList>
          <p class="quiet">
            Since {formatDate('en', dayOf(monthStart))}: {plural('en', month.added, 'record', 'records')} added,{' '}
            {month.changed.toLocaleString('en-US')} changed,{' '}
            {plural('en', month.corrections, 'correction', 'corrections')} decided.{' '}
            <a href="/data/changes.atom">Feed of changes</a>
          </p>
          <LinkButton href="/map">Explore the map</LinkButton>
        </div>
      </section>
    )
  }
