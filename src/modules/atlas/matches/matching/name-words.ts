import { withoutGenericWords } from './generic-words.ts'
import { type LegalSort, withoutLegalForms } from './legal-forms.ts'
import { withNumbers } from './number-words.ts'
import { particles, titles } from './person-words.ts'
import { romanize, type Script, scriptOf, skeletonOf } from './romanize.ts'

export type NameKind = 'person' | 'organization' | 'place'

export interface NameWord {
  readonly text: string
  readonly skeleton: string
  /** Joins others, or says what sort of thing it is: missing, it costs little. */
  readonly isMinor: boolean
  readonly isNumber: boolean
  /** Stands in brackets: a branch or an explanation. */
  readonly isAside: boolean
}

/** A name made ready for many comparisons. */
export interface NameWords {
  readonly kind: NameKind
  readonly words: readonly NameWord[]
  readonly joined: string
  readonly skeleton: string
  readonly legal: ReadonlySet<LegalSort>
  readonly script: Script
  /** The letters as written, for scripts in which one sign is a syllable or a word. */
  readonly signs: readonly string[]
}

const signScript = /[\p{Script=Han}\p{Script=Hangul}]/u
const gluedForm = /([a-z])(AG|GmbH|LLC|Ltd|Inc|SA|PLC|plc)\b/g
const minorWords = new Set(['and', 'of', 'the', 'for', 'und', 'et', 'i', 'group', 'gruppe', 'holding', 'holdings'])
const spelled: Readonly<Record<string, string>> = {
  ...{ intl: 'international', organisation: 'organization', dept: 'department', govt: 'government', natl: 'national' },
  ...{
    univ: 'university',
    labour: 'labor',
    centre: 'center',
    us: 'united states',
    usa: 'united states',
    uk: 'united kingdom',
  },
  ...{ st: 'saint', ste: 'sainte', ft: 'fort', mt: 'mount' },
}

export function nameWords(kind: NameKind, name: string): NameWords {
  const latin = romanize(kind === 'organization' ? name.replace(gluedForm, '$1 $2') : name)
  const asides =
    kind === 'person' ? [] : [...latin.matchAll(/\(([^)]*)\)/g)].flatMap((match) => plainWords(match[1] ?? ''))
  const split = kind === 'person' ? personWords(latin) : kind === 'place' ? placeWords(latin) : plainWords(latin)
  const { words: without, sorts } =
    kind === 'organization' ? withoutLegalForms(split) : { words: split, sorts: noSorts }
  const words = (kind === 'person' ? without : withNumbers(without)).map((text) => wordOf(kind, text, asides))
  const joined = words.map((word) => word.text).join('')
  return {
    ...{ kind, words, joined, skeleton: skeletonOf(joined), legal: sorts },
    script: scriptOf(name),
    signs: signScript.test(name) ? [...name.replace(/[^\p{L}\p{N}]/gu, '')] : [],
  }
}
const noSorts: ReadonlySet<LegalSort> = new Set()

function wordOf(kind: NameKind, text: string, asides: readonly string[]): NameWord {
  return {
    text,
    skeleton: skeletonOf(text),
    isMinor: kind === 'person' ? text in particles : minorWords.has(text),
    isNumber: kind !== 'person' && /^(?:\d+|[ivx]+)$/.test(text),
    isAside: asides.includes(text),
  }
}

/** "A.B.C. Co." → abc co; initials written apart are one word for a company. */
function plainWords(latin: string): string[] {
  const text = latin
    .replace(/['’`ʻʼ"“”]/g, '')
    .replace(/&/g, ' and ')
    .replace(/\b(?:[a-z]\.\s?){2,}/g, (initials) => `${initials.replace(/[.\s]/g, '')} `)
    .replace(/\b([a-z])\s([a-z])\s(?=[a-z]{2})/g, '$1$2 ')
  return text
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .flatMap((word) => (spelled[word] ?? word).split(' '))
}

function placeWords(latin: string): string[] {
  // Encyclopedias add where a place lies after a comma; the name stands before it.
  const [first = ''] = latin.split(/[,;(]/)
  return plainWords(withoutGenericWords(first.trim() === '' ? latin : first).bare)
}

/** Titles go, particles get one spelling, and what is said twice is said once. */
function personWords(latin: string): string[] {
  const all = latin
    .replace(/['’`ʻʼ"“”]/g, '')
    .replace(/\babd[ -]?(?:al|el|ul|ar|as|ad|ur)[ -]/g, 'abdul ')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
  const named = all.filter((word) => !titles.has(word))
  return (named.length > 0 ? named : all).map((word) => particles[word] ?? word)
}
