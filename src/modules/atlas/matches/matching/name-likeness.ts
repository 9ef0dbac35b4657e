import { letterCost } from './letter-cost.ts'
import { type NameKind, type NameWords, nameWords } from './name-words.ts'
import { alignedCost, conflictCost, withJoinedWords } from './word-alignment.ts'

/** Two names from so much likeness on are taken for one; the same for every list (`npm run bench -- match`, E1). */
export const sameNameFrom = 0.5

/** How alike two names of one kind are, between 0 and 1, whatever their scripts. The order of the two changes nothing. */
export function nameLikeness(kind: NameKind, a: string, b: string): number {
  if (a === b) return 1
  if (!a.includes('/') && !b.includes('/')) return wordsLikeness(nameWords(kind, a), nameWords(kind, b))
  const others = otherNames(b)
  return Math.max(
    ...otherNames(a).flatMap((one) =>
      others.map((other) => wordsLikeness(nameWords(kind, one), nameWords(kind, other))),
    ),
  )
}

/** A stroke between two names says that either will do: "Biel/Bienne". Not so in A/S and c/o. */
function otherNames(name: string): string[] {
  const parts = name.split('/').map((part) => part.trim())
  return parts.length > 1 && parts.every((part) => part.length > 3) ? [name, ...parts] : [name]
}

/** The same for names made ready by `nameWords`, for whoever compares one name with many. */
export function wordsLikeness(a: NameWords, b: NameWords): number {
  if (a.joined === '' || b.joined === '') return a.joined === b.joined ? 1 : 0
  const cost = nameCost(a, b)
  return 1 / (1 + (cost / allowance(a, b)) ** 2)
}

/** Slips of the hand between the cheapest readings of two names. */
function nameCost(a: NameWords, b: NameWords): number {
  if (a.signs.length > 0 && b.signs.length > 0) return signCost(a, b)
  const readings = [alignedCost(a, b), joinedCost(a, b)]
  if (a.words.length > 1 && b.words.length > 1 && Math.min(...readings) > worthJoining)
    readings.push(splitWord + alignedCost(withJoinedWords(a, b), withJoinedWords(b, a)))
  if (a.script !== b.script && (hidesVowels(a) || hidesVowels(b))) readings.push(skeletonCost(a, b))
  if (a.kind === 'organization') readings.push(acronymCost(a, b), acronymCost(b, a))
  return Math.min(...readings) + conflictCost(a, b)
}

const [worthJoining, splitWord] = [0.8, 0.2]

/** Slips that two spellings of one name may have: longer names have more, but never many. */
function allowance(a: NameWords, b: NameWords): number {
  const letters = Math.min(a.joined.length, b.joined.length)
  const slips = Math.min(mostSlips, leastSlips + slipsPerLetter * letters)
  if (a.kind !== 'place') return slips
  // Neighbors bear names a letter apart (Teiu, Teiuș), but between scripts every name is spelled anew.
  return slips * (a.script === b.script ? withinScript : betweenScripts)
}
const [withinScript, betweenScripts] = [0.5, 1.6]
const [leastSlips, slipsPerLetter, mostSlips] = [0.75, 0.06, 1.9]

/** For words written together, apart, or in one piece: all letters in their order. */
function joinedCost(a: NameWords, b: NameWords): number {
  if (a.words.some((word) => word.isNumber) || b.words.some((word) => word.isNumber))
    return a.joined === b.joined ? 0.1 : Number.POSITIVE_INFINITY
  return 0.1 + letterCost(a.joined, b.joined, 4)
}

/** One sign is a syllable or a word: another sign is another name. */
function signCost(a: NameWords, b: NameWords): number {
  const [one, other] = [a.signs, b.signs]
  if (one.length !== other.length)
    return (
      otherSign * Math.abs(one.length - other.length) +
      (one.every((sign) => other.includes(sign)) || other.every((sign) => one.includes(sign)) ? 0 : otherSign)
    )
  return one.filter((sign, index) => sign !== other[index]).length * otherSign
}
const otherSign = 2.5

const hidesVowels = ({ script }: NameWords) => script === 'vowelless' || script === 'signs' || script === 'syllables'

/** Across scripts only the consonants are written in both. */
function skeletonCost(a: NameWords, b: NameWords): number {
  if (Math.min(a.skeleton.length, b.skeleton.length) < 3) return Number.POSITIVE_INFINITY
  return acrossScripts + letterCost(a.skeleton, b.skeleton, 3)
}
const acrossScripts = 0.8

/** PLA for the People's Liberation Army. */
function acronymCost(short: NameWords, long: NameWords): number {
  const initials = long.words.filter((word) => !word.isMinor).map((word) => word.text.charAt(0))
  const [first] = short.words
  const isAcronym = short.words.length === 1 && initials.length >= 3 && first?.text === initials.join('')
  return isAcronym ? 0.8 : Number.POSITIVE_INFINITY
}
