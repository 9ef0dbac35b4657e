import { createRandom, oneOf } from '../../bench/support/random.ts'

/** The same choices on every run. */
export function randomFrom(seed: number) {
  const next = createRandom(seed)
  return {
    below: (most: number) => Math.floor(next() * most),
    one: <T>(list: readonly T[]): T => oneOf(next, list),
    chance: (share: number) => next() < share,
  }
}
