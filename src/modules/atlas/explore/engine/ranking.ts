/** Counts above this share one step of the ladder; such arcs are few and are sorted afterwards. */
const TOP_STEP = 4096

/**
 * The positions of the `most` largest amounts that `isMeant` accepts, in ascending position: everything above the amount at
 * the cut, and the first ones equal to it. Two passes and a ladder of amounts in place of sorting a million numbers.
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
    else if (step === cut && (cut === TOP_STEP || equal.length < most - above) && isMeant(at)) equal.push(at)
  }
  if (cut === TOP_STEP) equal.sort((a, b) => (amounts[b] ?? 0) - (amounts[a] ?? 0) || a - b)
  return [...over, ...equal.slice(0, most - above)].sort((a, b) => a - b)
}
