export interface BenchOptions {
  rows: number
  states: number
  /** Of the questions; the rows are always the same. */
  seed: number
  skip: Set<string>
  isSaved: boolean
  isLarge: boolean
}

export function readOptions(words: readonly string[]): BenchOptions {
  const options: BenchOptions = {
    rows: 1_000_000,
    states: 500,
    seed: 99,
    skip: new Set(),
    isSaved: false,
    isLarge: false,
  }
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (word === '--rows') options.rows = numberAfter(words, ++at)
    else if (word === '--states') options.states = numberAfter(words, ++at)
    else if (word === '--seed') options.seed = numberAfter(words, ++at)
    else if (word === '--skip') options.skip.add(words[++at] ?? '')
    else if (word === '--save') options.isSaved = true
    else if (word === '--large') options.isLarge = true
    else
      throw new Error(
        `${word}: not an option; there are --rows N, --states N, --seed N, --skip PEER, --large and --save.`,
      )
  }
  return options
}

function numberAfter(words: readonly string[], at: number): number {
  const value = Number(words[at])
  if (!Number.isInteger(value) || value < 1) throw new Error(`${words[at - 1]}: needs a whole number after it.`)
  return value
}
