import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import crossfilter from 'crossfilter2'
import Supercluster from 'supercluster'
import { type EngagementRow, UNKNOWN } from '../../src/modules/atlas/explore/engine/engagement-row.ts'
import type { Question } from '../../src/modules/atlas/explore/engine/question.ts'
import { yearOf } from '../../src/modules/atlas/explore/engine/question.ts'
import { facetNames, MANY } from './sql.ts'

interface Flat {
  values: Record<string, string>
  themes: readonly string[]
  year: number
}

// Read as a file: not every package lets its package.json be imported.
const versionOf = (name: string): string => {
  const file = join(import.meta.dirname, '..', '..', 'node_modules', name, 'package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
export const crossfilterVersion = versionOf('crossfilter2')
export const superclusterVersion = versionOf('supercluster')

/** Facets and timeline only: crossfilter has no map cells, no text and no paging. Current versions only. */
export function openCrossfilter(rows: Iterable<EngagementRow>) {
  const records: Flat[] = []
  for (const row of rows) {
    if (row.knownTo !== undefined) continue
    records.push({
      values: Object.fromEntries(facetNames.map((name) => [name, row.facets[name]?.[0] ?? UNKNOWN])),
      themes: row.facets[MANY]?.length ? row.facets[MANY] : [UNKNOWN],
      year: row.startDay === undefined ? 0 : yearOf(row.startDay),
    })
  }
  const filter = crossfilter(records)
  const dimensions = new Map(
    facetNames.map((name) => [
      name,
      name === MANY
        ? filter.dimension((record) => [...record.themes], true)
        : filter.dimension((record) => record.values[name] ?? UNKNOWN),
    ]),
  )
  const years = filter.dimension((record) => record.year)
  const everything = filter.groupAll().reduceCount()
  const groups = [...dimensions.values(), years].map((dimension) =>
    dimension.group<string | number, number>().reduceCount(),
  )
  return {
    /** Sets a whole state and reads every group; the number of records that pass. */
    state(question: Question): number {
      for (const [name, dimension] of dimensions) {
        const wanted = question.facets?.[name]
        if (wanted?.length) dimension.filterFunction((value) => wanted.includes(String(value)))
        else dimension.filterAll()
      }
      const { starts } = question
      if (starts) {
        const first = starts.from === undefined ? 1 : yearOf(starts.from)
        const last = starts.to === undefined ? 9999 : yearOf(starts.to)
        years.filterFunction((year) =>
          Number(year) === 0 ? question.includeUndated === true : Number(year) >= first && Number(year) <= last,
        )
      } else years.filterAll()
      for (const group of groups) group.all()
      return Number(everything.value())
    },
  }
}

export type PointFeature = {
  type: 'Feature'
  geometry: { type: 'Point'; coordinates: [number, number] }
  properties: object
}

/** The map alone, and by distance rather than by cell: supercluster must build its tree anew for every filter. */
export function clusterAnew(features: PointFeature[], zoom: number): number {
  const tree = new Supercluster({ radius: 64, extent: 512, maxZoom: 14 })
  tree.load(features)
  return tree.getClusters([-180, -85, 180, 85], zoom).length
}
