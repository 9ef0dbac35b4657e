import anyAscii from 'any-ascii'
import { foreignSound, withReadings } from './letter-readings.ts'

const onlyAscii = /^[\p{ASCII}]*$/u

export type Script = 'latin' | 'other alphabet' | 'vowelless' | 'syllables' | 'signs'

// Scripts whose words leave most vowels out, or write them around consonants: there only consonants can be compared.
const vowelless = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\p{Script=Thai}]/u
const syllables = /[\p{Script=Hangul}\p{Script=Katakana}\p{Script=Hiragana}]/u
const alphabets =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Ethiopic}\p{Script=Khmer}\p{Script=Bengali}]/u

/** How a name is written, as far as it matters for comparing it with others. */
export function scriptOf(name: string): Script {
  if (onlyAscii.test(name)) return 'latin'
  if (han.test(name)) return 'signs'
  if (syllables.test(name)) return 'syllables'
  if (vowelless.test(name)) return 'vowelless'
  return alphabets.test(name) ? 'other alphabet' : 'latin'
}

/** Latin letters in lower case; digits and separators stay, accents and marks go: "Ōsaka-shi" → "osaka-shi", "ברזוויל" → "brzvil". */
export function romanize(text: string): string {
  if (onlyAscii.test(text)) return text.toLowerCase()
  return anyAscii(withReadings(text.normalize('NFC').toLowerCase())).toLowerCase()
}

/** A name in Chinese signs as a foreign name would sound; undefined when there are none. */
export function soundOfSigns(text: string): string | undefined {
  if (!han.test(text)) return undefined
  return [...text]
    .map((sign) => (han.test(sign) ? foreignSound(anyAscii(sign).toLowerCase()) : romanize(sign)))
    .join('')
}
const han = /\p{Script=Han}/u

/**
 * What is left of a name when everything that changes between scripts is gone: consonants in seven classes, each run once.
 * The classes are those of Soundex (Russell, US patent 1,261,167, 1918), with b, v and w told by the lips as there.
 */
export function skeletonOf(latin: string): string {
  let skeleton = ''
  for (let at = 0; at < latin.length; at++) {
    const letter = latin.charAt(at)
    const mark = letter === 'c' && latin.charAt(at + 1) === 'h' ? 's' : (classOf[letter] ?? '')
    if (mark !== '' && !skeleton.endsWith(mark)) skeleton += mark
  }
  return skeleton
}

const classOf: Readonly<Record<string, string>> = {
  ...{ b: 'p', p: 'p', f: 'p', v: 'p', w: 'p', k: 'k', g: 'k', q: 'k', c: 'k', x: 'k', t: 't', d: 't' },
  ...{ s: 's', z: 's', j: 's', l: 'l', r: 'l', m: 'm', n: 'n' },
}
