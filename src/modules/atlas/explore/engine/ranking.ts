/** Counts above this share one step of the ladder; such arcs are few and are sorted afterwards. */
const TOP_STEP = 4096

/**
 * The positions of the `most` largest amounts that `isMeant` accepts, in ascending position: everything above the amount at
 * the cut, and of those equal to it an even spread, so that ties along a map's curve are not all taken from one corner. Two passes and a ladder of amounts in place of sorting a million numbers.
 */
export function largest(amounts: Uint32Array, isMeant: (at: number) => boolean, most: number): number[] {
  const ladder = new Uint32Array(TOP_STEP + 1)
  for (let at = 0; at < amounts.length; at++) {
    const amount = amounts[at] ?? 0
    if (amount > 0 && isMeant(at)) {
      const step = Math.min(amount, TOP_STEP)
      ladder[step] = (ladder[step] ?? 0) + 1
    }
  }
  let cut = TOP_STEP
  let above = 0
  while (cut > 1 && above + (ladder[cut] ?? 0) < most) {
    above += ladder[cut] ?? 0
    cut--
  }
  const over: number[] = []
  const equal: number[] = []
  for (let at = 0; at < amounts.length; at++) {
    const step = Math.min(amounts[at] ?? 0, TOP_STEP)
    if (step > cut && isMeant(at)) over.push(at)
    else if (step === cut && isMeant(at)) equal.push(at)
  }
  const wanted = most - above
  const kept = cut === TOP_STEP ? largestOf(equal, amounts, wanted) : spread(equal, wanted)
  return [...over, ...kept].sort((a, b) => a - b)
}

const largestOf = (positions: number[], amounts: Uint32Array, wanted: number): number[] =>
  positions.sort((a, b) => (amounts[b] ?? 0) - (amounts[a] ?? 0) || a - b).slice(0, wanted)

/** `wanted` of the positions at equal steps through the list. */
function spread(positions: number[], wanted: number): number[] {
  if (positions.length <= wanted) return positions
  return Array.from({ length: wanted }, (_, at) => positions[Math.floor((at * positions.length) / wanted)] ?? 0)
}
