/**
 * How unlike two words are, in slips of the hand: an edit distance with transpositions (Damerau 1964) in which letters that
 * stand for each other in other spellings cost less than strangers, and a letter doubled or silent costs little. Above `most` it is
 * infinite.
 */
export function letterCost(a: string, b: string, most: number): number {
  if (a === b) return 0
  const [rows, columns] = [a.length, b.length]
  if (rows > longest || columns > longest || Math.abs(rows - columns) * silent > most) return Number.POSITIVE_INFINITY
  let [older, above, line] = lines
  above[0] = 0
  for (let column = 1; column <= columns; column++) above[column] = at(above, column - 1) + gapCost(b, column - 1)
  for (let row = 1; row <= rows; row++) {
    const gapA = gapCost(a, row - 1)
    const letter = a.charCodeAt(row - 1)
    line[0] = at(above, 0) + gapA
    let least = at(line, 0)
    for (let column = 1; column <= columns; column++) {
      const other = b.charCodeAt(column - 1)
      let cost = Math.min(
        at(above, column - 1) + (letter === other ? 0 : swapCost(letter, other)),
        at(above, column) + gapA,
        at(line, column - 1) + gapCost(b, column - 1),
      )
      if (
        row > 1 &&
        column > 1 &&
        letter !== other &&
        letter === b.charCodeAt(column - 2) &&
        a.charCodeAt(row - 2) === other
      )
        cost = Math.min(cost, at(older, column - 2) + transposed)
      line[column] = cost
      if (cost < least) least = cost
    }
    if (least > most) return Number.POSITIVE_INFINITY
    const spare = older
    older = above
    above = line
    line = spare
  }
  const cost = at(above, columns)
  return cost > most ? Number.POSITIVE_INFINITY : cost
}

const longest = 63
// Three lines of the table, kept: a comparison must not allocate.
const lines = [new Float64Array(longest + 1), new Float64Array(longest + 1), new Float64Array(longest + 1)] as const
const at = (line: Float64Array, index: number): number => line[index] ?? Number.POSITIVE_INFINITY

const silent = 0.35
const transposed = 0.8
const akin = 0.45
const vowels = 0.6

/** Groups whose members write one sound in some pair of languages (Wladimir, Vladimir; Qaddafi, Gaddafi; Jekaterina, Yekaterina). */
const kinships = [
  'vwf',
  'ckqg',
  'szx',
  'sc',
  'iyj',
  'td',
  'gj',
  'zj',
  'bpv',
  'ou',
  'ei',
  'ae',
  'ao',
  'gh',
  'hk',
  'mn',
  'lr',
]
const loose: ReadonlySet<string> = new Set(['gh', 'hk', 'mn', 'lr', 'td', 'bpv', 'gj', 'ckqg'])
const swaps = swapTable()

function swapTable(): Float64Array {
  const table = new Float64Array(128 * 128).fill(1)
  const put = (a: string, b: string, cost: number) => {
    const key = a.charCodeAt(0) * 128 + b.charCodeAt(0)
    table[key] = Math.min(table[key] ?? 1, cost)
  }
  const all = (group: string, cost: number) => {
    for (const a of group) for (const b of group) put(a, b, cost)
  }
  all('aeiouy', vowels)
  for (const group of kinships) all(group, loose.has(group) ? 0.7 : akin)
  // A hand or a scanner takes one for the other.
  for (const [a, b] of ['0o', '1i', '1l', '5s', '9g', '3e', '4a'].map(
    (two) => [two.charAt(0), two.charAt(1)] as const,
  )) {
    put(a, b, akin)
    put(b, a, akin)
  }
  return table
}

function swapCost(a: number, b: number): number {
  return a < 128 && b < 128 ? (swaps[a * 128 + b] ?? 1) : 1
}

/** A letter more: little for an echo of its neighbor or a silent h, something for a vowel or an ending, a slip for the rest. */
function gapCost(word: string, index: number): number {
  const letter = word.charCodeAt(index)
  if (letter === silentH || (index > 0 && letter === word.charCodeAt(index - 1))) return silent
  // Plurals, genitives and the nominative of Latvian and Lithuanian.
  if (letter === finalS && index === word.length - 1) return ending
  return isVowel[letter] === 1 ? vowelGap : 1
}
const [silentH, finalS] = ['h'.charCodeAt(0), 's'.charCodeAt(0)]
const [ending, vowelGap] = [0.5, 0.7]
const isVowel = new Uint8Array(128)
for (const letter of 'aeiouy') isVowel[letter.charCodeAt(0)] = 1
