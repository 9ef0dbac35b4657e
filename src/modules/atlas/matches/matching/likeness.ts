/** Damerau–Levenshtein likeness (restricted transpositions) between 0 and 1, for folded names without spaces. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1
  const longest = Math.max(a.length, b.length)
  if (longest === 0) return 1
  let older: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const line = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let least = Math.min(at(above, column) + 1, at(line, column - 1) + 1, at(above, column - 1) + (same ? 0 : 1))
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) least = Math.min(least, at(older, column - 2) + 1)
      line.push(least)
    }
    older = above
    above = line
  }
  return 1 - at(above, b.length) / longest
}

const at = (line: readonly number[], index: number): number => line[index] ?? Number.POSITIVE_INFINITY
