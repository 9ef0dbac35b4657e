/**
 * The positions of the `most` largest amounts that `isMeant` accepts, largest first. Equal ones are chosen in a scattered order
 * that is always the same: positions run along the map's curve, and lines must not all be taken from one corner of it.
 * A heap keeps the best so far with the worst of them on top; nearly every amount is turned away by one comparison.
 */
export function largest(amounts: Uint32Array, isMeant: (at: number) => boolean, most: number): number[] {
  const heap: number[] = []
  const amountAt = (slot: number) => amounts[heap[slot] ?? 0] ?? 0
  const isWorse = (a: number, b: number) =>
    amountAt(a) < amountAt(b) || (amountAt(a) === amountAt(b) && scatter(at(a)) > scatter(at(b)))
  const at = (slot: number) => heap[slot] ?? 0
  const swap = (a: number, b: number) => {
    const held = at(a)
    heap[a] = at(b)
    heap[b] = held
  }
  const sink = () => {
    let slot = 0
    for (;;) {
      let worst = slot
      for (const child of [2 * slot + 1, 2 * slot + 2]) if (child < heap.length && isWorse(child, worst)) worst = child
      if (worst === slot) return
      swap(slot, worst)
      slot = worst
    }
  }
  let least = 0
  for (let position = 0; position < amounts.length; position++) {
    const amount = amounts[position] ?? 0
    if (amount === 0 || amount < least) continue
    if (amount === least && scatter(position) > scatter(at(0))) continue
    if (!isMeant(position)) continue
    if (heap.length < most) {
      let slot = heap.push(position) - 1
      while (slot > 0 && isWorse(slot, (slot - 1) >>> 1)) {
        swap(slot, (slot - 1) >>> 1)
        slot = (slot - 1) >>> 1
      }
    } else {
      heap[0] = position
      sink()
    }
    if (heap.length === most) least = amountAt(0)
  }
  return heap.sort((a, b) => (amounts[b] ?? 0) - (amounts[a] ?? 0) || scatter(a) - scatter(b))
}

/** Knuth's multiplicative hash (The Art of Computer Programming 3, §6.4): neighbors end up far apart, none collide. */
const scatter = (position: number): number => Math.imul(position, 0x9e3779b1) >>> 0
