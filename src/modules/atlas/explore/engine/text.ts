import { type Bitset, intersect, setBit } from './bitset.ts'
import { createByteList, createNumberList } from './growable.ts'
import type { Stretch } from './masks.ts'

/** For each word of the titles, in alphabetical order, the rows that have it: distances from row to row, as varints. */
export interface TextIndex {
  words: string[]
  /** Word → where its rows begin in `postings`; one longer than there are words. */
  start: Uint32Array
  postings: Uint8Array
}

/** Lower-case words without accents: what a reader types is what is found. */
export function wordsOf(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

/** The rows whose title has every word of `text`, the last one perhaps unfinished; undefined when `text` asks nothing. */
export function findRows(index: TextIndex, text: string, lend: () => Bitset, stretch: Stretch): Bitset | undefined {
  const wanted = wordsOf(text)
  let found: Bitset | undefined
  wanted.forEach((word, at) => {
    const mayContinue = at === wanted.length - 1 && !/[^\p{L}\p{N}\p{M}]$/u.test(text)
    const having = rowsHaving(index, word, mayContinue, lend(), stretch)
    if (found) intersect(found, having)
    else found = having
  })
  return found
}

export interface WordCollector {
  /** The next row's title; rows are numbered as they come. */
  add: (title: string) => void
  /** `rowFrom` tells, for each row of the index, which of them it is. */
  finish: (rowFrom: Uint32Array) => TextIndex
}

export function createWordCollector(): WordCollector {
  const numbers = new Map<string, number>()
  const wordOf = createNumberList()
  const firstWord = createNumberList()
  let words = 0
  firstWord.push(0)
  const numberOf = (word: string) => {
    const number = numbers.get(word) ?? numbers.size
    numbers.set(word, number)
    return number
  }
  // Titles share most of their space-separated pieces, and splitting by Unicode rules is slow.
  const pieces = createPieceTable((piece) => wordsOf(piece).map(numberOf))
  return {
    add(title) {
      let from = 0
      while (from < title.length) {
        let hash = 0
        let to = from
        for (; to < title.length; to++) {
          const unit = title.charCodeAt(to)
          if (unit === SPACE) break
          hash = (Math.imul(hash, 31) + unit) | 0
        }
        if (to > from) {
          const found = pieces.find(title, from, to, hash)
          for (let at = 0; at < found.length; at++) wordOf.push(found[at] ?? 0)
          words += found.length
        }
        from = to + 1
      }
      firstWord.push(words)
    },
    finish: (rowFrom) => invert([...numbers.keys()], wordOf.take(), firstWord.take(), rowFrom),
  }
}

const SPACE = 32

/** The words of each piece of a text, found without cutting the piece out: open addressing by its hash. */
function createPieceTable(learn: (piece: string) => number[]) {
  /** Pairs of a hash and an entry; −1 is a free place. */
  let slots = new Int32Array(1 << 13).fill(-1)
  const names: string[] = []
  const known: number[][] = []
  const place = (hash: number, entry: number) => {
    let slot = mix(hash, slots.length)
    while (slots[slot + 1] !== -1) slot = (slot + 2) & (slots.length - 1)
    slots[slot] = hash
    slots[slot + 1] = entry
  }
  const grow = () => {
    const before = slots
    slots = new Int32Array(before.length * 4).fill(-1)
    for (let slot = 0; slot < before.length; slot += 2)
      if (before[slot + 1] !== -1) place(before[slot] ?? 0, before[slot + 1] ?? 0)
  }
  return {
    find(text: string, from: number, to: number, hash: number): number[] {
      let slot = mix(hash, slots.length)
      for (;;) {
        const entry = slots[slot + 1] ?? -1
        if (entry === -1) break
        if (slots[slot] === hash && isPiece(names[entry] ?? '', text, from, to)) return known[entry] ?? []
        slot = (slot + 2) & (slots.length - 1)
      }
      const piece = text.slice(from, to)
      const learned = learn(piece)
      if (names.length * 4 > slots.length) grow()
      place(hash, names.length)
      names.push(piece)
      known.push(learned)
      return learned
    },
  }
}

function isPiece(name: string, text: string, from: number, to: number): boolean {
  if (name.length !== to - from) return false
  for (let at = 0; at < name.length; at++) if (name.charCodeAt(at) !== text.charCodeAt(from + at)) return false
  return true
}

/** Where to begin looking: an even place in a table whose length is a power of two. */
const mix = (hash: number, length: number) => (Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 7) & (length - 2)

function rowsHaving(
  index: TextIndex,
  word: string,
  mayContinue: boolean,
  found: Bitset,
  { firstRow, endRow }: Stretch,
): Bitset {
  for (let at = firstAtLeast(index.words, word); at < index.words.length; at++) {
    const candidate = index.words[at] ?? ''
    if (mayContinue ? !candidate.startsWith(word) : candidate !== word) break
    let row = 0
    let value = 0
    let shift = 0
    for (let byte = index.start[at] ?? 0; byte < (index.start[at + 1] ?? 0); byte++) {
      const bits = index.postings[byte] ?? 0
      value |= (bits & 0x7f) << shift
      shift += 7
      if (bits < 0x80) {
        row += value
        if (row >= endRow) break
        if (row >= firstRow) setBit(found, row)
        value = 0
        shift = 0
      }
    }
  }
  return found
}

function firstAtLeast(words: readonly string[], word: string): number {
  let low = 0
  let high = words.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((words[middle] ?? '') < word) low = middle + 1
    else high = middle
  }
  return low
}

function invert(names: string[], wordOf: Uint32Array, firstWord: Uint32Array, rowFrom: Uint32Array): TextIndex {
  const counts = new Uint32Array(names.length + 1)
  for (const word of wordOf) counts[word + 1] = (counts[word + 1] ?? 0) + 1
  for (let word = 0; word < names.length; word++) counts[word + 1] = (counts[word + 1] ?? 0) + (counts[word] ?? 0)
  const fill = counts.slice()
  const rows = new Uint32Array(wordOf.length)
  // Row by row in their final order, so that each word's rows come out ascending.
  for (let row = 0; row < rowFrom.length; row++) {
    const from = rowFrom[row] ?? 0
    const end = firstWord[from + 1] ?? 0
    for (let at = firstWord[from] ?? 0; at < end; at++) {
      const word = wordOf[at] ?? 0
      const slot = fill[word] ?? 0
      rows[slot] = row
      fill[word] = slot + 1
    }
  }
  const sorted = names.map((_, number) => number).sort((a, b) => ((names[a] ?? '') < (names[b] ?? '') ? -1 : 1))
  const start = new Uint32Array(names.length + 1)
  const postings = createByteList()
  sorted.forEach((word, at) => {
    postings.push(distances(rows.subarray(counts[word] ?? 0, counts[word + 1] ?? 0)))
    start[at + 1] = postings.length()
  })
  return { words: sorted.map((number) => names[number] ?? ''), start, postings: postings.take() }
}

/** Ascending rows as varints of the distance to the one before; a row that has the word twice is kept once. */
function distances(rows: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(rows.length * 5)
  let length = 0
  let before = -1
  for (const row of rows) {
    if (row === before) continue
    let rest = before < 0 ? row : row - before
    before = row
    while (rest > 0x7f) {
      bytes[length++] = (rest & 0x7f) | 0x80
      rest >>>= 7
    }
    bytes[length++] = rest
  }
  return bytes.subarray(0, length)
}
