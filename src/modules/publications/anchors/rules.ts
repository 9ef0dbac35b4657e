import type { TextNode } from '../texts/schema.ts'
import { type Anchor, contextLength, type Place } from './schema.ts'

// This file runs in the browser too: it knows plain texts and nothing of the server.

const isLine = ({ type }: TextNode): boolean => ['paragraph', 'heading', 'codeBlock'].includes(type)

/** One paragraph, heading or line of code of a text, with where it begins in the plain text. */
export interface Line {
  node: TextNode
  start: number
  words: string
}

/** The lines of a text in reading order. Notes and citations have no width, as they stand beside what is said. */
export function linesOf(text: TextNode): Line[] {
  const lines: Line[] = []
  let start = 0
  const walk = (node: TextNode): void => {
    if (!isLine(node)) {
      for (const child of node.content ?? []) walk(child)
      return
    }
    const words = (node.content ?? []).map(inlineWordsOf).join('')
    lines.push({ node, start, words })
    start += words.length + 1
  }
  walk(text)
  return lines
}

/** What a part of a line adds to the plain text. */
export function inlineWordsOf(node: TextNode): string {
  if (node.text !== undefined) return node.text
  if (node.type === 'hardBreak') return '\n'
  return node.type === 'evidence' ? String(node.attrs?.says ?? '') : ''
}

export const lineTextOf = (text: TextNode): string =>
  linesOf(text)
    .map(({ words }) => words)
    .join('\n')

/** One sign for one sign, so that places stay what they are. */
const flat = (words: string): string => words.replace(/\s/g, ' ')

export const anchorAt = (plain: string, from: number, to: number): Anchor => ({
  ...{ quote: plain.slice(from, to), at: from },
  before: plain.slice(Math.max(0, from - contextLength), from),
  after: plain.slice(to, to + contextLength),
})

/** All places where words stand in a plain text. How they are broken into lines does not matter. */
export function placesOf(plain: string, quote: string): number[] {
  const [text, wanted] = [flat(plain), flat(quote.trim().replace(/\s+/g, ' '))]
  const places: number[] = []
  if (wanted === '') return places
  for (let at = text.indexOf(wanted); at !== -1 && places.length < 1000; at = text.indexOf(wanted, at + 1))
    places.push(at)
  return places
}

/**
 * Where a stretch stands by now. Its very words win, those with the most like context first and then the nearest; else what stands
 * between its context, if at least half of its words are still there. Undefined when the words it spoke of are gone.
 */
export function placeOf(plain: string, anchor: Anchor): Place | undefined {
  const length = flat(anchor.quote.trim().replace(/\s+/g, ' ')).length
  const [exact] = placesOf(plain, anchor.quote)
    .map((from) => ({ from, to: from + length, likeness: likenessOf(plain, anchor, from, from + length) }))
    .sort((a, b) => b.likeness - a.likeness || Math.abs(a.from - anchor.at) - Math.abs(b.from - anchor.at))
  if (exact) return { from: exact.from, to: exact.to, isChanged: false }
  return changedPlaceOf(plain, anchor)
}

function likenessOf(plain: string, { before, after }: Anchor, from: number, to: number): number {
  let likeness = 0
  while (likeness < before.length && plain[from - 1 - likeness] === before[before.length - 1 - likeness]) likeness++
  let ahead = 0
  while (ahead < after.length && plain[to + ahead] === after[ahead]) ahead++
  return likeness + ahead
}

/** So much of the context must stand to find what has become of the words between. */
const leastContext = 12

function changedPlaceOf(plain: string, { quote, before, after, at }: Anchor): Place | undefined {
  const [head, tail] = [before.slice(-leastContext), after.slice(0, leastContext)]
  const starts = before === '' ? [0] : placesWithin(plain, head).map((place) => place + head.length)
  const ends = after === '' ? [plain.length] : placesWithin(plain, tail)
  const [best] = starts
    .flatMap((from) => {
      const to = ends.find((end) => end >= from)
      return to === undefined || to - from > quote.length * 2 + 40 ? [] : [{ from, to }]
    })
    .filter(({ from, to }) => sharedWords(plain.slice(from, to), quote) >= 0.5)
    .sort((a, b) => Math.abs(a.from - at) - Math.abs(b.from - at))
  return best && { ...best, isChanged: true }
}

function placesWithin(plain: string, words: string): number[] {
  const places: number[] = []
  for (let at = plain.indexOf(words); at !== -1 && places.length < 1000; at = plain.indexOf(words, at + 1))
    places.push(at)
  return places
}

/** The share of words that two stretches have in common (Dice 1945). */
function sharedWords(one: string, other: string): number {
  const [first, second] = [one, other].map((words) => words.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
  if (!first || !second || first.length + second.length === 0) return 0
  const rest = [...second]
  let shared = 0
  for (const word of first) {
    const found = rest.indexOf(word)
    if (found === -1) continue
    rest.splice(found, 1)
    shared++
  }
  return (2 * shared) / (first.length + second.length)
}
