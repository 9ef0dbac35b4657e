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
