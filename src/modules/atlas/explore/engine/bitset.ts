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

/** Sets the bits from `from` up to, not including, `to`. */
export function setRange(bits: Bitset, from: number, to: number): void {
  let at = from
  while (at < to) {
    const length = Math.min(32 - (at & 31), to - at)
    const ones = length === 32 ? -1 : ((1 << length) - 1) << (at & 31)
    bits[at >>> 5] = (bits[at >>> 5] ?? 0) | ones
    at += length
  }
}

/** Adds to `target` what `other` has in the words from `first` to `end`. */
export function unite(target: Bitset, other: Bitset, first: number, end: number): void {
  for (let word = first; word < end; word++) target[word] = (target[word] ?? 0) | (other[word] ?? 0)
}

/** Takes from `target` what `other` has. */
export function exclude(target: Bitset, other: Bitset): void {
  for (let word = 0; word < target.length; word++) target[word] = (target[word] ?? 0) & ~(other[word] ?? 0)
}

/** Adds to `target` what `other` has not. */
export function uniteRest(target: Bitset, other: Bitset): void {
  for (let word = 0; word < target.length; word++) target[word] = (target[word] ?? 0) | ~(other[word] ?? 0)
}

/** Lists from `length` on the numbers of the bits set in one word of which the first is `base`; the new length. */
export function listBits(word: number, base: number, list: Uint32Array, length: number): number {
  let rest = word
  let end = length
  while (rest !== 0) {
    const lowest = rest & -rest
    list[end++] = base + 31 - Math.clz32(lowest)
    rest ^= lowest
  }
  return end
}
