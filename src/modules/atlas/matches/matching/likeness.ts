// Lines of the table below, kept from call to call: lists are compared a hundred million times.
let lines = [new Uint16Array(64), new Uint16Array(64), new Uint16Array(64)]

/** Damerau–Levenshtein likeness (restricted transpositions) between 0 and 1, for folded names without spaces. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1
  const longest = Math.max(a.length, b.length)
  if (longest === 0) return 1
  if (b.length >= (lines[0]?.length ?? 0)) lines = lines.map(() => new Uint16Array(2 * b.length))
  let [older = new Uint16Array(), above = new Uint16Array(), line = new Uint16Array()] = lines
  for (let column = 0; column <= b.length; column++) above[column] = column
  for (let row = 1; row <= a.length; row++) {
    const letter = a.charCodeAt(row - 1)
    const before = a.charCodeAt(row - 2)
    line[0] = row
    for (let column = 1; column <= b.length; column++) {
      const other = b.charCodeAt(column - 1)
      let least = at(above, column - 1) + (letter === other ? 0 : 1)
      least = Math.min(least, at(above, column) + 1, at(line, column - 1) + 1)
      if (row > 1 && column > 1 && letter === b.charCodeAt(column - 2) && before === other)
        least = Math.min(least, at(older, column - 2) + 1)
      line[column] = least
    }
    const spare = older
    older = above
    above = line
    line = spare
  }
  return 1 - at(above, b.length) / longest
}

const at = (line: Uint16Array, index: number): number => line[index] ?? 0
