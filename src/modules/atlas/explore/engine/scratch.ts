/**
 * Arrays as long as there are ties or rows, lent from question to question: making and collecting megabytes for each
 * answer costs more than counting. Everything runs in one thread and nothing is kept past its answer.
 */
const free = new Map<number, Uint32Array[]>()

/** An array of zeros, to be given back with `giveBack`. */
export const borrow = (length: number): Uint32Array => borrowUncleared(length).fill(0)

/** An array that still holds what its last user left. */
export const borrowUncleared = (length: number): Uint32Array => free.get(length)?.pop() ?? new Uint32Array(length)

export function giveBack(arrays: readonly Uint32Array[]): void {
  for (const array of arrays) {
    const shelf = free.get(array.length) ?? []
    // A few are enough for one answer; more would only be left over from a larger index.
    if (shelf.length < 8) shelf.push(array)
    free.set(array.length, shelf)
  }
}
