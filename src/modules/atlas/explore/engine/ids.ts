/** The ids of the rows as one stretch of bytes. */
export interface IdColumn {
  bytes: Uint8Array
  /** Row → where its id begins; one longer than there are rows. */
  start: Uint32Array
}

const decoder = new TextDecoder()
const encoder = new TextEncoder()

export function idAt(ids: IdColumn, row: number): string {
  return decoder.decode(ids.bytes.subarray(ids.start[row] ?? 0, ids.start[row + 1] ?? 0))
}

/** Below, at or above zero as the id of row `a` comes before, is or comes after that of row `b`, byte by byte. */
export function compareIds(ids: IdColumn, a: number, b: number): number {
  const fromA = ids.start[a] ?? 0
  const fromB = ids.start[b] ?? 0
  const lengthA = (ids.start[a + 1] ?? 0) - fromA
  const lengthB = (ids.start[b + 1] ?? 0) - fromB
  const shared = Math.min(lengthA, lengthB)
  for (let at = 0; at < shared; at++) {
    const difference = (ids.bytes[fromA + at] ?? 0) - (ids.bytes[fromB + at] ?? 0)
    if (difference !== 0) return difference
  }
  return lengthA - lengthB
}

/** The same order for two ids outside a column. */
export function compareIdTexts(a: string, b: string): number {
  const ids = idsOf([a, b])
  return compareIds(ids, 0, 1)
}

export function idsOf(texts: readonly string[]): IdColumn {
  const pieces = texts.map((text) => encoder.encode(text))
  const start = new Uint32Array(texts.length + 1)
  pieces.forEach((piece, at) => {
    start[at + 1] = (start[at] ?? 0) + piece.length
  })
  const bytes = new Uint8Array(start[texts.length] ?? 0)
  pieces.forEach((piece, at) => {
    bytes.set(piece, start[at] ?? 0)
  })
  return { bytes, start }
}

/** The column with its rows rearranged: new row n is old row `from[n]`. */
export function rearrangeIds(ids: IdColumn, from: Uint32Array): IdColumn {
  const start = new Uint32Array(from.length + 1)
  const bytes = new Uint8Array(ids.bytes.length)
  let end = 0
  from.forEach((old, row) => {
    const stop = ids.start[old + 1] ?? 0
    for (let at = ids.start[old] ?? 0; at < stop; at++) bytes[end++] = ids.bytes[at] ?? 0
    start[row + 1] = end
  })
  return { bytes, start }
}

/** Rows by id: an open-addressing table, a twentieth of the memory of a Map of strings. */
const tables = new WeakMap<IdColumn, Uint32Array>()

/** Every row with this id (an engagement has one row for each version). */
export function rowsWithId(ids: IdColumn, id: string): number[] {
  const rows = ids.start.length - 1
  const table = tables.get(ids) ?? buildTable(ids, rows)
  tables.set(ids, table)
  const wanted = encoder.encode(id)
  const found: number[] = []
  let slot = hash(wanted, 0, wanted.length) & (table.length - 1)
  for (;;) {
    const entry = table[slot] ?? 0
    if (entry === 0) return found.reverse()
    if (sameBytes(ids, entry - 1, wanted)) found.push(entry - 1)
    slot = (slot + 1) & (table.length - 1)
  }
}

function buildTable(ids: IdColumn, rows: number): Uint32Array {
  const table = new Uint32Array(2 ** Math.ceil(Math.log2(rows * 2 + 2)))
  for (let row = 0; row < rows; row++) {
    let slot = hash(ids.bytes, ids.start[row] ?? 0, ids.start[row + 1] ?? 0) & (table.length - 1)
    while (table[slot] !== 0) slot = (slot + 1) & (table.length - 1)
    table[slot] = row + 1
  }
  return table
}

function sameBytes(ids: IdColumn, row: number, wanted: Uint8Array): boolean {
  const from = ids.start[row] ?? 0
  if ((ids.start[row + 1] ?? 0) - from !== wanted.length) return false
  return wanted.every((byte, at) => ids.bytes[from + at] === byte)
}

/** FNV-1a (Fowler, Noll, Vo). */
function hash(bytes: Uint8Array, from: number, to: number): number {
  let value = 0x811c9dc5
  for (let at = from; at < to; at++) value = Math.imul(value ^ (bytes[at] ?? 0), 0x01000193)
  return value >>> 0
}
