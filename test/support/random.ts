/** A seeded generator of numbers from 0 to 1 (mulberry32, T. Ettinger 2017, public domain): the same world on every run. */
export type Random = () => number

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export const oneOf = <Value>(random: Random, values: readonly Value[]): Value => {
  const value = values[Math.floor(random() * values.length)]
  if (value === undefined) throw new Error('there is nothing to choose from')
  return value
}

/** Chooses by weight: the first cumulative weight above a random share of the last. */
export function weighted<Value>(values: readonly Value[], weightOf: (value: Value, at: number) => number) {
  let total = 0
  const sums = Float64Array.from(values, (value, at) => {
    total += weightOf(value, at)
    return total
  })
  return (random: Random): Value => {
    const wanted = random() * total
    let low = 0
    let high = sums.length - 1
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((sums[middle] ?? 0) <= wanted) low = middle + 1
      else high = middle
    }
    const value = values[low]
    if (value === undefined) throw new Error('there is nothing to choose from')
    return value
  }
}

/** The same choices on every run. */
export function randomFrom(seed: number) {
  const next = createRandom(seed)
  return {
    below: (most: number) => Math.floor(next() * most),
    one: <T>(list: readonly T[]): T => oneOf(next, list),
    chance: (share: number) => next() < share,
  }
}
