import { iso31661, iso31662 } from 'iso-3166'
import { withoutGenericWords } from './generic-words.ts'
import { foldName, hepburnOf } from './normal-names.ts'

export interface Subdivision {
  readonly code: string
  readonly country: string
  readonly name: string
}

/** English names that ISO lists only in the local language, as page titles use them. */
const englishNames: Readonly<Record<string, readonly string[]>> = {
  'DE-BY': ['Bavaria'],
  'DE-HE': ['Hesse'],
  'DE-NI': ['Lower Saxony'],
  'DE-NW': ['North Rhine-Westphalia'],
  'IT-25': ['Lombardy'],
  'IT-52': ['Tuscany'],
  'IT-21': ['Piedmont'],
  'IT-82': ['Sicily'],
  'MX-MIC': ['Michoacán'],
  'MX-COA': ['Coahuila'],
  'MX-VER': ['Veracruz'],
  'JP-01': ['Hokkaido'],
  'RU-MOS': ['Moscow Oblast'],
  'PH-00': ['Metro Manila'],
  'NI-CO': ['Chontales'],
}

const bothNames = (subdivision: { code: string; name: string }): string[] => [
  // "[sv]" and "(française)" are notes of ISO inside the name.
  subdivision.name.replace(/\s*[[(][^\])]*[\])]/g, ''),
  ...(subdivision.code.startsWith('JP-') ? [hepburnOf(subdivision.name)] : []),
  ...(englishNames[subdivision.code] ?? []),
]

const index = buildIndex()
const byCode = new Map(iso31662.map((one) => [one.code, one]))

function buildIndex(): ReadonlyMap<string, readonly Subdivision[]> {
  const found = new Map<string, Subdivision[]>()
  const assigned = new Set<string>(iso31661.map((country) => country.alpha2))
  for (const { code, name } of iso31662) {
    const country = code.slice(0, 2)
    if (!assigned.has(country)) continue
    const keys = new Set(bothNames({ code, name }).flatMap((one) => [foldName(one), withoutGenericWords(one).bare]))
    for (const key of keys) found.set(key, [...(found.get(key) ?? []), { code, country, name }])
  }
  return found
}

/** Every ISO 3166-2 subdivision of that name, in every country: "Victoria" is in five. */
export function findSubdivisions(name: string): readonly Subdivision[] {
  const folded = foldName(name)
  return index.get(folded) ?? index.get(withoutGenericWords(name).bare) ?? []
}

export const isSubdivisionCode = (code: string): boolean => byCode.has(code)
