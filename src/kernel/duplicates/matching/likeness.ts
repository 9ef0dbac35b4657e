/**
 * Jaro–Winkler likeness between 0 and 1 (Winkler 1990, "String Comparator Metrics and Enhanced Decision Rules"): the share of
 * letters found near the same place, less half of those out of order, raised for a shared beginning of up to four letters.
 */
export function likeness(a: string, b: string): number {
  if (a === b) return a === '' ? 0 : 1
  const [lengthA, lengthB] = [a.length, b.length]
  if (lengthA === 0 || lengthB === 0) return 0
  const reach = Math.max(0, (Math.max(lengthA, lengthB) >> 1) - 1)
  // Which letters have found a partner, as bits: names are shorter than 31 letters, and what is longer is compared by its beginning.
  const endA = Math.min(lengthA, MOST_LETTERS)
  const endB = Math.min(lengthB, MOST_LETTERS)
  let [usedA, usedB, common] = [0, 0, 0]
  for (let at = 0; at < endA; at++) {
    const letter = a.charCodeAt(at)
    const last = Math.min(endB - 1, at + reach)
    for (let other = Math.max(0, at - reach); other <= last; other++) {
      if ((usedB >>> other) & 1 || b.charCodeAt(other) !== letter) continue
      usedA |= 1 << at
      usedB |= 1 << other
      common++
      break
    }
  }
  if (common === 0) return 0
  const jaro = (common / endA + common / endB + (common - outOfOrder(a, b, usedA, usedB) / 2) / common) / 3
  let shared = 0
  while (shared < 4 && shared < endA && a.charCodeAt(shared) === b.charCodeAt(shared)) shared++
  return jaro + shared * 0.1 * (1 - jaro)
}

const MOST_LETTERS = 31

function outOfOrder(a: string, b: string, usedA: number, usedB: number): number {
  let [moved, other] = [0, 0]
  for (let at = 0; usedA >>> at !== 0; at++) {
    if (((usedA >>> at) & 1) === 0) continue
    while (((usedB >>> other) & 1) === 0) other++
    if (a.charCodeAt(at) !== b.charCodeAt(other)) moved++
    other++
  }
  return moved
}

/** Whether two texts differ by one slip of the hand: a letter more, less, another, or two neighbors changed about (Damerau 1964). */
export function isOneSlip(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false
  const shorter = Math.min(a.length, b.length)
  let from = 0
  while (from < shorter && a.charCodeAt(from) === b.charCodeAt(from)) from++
  let end = 0
  while (end < shorter - from && a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end)) end++
  const [leftA, leftB] = [a.length - from - end, b.length - from - end]
  if (leftA <= 1 && leftB <= 1) return true
  return (
    leftA === 2 &&
    leftB === 2 &&
    a.charCodeAt(from) === b.charCodeAt(from + 1) &&
    a.charCodeAt(from + 1) === b.charCodeAt(from)
  )
}
