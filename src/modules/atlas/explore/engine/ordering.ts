/** A stable counting sort (Knuth, TAOCP 5.2, algorithm D). */
export function sortByCode(rows: Uint32Array, codes: Uint32Array, size: number): Uint32Array {
  const next = new Uint32Array(size + 1)
  for (const row of rows) {
    const code = codes[row] ?? 0
    next[code + 1] = (next[code + 1] ?? 0) + 1
  }
  for (let code = 0; code < size; code++) next[code + 1] = (next[code + 1] ?? 0) + (next[code] ?? 0)
  const sorted = new Uint32Array(rows.length)
  for (const row of rows) {
    const code = codes[row] ?? 0
    const slot = next[code] ?? 0
    sorted[slot] = row
    next[code] = slot + 1
  }
  return sorted
}

/** 0, 1, 2 …: rows as they stand. */
export function countUp(length: number): Uint32Array {
  const rows = new Uint32Array(length)
  // Not `Uint32Array.from(keys())`: that makes a list of as many objects first.
  for (let row = 0; row < length; row++) rows[row] = row
  return rows
}
