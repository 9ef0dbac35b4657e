import anyAscii from 'any-ascii'

// Transliteration first: four in five pairs of one place's names cross scripts, so a comparison of raw letters is blind.
const onlyAscii = /^[\p{ASCII}]*$/u

/** Latin lower case, words separated by one space: "San José (CA)" → "san jose ca". */
export function foldName(name: string): string {
  const latin = onlyAscii.test(name) ? name : anyAscii(name.normalize('NFC'))
  return latin
    .toLowerCase()
    .replace(/['’`ʻʼ]/g, '')
    .replace(/&/g, ' and ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

const abbreviations: Readonly<Record<string, string>> = {
  st: 'saint',
  ste: 'sainte',
  ft: 'fort',
  mt: 'mount',
}

/** One key for all spellings that differ by accents, spaces, hyphens or the usual abbreviations of place names. */
export function nameKey(name: string): string {
  return foldName(name)
    .split(' ')
    .map((word) => abbreviations[word] ?? word)
    .join('')
}

/** A readable, stable piece of an identifier: "Saint-Étienne" → "saint-etienne". */
export function slugOf(name: string): string {
  return foldName(name).replaceAll(' ', '-')
}

/**
 * ISO 3166-2 spells Japanese prefectures in Kunrei-shiki ("Isikawa", "Tiba", JIS X 0401), everybody else in Hepburn
 * ("Ishikawa", "Chiba"). Only regular syllables are turned.
 */
export function hepburnOf(kunrei: string): string {
  return foldName(kunrei)
    .replace(/sy/g, 'sh')
    .replace(/ty/g, 'ch')
    .replace(/zy/g, 'j')
    .replace(/si/g, 'shi')
    .replace(/ti/g, 'chi')
    .replace(/tu/g, 'tsu')
    .replace(/hu/g, 'fu')
    .replace(/zi/g, 'ji')
}
