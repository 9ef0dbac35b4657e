import { foldName } from './normal-names.ts'

/** What sort of government or place a name speaks of. A city and its county share a name, never an identity. */
export type Level =
  | 'country'
  | 'state'
  | 'region'
  | 'county'
  | 'city'
  | 'town'
  | 'township'
  | 'tribe'
  | 'district'
  | 'unincorporated'

interface GenericWord {
  readonly words: string
  readonly at: 'start' | 'end'
  readonly level: Level
}

const start = (level: Level, ...words: string[]): GenericWord[] =>
  words.map((one) => ({ words: one, at: 'start', level }))
const end = (level: Level, ...words: string[]): GenericWord[] => words.map((one) => ({ words: one, at: 'end', level }))

/** Words that say what a place is, not which; longest first, so that "city and county of" is not read as "county of". */
const genericWords: readonly GenericWord[] = [
  ...start('city', 'city and county of', 'metropolitan government of', 'metropolitan city of', 'city of', 'ciudad de'),
  ...start(
    'city',
    'municipality of',
    'municipio de',
    'municipalidad de',
    'commune de',
    'comune di',
    'ville de',
    'stadt',
  ),
  ...start('town', 'town of', 'village of', 'villa de', 'borough of'),
  ...start('township', 'charter township of', 'township of'),
  ...start('county', 'county of', 'county'),
  ...start(
    'region',
    'autonomous community of',
    'province of',
    'state of',
    'prefecture of',
    'department of',
    'region of',
  ),
  ...end('city', 'special municipality', 'metropolitan city', 'municipality', 'city', 'shi', 'si'),
  ...end('town', 'town', 'village', 'machi', 'mura'),
  ...end('township', 'charter township', 'township'),
  ...end('county', 'county', 'parish', 'census area', 'borough', 'raion', 'gun', 'municipio'),
  ...end('region', 'autonomous region', 'prefecture', 'province', 'oblast', 'krai', 'voivodeship', 'governorate'),
  ...end('region', 'department', 'canton', 'region', 'state', 'ken', 'sheng'),
  ...end('district', 'district', 'ku', 'gu'),
  // The same in other languages, as their encyclopedias title cities.
  ...start(
    'city',
    'cidade de',
    'kota',
    'lungsod ng',
    'byen',
    'bandaraya',
    'mestna obcina',
    'gmina',
    'comuna de',
    'comuna',
  ),
  ...start(
    'city',
    'municipi de',
    'gemeinde',
    'gemeente',
    'gorod',
    'thanh pho',
    'syudad sa',
    'obcina',
    'opcina',
    'stad',
    'kommun',
    'komuna',
  ),
  ...start('county', 'kabupaten', 'raionul', 'powiat', 'okres', 'landkreis'),
  ...start('district', 'amphoe', 'distretto di', 'distrito de'),
  ...start('region', 'prefettura di', 'provincia di', 'provincia de'),
  ...end('city', 'chhi', 'kommuna', 'kommun', 'kommune', 'gemeente', 'siti', 'shahr', 'sehri', 'baladiyasi'),
].sort((a, b) => b.words.length - a.words.length)

export interface BareName {
  /** Folded name without the words that only say what it is. */
  readonly bare: string
  readonly levels: readonly Level[]
}

/** Splits "City of Houston" into houston + city. A name that is nothing but a generic word stays whole. */
export function withoutGenericWords(name: string): BareName {
  let bare = foldName(name)
  const levels: Level[] = []
  for (const generic of genericWords) {
    const rest =
      generic.at === 'start' && bare.startsWith(`${generic.words} `)
        ? bare.slice(generic.words.length + 1)
        : generic.at === 'end' && bare.endsWith(` ${generic.words}`)
          ? bare.slice(0, -generic.words.length - 1)
          : undefined
    if (rest === undefined || rest.length < 3) continue
    bare = rest
    levels.push(generic.level)
  }
  return { bare, levels }
}
