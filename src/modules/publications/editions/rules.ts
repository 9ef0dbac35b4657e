import { wordsOf } from '../nodes/rules.ts'
import type { TextDocument } from '../texts/schema.ts'

export interface Part {
  kind: 'same' | 'added' | 'removed'
  text: string
}

/** One paragraph of two texts laid over each other. */
export type Passage = Part[]

/**
 * Two texts compared paragraph by paragraph, and changed paragraphs word by word. Both steps keep a longest common subsequence
 * (Hunt and Szymanski 1977 name the problem; here by the plain table, as texts are short beside it).
 */
export function compareTexts(before: TextDocument, after: TextDocument): Passage[] {
  const [from, to] = [before, after].map((text) => text.content.map(wordsOf).filter((words) => words.trim() !== ''))
  const passages: Passage[] = []
  let gone: string[] = []
  let come: string[] = []
  const settle = () => {
    for (let at = 0; at < Math.max(gone.length, come.length); at++)
      passages.push(compareWords(gone[at] ?? '', come[at] ?? ''))
    gone = []
    come = []
  }
  for (const { kind, text } of align(from ?? [], to ?? [])) {
    if (kind === 'removed') gone.push(text)
    else if (kind === 'added') come.push(text)
    else {
      settle()
      passages.push([{ kind, text }])
    }
  }
  settle()
  return passages
}

/** Words and what stands between them, with neighbors of one kind joined. */
export function compareWords(before: string, after: string): Part[] {
  const parts: Part[] = []
  for (const { kind, text } of align(split(before), split(after))) {
    const last = parts.at(-1)
    if (last?.kind === kind) last.text += text
    else parts.push({ kind, text })
  }
  return parts
}

const split = (text: string): string[] => text.match(/\s+|[\p{L}\p{N}’'-]+|[^\s\p{L}\p{N}]/gu) ?? []
/** More cells than a table may have: two texts so long and so different are shown as one taken out and one put in. */
const mostCells = 25_000_000

/** One way to turn the first list into the second that keeps as much as can be kept. */
function align(before: string[], after: string[]): Part[] {
  let head = 0
  while (head < before.length && head < after.length && before[head] === after[head]) head++
  let tail = 0
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  )
    tail++
  const same = (text: string): Part => ({ kind: 'same', text })
  return [
    ...before.slice(0, head).map(same),
    ...alignMiddle(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...before.slice(before.length - tail).map(same),
  ]
}

function alignMiddle(before: string[], after: string[]): Part[] {
  const [rows, columns] = [before.length, after.length]
  const parts: Part[] = []
  const width = columns + 1
  const isTooLarge = rows * columns > mostCells
  const longest = new Uint32Array(isTooLarge ? 0 : (rows + 1) * width)
  if (!isTooLarge)
    for (let row = rows - 1; row >= 0; row--)
      for (let column = columns - 1; column >= 0; column--)
        longest[row * width + column] =
          before[row] === after[column]
            ? (longest[(row + 1) * width + column + 1] ?? 0) + 1
            : Math.max(longest[(row + 1) * width + column] ?? 0, longest[row * width + column + 1] ?? 0)
  let [row, column] = [0, 0]
  while (row < rows || column < columns) {
    const [old, fresh] = [before[row], after[column]]
    if (row < rows && column < columns && old === fresh && !isTooLarge) {
      parts.push({ kind: 'same', text: old ?? '' })
      row++
      column++
    } else if (
      row < rows &&
      (column === columns ||
        isTooLarge ||
        (longest[(row + 1) * width + column] ?? 0) >= (longest[row * width + column + 1] ?? 0))
    )
      parts.push({ kind: 'removed', text: before[row++] ?? '' })
    else parts.push({ kind: 'added', text: after[column++] ?? '' })
  }
  return parts
}
