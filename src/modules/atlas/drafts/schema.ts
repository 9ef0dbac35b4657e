import type { FieldName } from '../recipes/schema.ts'

/** What words of a file mean where the answer stands in the spine: countries and states by name. */
export interface Words {
  country(text: string): string | undefined
  /** Postal code of a US state. */
  state(text: string): string | undefined
}

/** Where a value stands: the field that says so, the name of its column, and the raw cell. */
export interface Cell {
  field: FieldName
  column: string
  at: number
  raw: string
}

/** A place as a row speaks of it. */
export interface End {
  /** Name, country and region, folded: rows with the same key mean the same place. */
  key: string
  name: string
  country: string
  region: string
  /** A state is named that nobody knows. */
  unreadRegion: string | undefined
  id: string
  point: { latitude: number; longitude: number } | undefined
  cell: Cell
}

export interface Said {
  property: string
  value: string
  cell: Cell
}

/** One row, read: two places or a place and a network, and what is said of what holds them together. */
export interface Draft {
  row: number
  first: End
  second: End | undefined
  network: Cell | undefined
  said: Said[]
}

export interface RowReject {
  row: number
  column: string
  value: string
  reason: string
  explanation: string
}
