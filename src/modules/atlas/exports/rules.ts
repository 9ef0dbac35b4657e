import { assemble } from '#kernel/claims'
import { toCsv } from '#platform/csv'
import type { SaidStatement } from '../archives/schema.ts'
import { isSeveral } from '../engagements/rules.ts'
import { type ExportRow, exportColumns } from './schema.ts'

export type Located = ExportRow & {
  usPoint: [longitude: number, latitude: number] | undefined
  abroadPoint: [longitude: number, latitude: number] | undefined
}

/** Ids of the statements that each property of a record rests on, of all that had been said of it. */
export const behindOf = (said: SaidStatement[]): Record<string, string[]> =>
  Object.fromEntries(
    assemble(
      said.map((each) => ({ ...each, contributor: '', citedAs: null, countsFrom: null })),
      {},
      isSeveral,
    ).map(({ property, chosen }) => [property, chosen.map(({ id }) => id)]),
  )

export const engagementsAsCsv = (rows: ExportRow[]): string =>
  toCsv(
    exportColumns.map((column) => column.name),
    rows.map((row) => exportColumns.map((column) => column.of(row))),
  )

/** RFC 7946: a line from the US side to the counterpart, a point when only one is known, null when neither is. */
export function toGeoJson(rows: Located[], says: string): object {
  return {
    type: 'FeatureCollection',
    description: says,
    features: rows.map(({ usPoint, abroadPoint, ...row }) => ({
      type: 'Feature',
      id: row.id,
      geometry: geometryOf(usPoint, abroadPoint),
      properties: Object.fromEntries(exportColumns.map((column) => [column.name, column.of(row)])),
    })),
  }
}

function geometryOf(from: [number, number] | undefined, to: [number, number] | undefined): object | null {
  if (from && to) return lineOf(from, to)
  const point = from ?? to
  return point ? { type: 'Point', coordinates: point } : null
}

/** RFC 7946 §3.1.9: a line that crosses the antimeridian is cut there into two. */
function lineOf([x1, y1]: [number, number], [x2, y2]: [number, number]): object {
  if (Math.abs(x2 - x1) <= 180)
    return {
      type: 'LineString',
      coordinates: [
        [x1, y1],
        [x2, y2],
      ],
    }
  const edge = x1 > 0 ? 180 : -180
  const unrolled = x2 + 2 * edge
  const share = (edge - x1) / (unrolled - x1)
  const latitude = y1 + share * (y2 - y1)
  return {
    type: 'MultiLineString',
    coordinates: [
      [
        [x1, y1],
        [edge, latitude],
      ],
      [
        [-edge, latitude],
        [x2, y2],
      ],
    ],
  }
}
