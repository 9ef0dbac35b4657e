import type { Tally } from './tally.ts'

/**
 * The slots of the `most` largest amounts whose thing `isMeant` accepts, largest first. Equal ones are chosen in a scattered
 * order that is always the same: ties run along the map's curve, and lines must not all be taken from one corner of it.
 * A heap keeps the best so far with the worst of them on top; nearly every amount is turned away by one comparison.
 */
export function largest({ at, count, size }: Tally, isMeant: (thing: number) => boolean, most: number): number[] {
  const heap: number[] = []
  const amountOf = (slot: number) => count[slot] ?? 0
  const placeOf = (slot: number) => scatter(at[slot] ?? 0)
  const isWorse = (a: number, b: number) =>
    amountOf(a) < amountOf(b) || (amountOf(a) === amountOf(b) && placeOf(a) > placeOf(b))
  const inHeap = (place: number) => heap[place] ?? 0
  const swap = (a: number, b: number) => {
    const held = inHeap(a)
    heap[a] = inHeap(b)
    heap[b] = held
  }
  const sink = () => {
    let place = 0
    for (;;) {
      let worst = place
      for (const child of [2 * place + 1, 2 * place + 2])
        if (child < heap.length && isWorse(inHeap(child), inHeap(worst))) worst = child
      if (worst === place) return
      swap(place, worst)
      place = worst
    }
  }
  let least = 0
  let leastPlace = 0
  for (let slot = 0; slot < size; slot++) {
    const amount = count[slot] ?? 0
    if (amount < least) continue
    if (amount === least && placeOf(slot) > leastPlace) continue
    if (!isMeant(at[slot] ?? 0)) continue
    if (heap.length < most) {
      let place = heap.push(slot) - 1
      while (place > 0 && isWorse(inHeap(place), inHeap((place - 1) >>> 1))) {
        swap(place, (place - 1) >>> 1)
        place = (place - 1) >>> 1
      }
    } else {
      heap[0] = slot
      sink()
    }
    if (heap.length === most) {
      least = amountOf(inHeap(0))
      leastPlace = placeOf(inHeap(0))
    }
  }
  return heap.sort((a, b) => amountOf(b) - amountOf(a) || placeOf(a) - placeOf(b))
}

/** Knuth's multiplicative hash (The Art of Computer Programming 3, §6.4): neighbors end up far apart, none collide. */
const scatter = (position: number): number => Math.imul(position, 0x9e3779b1) >>> 0
