import { ParquetWriter, parquetWriteBuffer, schemaFromColumnData } from 'hyparquet-writer'
import type { Cell, ColumnType, Table, TableShape } from './tabular.ts'

type Position = [longitude: number, latitude: number]
export type Geometry =
  | { type: 'Point'; coordinates: Position }
  | { type: 'LineString'; coordinates: Position[] }
  | { type: 'MultiLineString'; coordinates: Position[][] }

const parquetTypes = {
  string: 'STRING',
  integer: 'INT32',
  boolean: 'BOOLEAN',
  datetime: 'STRING',
} as const satisfies Record<ColumnType, string>

/** GeoParquet 1.1: the table of records, with their geometries as well-known binary and the box that holds them all. */
export function geoParquetOf(table: Table, geometries: (Geometry | null)[]): Uint8Array {
  const drawn = geometries.flatMap((each) => each ?? [])
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: columnsOf(table, table.rows, geometries),
      kvMetadata: [
        geoOf(
          drawn.map(({ type }) => type),
          boxOf(drawn.flatMap(positionsOf)),
        ),
      ],
      createdBy: 'legation',
    }),
  )
}

type ParquetOutput = ConstructorParameters<typeof ParquetWriter>[0]['writer']

/** The same bytes of more records than fit in memory: groups of rows are written as soon as they are full. */
export function growGeoParquet(writer: ParquetOutput, table: TableShape) {
  // Filled in at the end: the file says what it holds in its last bytes.
  const metadata: { key: string; value: string }[] = []
  const schema = schemaFromColumnData({ columnData: columnsOf(table, [], []) })
  const file = new ParquetWriter({ writer, schema, kvMetadata: metadata, createdBy: 'legation' })
  const kinds = new Set<Geometry['type']>()
  let corners: Position[] = []
  let rows: Cell[][] = []
  let geometries: (Geometry | null)[] = []
  let isFirst = true
  const writeGroup = (size: number) => {
    const columns = columnsOf(table, rows.splice(0, size), geometries.splice(0, size))
    file.write({ columnData: columns.map(({ name, data }) => ({ name, data })), rowGroupSize: size })
    isFirst = false
  }
  return {
    add(more: Cell[][], theirs: (Geometry | null)[]) {
      rows = rows.concat(more)
      geometries = geometries.concat(theirs)
      const drawn = theirs.flatMap((each) => each ?? [])
      for (const { type } of drawn) kinds.add(type)
      const box = boxOf([...corners, ...drawn.flatMap(positionsOf)])
      if (box) corners = [box.slice(0, 2), box.slice(2)] as Position[] // west and south, east and north
      for (let size = groupSize(isFirst); rows.length >= size; size = groupSize(isFirst)) writeGroup(size)
    },
    finish() {
      if (rows.length > 0) writeGroup(rows.length)
      metadata.push(geoOf([...kinds], boxOf(corners)))
      file.finish()
    },
  }
}

/** As the writer of whole files divides them: a small group first, by which a reader sees what there is. */
const groupSize = (isFirst: boolean): number => (isFirst ? 1000 : 100_000)

const columnsOf = (table: TableShape, rows: Cell[][], geometries: (Geometry | null)[]) => [
  ...table.columns.map(({ name, type }, at) => ({
    name,
    type: parquetTypes[type],
    // Nothing is known of an empty cell: in Parquet that is null.
    data: rows.map((row) => (row[at] === '' ? null : (row[at] ?? null))),
  })),
  { name: 'geometry', type: 'BYTE_ARRAY' as const, data: geometries.map((each) => (each ? wkbOf(each) : null)) },
]

function geoOf(types: Geometry['type'][], bbox: ReturnType<typeof boxOf>): { key: string; value: string } {
  const geo = {
    version: '1.1.0',
    primary_column: 'geometry',
    columns: { geometry: { encoding: 'WKB', geometry_types: [...new Set(types)].sort(), ...(bbox ? { bbox } : {}) } },
  }
  return { key: 'geo', value: JSON.stringify(geo) }
}

export const positionsOf = (geometry: Geometry): Position[] =>
  geometry.type === 'Point'
    ? [geometry.coordinates]
    : geometry.type === 'LineString'
      ? geometry.coordinates
      : geometry.coordinates.flat()

/** West, south, east, north: lines are cut at the antimeridian, so that no box runs the long way round. */
export function boxOf(positions: Position[]): [number, number, number, number] | undefined {
  const [first] = positions
  if (!first) return undefined
  const box: [number, number, number, number] = [first[0], first[1], first[0], first[1]]
  for (const [x, y] of positions) {
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  return box
}

const kinds = { Point: 1, LineString: 2, MultiLineString: 5 } as const

/** Well-known binary of OGC Simple Features, little-endian. */
function wkbOf(geometry: Geometry): Uint8Array {
  if (geometry.type === 'Point') return simpleWkb(kinds.Point, undefined, [geometry.coordinates])
  if (geometry.type === 'LineString')
    return simpleWkb(kinds.LineString, geometry.coordinates.length, geometry.coordinates)
  const head = simpleWkb(kinds.MultiLineString, geometry.coordinates.length, [])
  return Buffer.concat([head, ...geometry.coordinates.map((line) => simpleWkb(kinds.LineString, line.length, line))])
}

function simpleWkb(kind: number, count: number | undefined, positions: Position[]): Uint8Array {
  const bytes = Buffer.alloc(5 + (count === undefined ? 0 : 4) + positions.length * 16)
  bytes.writeUInt8(1, 0)
  bytes.writeUInt32LE(kind, 1)
  if (count !== undefined) bytes.writeUInt32LE(count, 5)
  let at = count === undefined ? 5 : 9
  for (const [x, y] of positions) {
    bytes.writeDoubleLE(x, at)
    bytes.writeDoubleLE(y, at + 8)
    at += 16
  }
  return bytes
}
