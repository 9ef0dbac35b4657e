/**
 * Which of many words share letters with one: an inverted index of runs of three letters (trigrams), the words padded by two marks
 * before and one after as in pg_trgm, so that beginnings weigh more than endings.
 */
export interface GramIndex {
  /** Numbers of the `most` words most alike by Dice's coefficient of their runs, best first. */
  nearest(word: string, most: number): number[]
}

export function buildGramIndex(words: readonly string[]): GramIndex {
  const sizes = new Uint8Array(words.length)
  const counts = new Int32Array(runsPossible + 1)
  words.forEach((word, number) => {
    const runs = runsOf(word)
    sizes[number] = Math.min(255, runs.length)
    for (const run of runs) counts[run + 1] = (counts[run + 1] ?? 0) + 1
  })
  // Postings lie one after another, each from its start: one array for all, and no lists to grow.
  for (let run = 0; run < runsPossible; run++) counts[run + 1] = (counts[run + 1] ?? 0) + (counts[run] ?? 0)
  const starts = counts
  const ends = starts.slice()
  const postings = new Int32Array(starts[runsPossible] ?? 0)
  words.forEach((word, number) => {
    for (const run of runsOf(word)) {
      const end = ends[run] ?? 0
      postings[end] = number
      ends[run] = end + 1
    }
  })
  const shared = new Uint8Array(words.length)
  const touched = new Int32Array(words.length)

  return {
    nearest(word, most) {
      const runs = runsOf(word)
      let [end, highest] = [0, 0]
      for (const run of runs) {
        const last = ends[run] ?? 0
        for (let at = starts[run] ?? 0; at < last; at++) {
          const number = postings[at] ?? 0
          const count = (shared[number] ?? 0) + 1
          if (count === 1) touched[end++] = number
          if (count > highest) highest = count
          shared[number] = count
        }
      }
      // Words that share less than half as many runs as the best are never among the nearest few.
      const enough = Math.max(1, highest >> 1)
      const kept: { number: number; value: number }[] = []
      for (let at = 0; at < end; at++) {
        const number = touched[at] ?? 0
        const count = shared[number] ?? 0
        shared[number] = 0
        if (count >= enough) kept.push({ number, value: count / (runs.length + (sizes[number] ?? 0)) })
      }
      return kept
        .sort((a, b) => b.value - a.value)
        .slice(0, most)
        .map((one) => one.number)
    },
  }
}

// Six bits for a letter: a–z and digits fall on different numbers, and what falls together meets only by accident.
const runsPossible = 1 << 18

/** Distinct runs of three letters as numbers. */
function runsOf(word: string): number[] {
  const found: number[] = []
  let run = 0
  for (let at = 0; at <= word.length; at++) {
    run = ((run << 6) | (at < word.length ? word.charCodeAt(at) & 63 : 0)) & (runsPossible - 1)
    if (!found.includes(run)) found.push(run)
  }
  return found
}
