import { formsConflict } from './legal-forms.ts'
import { letterCost } from './letter-cost.ts'
import type { NameKind, NameWord, NameWords } from './name-words.ts'
import { isShortFor } from './person-words.ts'
import { skeletonOf } from './romanize.ts'

/** What it costs, in slips, to take two names for one when their words are paired as well as they can be. */
export function alignedCost(a: NameWords, b: NameWords): number {
  const pairs = pairWords(a, b)
  const [left, right] = [unpaired(a.words, pairs.inA), unpaired(b.words, pairs.inB)]
  return pairs.cost + contradictions(a.kind, left, right) + omissions(a, left, right, pairs.strong)
}

/** What speaks against two names however well their letters agree: another sort of company, another father. */
export function conflictCost(a: NameWords, b: NameWords): number {
  if (a.kind === 'organization') return formsConflict(a.legal, b.legal) ? otherForm : 0
  return a.kind === 'person' ? otherFather(a, b) : 0
}
const otherForm = 2.5

interface Pairs {
  readonly cost: number
  readonly inA: ReadonlySet<number>
  readonly inB: ReadonlySet<number>
  /** Paired words that name somebody, not particles and initials. */
  readonly strong: number
}

/** The cheapest pairs first. Names have few words, so this is as good as an assignment and never slower than one. */
function pairWords(a: NameWords, b: NameWords): Pairs {
  const offers: { row: number; column: number; cost: number; across: number }[] = []
  a.words.forEach((one, row) => {
    b.words.forEach((other, column) => {
      const cost = pairCost(a, one, b, other)
      if (cost < Number.POSITIVE_INFINITY) offers.push({ row, column, cost, across: Math.abs(row - column) })
    })
  })
  // What is left equal are a pair and its mirror image, which never stand in each other's way: so the order of the names changes nothing.
  offers.sort((x, y) => x.cost - y.cost || x.across - y.across || x.row + x.column - y.row - y.column)
  const [inA, inB] = [new Set<number>(), new Set<number>()]
  let [cost, strong] = [0, 0]
  for (const offer of offers) {
    if (inA.has(offer.row) || inB.has(offer.column)) continue
    inA.add(offer.row)
    inB.add(offer.column)
    cost += offer.cost
    const [one, other] = [a.words[offer.row], b.words[offer.column]]
    if (one && other && !one.isMinor && !other.isMinor && one.text.length > 1 && other.text.length > 1) strong += 1
  }
  return { cost, inA, inB, strong }
}

// A third of the letters may differ; beyond it two words are two words.
const unlikeShare = 0.36

function pairCost(a: NameWords, one: NameWord, b: NameWords, other: NameWord): number {
  if (one.text === other.text) return 0
  if (one.isNumber || other.isNumber) return numberCost(a.kind, one, other)
  const shorter = Math.min(one.text.length, other.text.length)
  const longer = Math.max(one.text.length, other.text.length)
  if (shorter === 1)
    return a.kind === 'person' && one.text.charAt(0) === other.text.charAt(0) ? initial : Number.POSITIVE_INFINITY
  const most = Math.max(shorter <= 2 ? 0.6 : 1, unlikeShare * longer)
  const cost = letterCost(one.text, other.text, most)
  if (cost <= most) return cost
  if (a.kind === 'person' && isShortFor(one.text, other.text)) return shortForm
  const across = a.script !== b.script && (a.script === 'vowelless' || b.script === 'vowelless')
  return across && one.skeleton.length > 1 && one.skeleton === other.skeleton ? sameSkeleton : Number.POSITIVE_INFINITY
}
const [initial, shortForm, sameSkeleton] = [0.35, 0.6, 0.5]

/** Another number in a name of several words is a sister; a reader must see it, and places with numbers are never one. */
function numberCost(kind: NameKind, one: NameWord, other: NameWord): number {
  if (kind === 'place' || !one.isNumber || !other.isNumber) return Number.POSITIVE_INFINITY
  return Math.abs(one.text.length - other.text.length) <= 1 ? anotherNumber : Number.POSITIVE_INFINITY
}
const anotherNumber = 1

const unpaired = (words: readonly NameWord[], paired: ReadonlySet<number>) =>
  words.filter((_, index) => !paired.has(index))

/** Words on both sides that have no partner speak against each other: another patronymic is another man. */
function contradictions(kind: NameKind, left: readonly NameWord[], right: readonly NameWord[]): number {
  const weigh = (words: readonly NameWord[]) => words.reduce((sum, word) => sum + (word.isMinor ? 0 : 1), 0)
  const both = Math.min(weigh(left), weigh(right))
  return both * (kind === 'person' ? 3 : 2.5)
}

/** Words that one side leaves out. Of people one may say less; a company with a word more is mostly another company. */
function omissions(a: NameWords, left: readonly NameWord[], right: readonly NameWord[], strong: number): number {
  // Of as many on both sides, what weighs more is what counts: "a et" and "a a" are alike whichever comes first.
  if (left.length === right.length)
    return Math.max(omitted(a, left, right.length, strong), omitted(a, right, left.length, strong))
  return left.length > right.length ? omitted(a, left, right.length, strong) : omitted(a, right, left.length, strong)
}

function omitted(a: NameWords, more: readonly NameWord[], less: number, strong: number): number {
  const extra = more.filter((word) => !word.isMinor).slice(less)
  const minor = more.length - more.filter((word) => !word.isMinor).length
  if (a.kind === 'person') {
    if (strong === 0) return nobody
    const each = extra.reduce((sum, word) => sum + (word.text.length === 1 ? 0.15 : 0.38), 0)
    return each + minor * 0.1 + (strong < 2 && extra.length > 0 ? oneWordOnly : 0)
  }
  return minor * 0.3 + extra.reduce((sum, word) => sum + omission(word), 0)
}
const [oneWordOnly, nobody] = [1.1, 3]

/** Salman son of Muhammad is not Muhammad son of Salman: what follows *bin* must agree somewhere, when both sides say it. */
function otherFather(a: NameWords, b: NameWords): number {
  const [mine, theirs] = [fathers(a), fathers(b)]
  if (mine.length === 0 || theirs.length === 0) return 0
  const agree = mine.some((one) => theirs.some((other) => one === other || letterCost(one, other, 1.5) <= 1.5))
  return agree ? 0 : 3
}

const fathers = ({ words }: NameWords): string[] =>
  words.flatMap((word, index) => {
    const next = words[index + 1]
    return word.text === 'bin' && next && !next.isMinor ? [next.text] : []
  })

/** Two words of `a` written as one when `b` has that one: "Good Will", "van der Bilt". */
export function withJoinedWords(a: NameWords, b: NameWords): NameWords {
  const words: NameWord[] = []
  for (let at = 0; at < a.words.length; at++) {
    const [one, next] = [a.words[at], a.words[at + 1]]
    const text = `${one?.text ?? ''}${next?.text ?? ''}`
    const meant = next && text.length > 5 ? b.words.find((word) => letterCost(word.text, text, 0.8) <= 0.8) : undefined
    if (meant && one) {
      words.push({ ...one, text, skeleton: skeletonOf(text), isMinor: false })
      at += 1
    } else if (one) words.push(one)
  }
  return { ...a, words }
}

function omission(word: NameWord): number {
  if (word.isNumber) return 0.8
  if (word.isAside) return 1
  return Math.min(2.2, 0.6 + 0.25 * word.text.length)
}
