import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' }
import { iso31661 } from 'iso-3166'
import { foldName } from './normal-names.ts'

/** English names by alpha-2 code, the official one first. Of this package only its list is used. */
const listed: Record<string, string | string[]> = english.countries
const namesOf = (alpha2: string): string[] => [listed[alpha2] ?? []].flat()

export interface CountryFound {
  readonly alpha2: string
  readonly how: 'name' | 'other name' | 'former name' | 'part of a country' | 'misspelling'
}

// XK is a user-assigned code (ISO 3166-1 §8.1.3): Kosovo has none of its own, and most registers use this one.
const kosovo = 'XK'

/** Common, old and contested names, each with what kind of equation it is. Codes, not opinions: see `contestedNote`. */
const more: readonly (readonly [CountryFound['how'], string, readonly string[]])[] = [
  ['other name', 'US', ['usa', 'us', 'u s a', 'the united states']],
  ['other name', 'GB', ['uk', 'great britain']],
  ['part of a country', 'GB', ['england', 'scotland', 'wales', 'northern ireland']],
  ['other name', 'IE', ['republic of ireland']],
  ['other name', 'CN', ['peoples republic of china', 'pr china']],
  ['other name', 'TW', ['taiwan', 'republic of china', 'republic of china taiwan', 'chinese taipei']],
  ['other name', kosovo, ['kosovo', 'republic of kosovo']],
  ['other name', 'PS', ['palestine', 'palestinian territories', 'state of palestine', 'west bank', 'gaza strip']],
  ['other name', 'EH', ['western sahara', 'saharawi arab democratic republic', 'sahrawi arab democratic republic']],
  ['other name', 'GE', ['georgia country']],
  ['other name', 'KR', ['korea south', 'republic of korea']],
  ['other name', 'KP', ['korea north']],
  ['other name', 'CD', ['congo democratic republic', 'congo democratic republic of the', 'dr congo']],
  ['other name', 'CG', ['congo republic', 'congo republic of the', 'republic of the congo']],
  ['other name', 'CI', ['cote d ivoire ivory coast', 'cote divoire ivory coast']],
  ['other name', 'CZ', ['czech republic', 'czechia']],
  ['other name', 'NL', ['the netherlands', 'holland']],
  ['other name', 'TR', ['turkiye', 'turkey']],
  ['other name', 'VA', ['vatican', 'holy see', 'vatican city']],
  ['other name', 'MO', ['macau', 'macao']],
  ['other name', 'FM', ['federated states of micronesia', 'micronesia']],
  ['other name', 'BS', ['the bahamas', 'bahamas']],
  ['other name', 'GM', ['the gambia', 'gambia']],
  ['other name', 'MM', ['burma', 'myanmar burma']],
  ['other name', 'BA', ['bosnia and hercegovina', 'bosnia']],
  ['other name', 'MD', ['moldova']],
  ['other name', 'SY', ['syria']],
  ['other name', 'LA', ['laos']],
  ['other name', 'BN', ['brunei']],
  ['other name', 'FK', ['falkland islands']],
  ['other name', 'KN', ['saint kitts and nevis', 'st kitts and nevis']],
  ['other name', 'VG', ['british virgin islands']],
  ['other name', 'BL', ['saint barthelemy', 'st barthelemy']],
  ['other name', 'TW', ['taiwan greater china']],
  ['other name', 'HK', ['hong kong', 'china hong kong special administrative region']],
  ['other name', 'SO', ['somali democratic republic']],
  ['other name', 'SE', ['government of sweden']],
  ['former name', 'MK', ['macedonia', 'the former yugoslav republic of macedonia']],
  ['former name', 'SZ', ['swaziland']],
  ['former name', 'CV', ['cape verde']],
  ['former name', 'TL', ['east timor']],
  ['former name', 'MD', ['moldavia']],
  ['former name', 'DE', ['germany federal republic of']],
  ['former name', 'RU', ['russian federation']],
  ['misspelling', 'SR', ['surinam']],
  ['misspelling', 'GR', ['grece']],
  ['misspelling', 'JP', ['japa']],
  ['misspelling', 'KZ', ['kazakhstah']],
  ['misspelling', 'MG', ['madagaskar']],
  ['misspelling', 'IT', ['in italy']],
]

const index = buildIndex()

function buildIndex(): ReadonlyMap<string, CountryFound> {
  const found = new Map<string, CountryFound>()
  for (const country of iso31661) {
    for (const name of [country.name, ...namesOf(country.alpha2)])
      found.set(foldName(name), { alpha2: country.alpha2, how: 'name' })
  }
  for (const [how, alpha2, names] of more) for (const name of names) found.set(name, { alpha2, how })
  // "Island" is German for Iceland, but also an English word: one cell in a file is no reason to guess.
  found.delete('island')
  return found
}

/** The country a cell names: the whole cell first, then the last part after a comma ("Brandenburg, Germany"). */
export function findCountry(text: string): CountryFound | undefined {
  const whole = index.get(foldName(text))
  if (whole) return whole
  const last = text.split(',').at(-1)
  if (last === undefined || last === text) return undefined
  const tail = index.get(foldName(last))
  return tail && { alpha2: tail.alpha2, how: 'part of a country' }
}

/** The English short name, as ISO publishes it for everyday use. */
export function countryName(alpha2: string): string | undefined {
  return everydayNames[alpha2] ?? namesOf(alpha2)[0]
}

/** What American readers call a country where the list of codes says it longer, or says more than a code should. */
const everydayNames: Readonly<Record<string, string>> = {
  BN: 'Brunei',
  BO: 'Bolivia',
  CD: 'Democratic Republic of the Congo',
  CG: 'Republic of the Congo',
  CN: 'China',
  FM: 'Micronesia',
  GB: 'United Kingdom',
  IR: 'Iran',
  KP: 'North Korea',
  KR: 'South Korea',
  LA: 'Laos',
  MD: 'Moldova',
  PS: 'Palestine',
  RU: 'Russia',
  SY: 'Syria',
  TW: 'Taiwan',
  TZ: 'Tanzania',
  US: 'United States',
  VE: 'Venezuela',
  VN: 'Vietnam',
  XK: 'Kosovo',
}

const contested: Readonly<Record<string, string>> = {
  TW: 'Listed under its own ISO 3166-1 code. The code says where a counterpart is, not who recognizes whom.',
  XK: 'Listed under the user-assigned code XK, as many registers do. The code takes no side on recognition.',
  PS: 'Listed under its own ISO 3166-1 code. The code takes no side on recognition or borders.',
  EH: 'Listed under its own ISO 3166-1 code. Status disputed; the code takes no side.',
  HK: 'Listed under its own ISO 3166-1 code as a special administrative region.',
  MO: 'Listed under its own ISO 3166-1 code as a special administrative region.',
}

/** A neutral sentence for names whose status is disputed; undefined for the rest. */
export const contestedNote = (alpha2: string): string | undefined => contested[alpha2]

const withoutCode = new Set([
  'northern cyprus',
  'turkish republic of northern cyprus',
  'abkhazia',
  'south ossetia',
  'tibet',
])

/** Why a cell names no country we can file it under: nobody's code, or nothing we know. */
export function countryProblem(text: string): { reason: string; explanation: string } {
  if (withoutCode.has(foldName(text)))
    return {
      reason: 'no-country-code',
      explanation: 'ISO 3166-1 has no code for this name; filing it under another would take a side.',
    }
  return { reason: 'unknown-country', explanation: 'The cell names no country that can be told without guessing.' }
}
