/** Rows as the driver gives them. Both databases agree: bigint and numeric are numbers, dates are `YYYY-MM-DD`, instants are Date. */
export interface Result {
  rows: Record<string, unknown>[]
  /** Rows inserted, updated or deleted. */
  changed: number
}

/** One session with the database; between `connect` and `release` nobody else uses it. */
export interface Connection {
  query(text: string, parameters?: readonly unknown[]): Promise<Result>
  /** Several statements without parameters, as in a migration. */
  exec(text: string): Promise<Result>
  release(): void
}

export interface Pool {
  kind: 'pglite' | 'postgres'
  connect(): Promise<Connection>
  /** Calls `heard` for each NOTIFY on `channel`; returns a function that stops listening. */
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

/** Object ids of types whose default parsing loses something or differs between the two drivers. */
export const parsers: Record<number, (text: string) => unknown> = {
  20: Number, // int8: our counts stay far below 2^53
  1700: Number, // numeric
  1082: (text) => text, // date: a day has no time zone
}
