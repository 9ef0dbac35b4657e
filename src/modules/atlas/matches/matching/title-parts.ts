/** A page title taken apart: "Halle (Saale)" and "Hakui, Ishikawa" say more than a name. */
export interface TitleParts {
  readonly name: string
  /** Whatever follows the commas, nearest first: a state, prefecture, county or country. */
  readonly within: readonly string[]
  /** What stands in brackets: "genus", "London borough", "Saale". */
  readonly qualifier?: string
}

export function titleParts(title: string): TitleParts {
  const bracket = /^(.*?)\s*\(([^)]*)\)\s*$/.exec(title.trim())
  const [name = '', ...within] = (bracket?.[1] ?? title).split(',').map((part) => part.trim())
  const qualifier = bracket?.[2]?.trim()
  return { name, within: within.filter((part) => part !== ''), ...(qualifier ? { qualifier } : {}) }
}

// Wikipedia disambiguates by brackets; these words say that the page is not about a municipality at all.
const otherThings = new Set(['genus', 'species', 'disambiguation', 'film', 'band', 'surname', 'given name', 'ship'])
const placesWithoutACity = new Set(['island', 'canton', 'department', 'state', 'province', 'london borough', 'borough'])

export type QualifierSense = 'place' | 'not a place' | 'another level'

/** "(genus)" is no place, "(canton)" is a place at another level than a city, "(Saale)" merely tells two cities apart. */
export function qualifierSense(qualifier: string | undefined): QualifierSense {
  const word = qualifier?.toLowerCase()
  if (!word) return 'place'
  if (otherThings.has(word)) return 'not a place'
  return placesWithoutACity.has(word) ? 'another level' : 'place'
}
