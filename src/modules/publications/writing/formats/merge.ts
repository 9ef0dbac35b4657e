/** One part of a list, with the spelling by which parts are told apart. */
export interface Part<Item> {
  key: string
  item: Item
}

/**
 * Two lists that came of one, laid together: what one changed and the other left stands as changed (the three-way merge of diff3;
 * Khanna, Kunal and Pierce 2007 state when it is sound). Where both changed the same parts, `whenBoth` says what stands; undefined
 * gives the whole up.
 */
export function mergeLists<Item>(
  base: readonly string[],
  mine: readonly Part<Item>[],
  theirs: readonly Part<Item>[],
  whenBoth?: (mine: Item[], theirs: Item[]) => Item[],
): Item[] | undefined {
  const toMine = matchesOf(base, keysOf(mine))
  const toTheirs = matchesOf(base, keysOf(theirs))
  const merged: Item[] = []
  let [from, fromMine, fromTheirs] = [0, 0, 0]
  for (let at = 0; at <= base.length; at++) {
    const isEnd = at === base.length
    const atMine = isEnd ? mine.length : toMine.get(at)
    const atTheirs = isEnd ? theirs.length : toTheirs.get(at)
    if (atMine === undefined || atTheirs === undefined) continue
    const before = base.slice(from, at)
    const [changed, other] = [mine.slice(fromMine, atMine), theirs.slice(fromTheirs, atTheirs)]
    if (isSame(keysOf(changed), before) || isSame(keysOf(changed), keysOf(other))) merged.push(...itemsOf(other))
    else if (isSame(keysOf(other), before)) merged.push(...itemsOf(changed))
    else if (whenBoth) merged.push(...whenBoth(itemsOf(changed), itemsOf(other)))
    else return undefined
    const kept = theirs[atTheirs]
    if (kept) merged.push(kept.item)
    ;[from, fromMine, fromTheirs] = [at + 1, atMine + 1, atTheirs + 1]
  }
  return merged
}

const keysOf = (parts: readonly Part<unknown>[]): string[] => parts.map(({ key }) => key)
const itemsOf = <Item>(parts: readonly Part<Item>[]): Item[] => parts.map(({ item }) => item)
const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((key, at) => key === other[at])

/** For each place of the first list that stands in the second too, the place there: a longest common subsequence. */
export function matchesOf(first: readonly string[], second: readonly string[]): Map<number, number> {
  const matches = new Map<number, number>()
  let head = 0
  while (head < first.length && head < second.length && first[head] === second[head]) matches.set(head, head++)
  let tail = 0
  while (
    tail < Math.min(first.length, second.length) - head &&
    first[first.length - 1 - tail] === second[second.length - 1 - tail]
  ) {
    tail++
    matches.set(first.length - tail, second.length - tail)
  }
  const [rows, columns] = [first.length - tail - head, second.length - tail - head]
  // More cells than a table may have: the two have next to nothing in common, and the middle counts as changed.
  if (rows * columns > 25_000_000) return matches
  const width = columns + 1
  const longest = new Uint32Array((rows + 1) * width)
  const cell = (row: number, column: number) => longest[row * width + column] ?? 0
  const isEqual = (row: number, column: number) => first[head + row] === second[head + column]
  for (let row = rows - 1; row >= 0; row--)
    for (let column = columns - 1; column >= 0; column--)
      longest[row * width + column] = isEqual(row, column)
        ? cell(row + 1, column + 1) + 1
        : Math.max(cell(row + 1, column), cell(row, column + 1))
  for (let row = 0, column = 0; row < rows && column < columns; )
    if (isEqual(row, column)) matches.set(head + row++, head + column++)
    else if (cell(row + 1, column) >= cell(row, column + 1)) row++
    else column++
  return matches
}
