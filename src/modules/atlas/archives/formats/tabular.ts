export type Cell = string | number | boolean | null

/** Types that Data Package, CSVW and Parquet all have. Partial dates are text: EDTF has no type in any of them. */
export type ColumnType = 'string' | 'integer' | 'boolean' | 'datetime'

export interface Column<Row> {
  name: string
  type: ColumnType
  meaning: string
  of(row: Row): Cell
}

/** One table of an archive as the files about it speak of it. */
export interface TableShape {
  /** Name of its file without the ending. */
  name: string
  title: string
  columns: Omit<Column<never>, 'of'>[]
  key: string[]
  /** Columns that name a row of another table. */
  references: { column: string; table: string; key: string }[]
  rowCount: number
}

/** The same with its cells in their order. An empty cell means unknown or none. */
export interface Table extends TableShape {
  rows: Cell[][]
}

export const tableOf = <Row>(
  about: Omit<TableShape, 'columns' | 'rowCount'>,
  columns: Column<Row>[],
  rows: Row[],
): Table => ({
  ...about,
  rowCount: rows.length,
  columns: columns.map(({ name, type, meaning }) => ({ name, type, meaning })),
  rows: rows.map((row) => columns.map((column) => column.of(row))),
})

/** One edition of the data: a question at an instant. The same edition has the same bytes whenever it is made. */
export interface Edition {
  /** Citable: the instant in its first half, the question in its second. */
  id: string
  /** Where the very same bytes are had again. */
  address: string
  title: string
  /** What is counted, of how many, as of when. */
  says: string
  asOf: string
  knownAt: string
  publisher: string
  publisherAddress: string
}

export interface Source {
  id: string
  title: string
  publisher: string
  address: string | null
  licence: string
  attribution: string
}

/** A file as the others speak of it. */
export interface Sealed {
  name: string
  size: number
  sha256: string
}

export interface MadeFile extends Sealed {
  bytes: Uint8Array
}
