/** One bit per row in 32-bit words. */
export type Bitset = Uint32Array

export const createBitset = (length: number): Bitset => new Uint32Array((length + 31) >>> 5)

export const hasBit = (bits: Bitset, at: number): boolean => (((bits[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 1

export function setBit(bits: Bitset, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31))
}

export function clearBit(bits: Bitset, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] ?? 0) & ~(1 << (at & 31))
}

/** Keeps in `target` only what `other` has too. */
export function intersect(target: Bitset, other: Bitset): void {
  for (let word = 0; word < target.length; word++) target[word] = (target[word] ?? 0) & (other[word] ?? 0)
}

export function countBits(bits: Bitset): number {
  let total = 0
  for (let word = 0; word < bits.length; word++) total += populationCount(bits[word] ?? 0)
  return total
}

/** Bits of one word, added pairwise, then by fours and bytes (H. Warren, Hacker's Delight, ch. 5). */
function populationCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}
