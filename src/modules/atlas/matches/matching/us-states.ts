import { foldName } from './normal-names.ts'

export interface UsState {
  readonly postal: string
  readonly name: string
  readonly fips: string
  readonly kind: 'state' | 'territory' | 'district'
}

const table =
  'AL Alabama 01|AK Alaska 02|AZ Arizona 04|AR Arkansas 05|CA California 06|CO Colorado 08|CT Connecticut 09|' +
  'DE Delaware 10|DC District of Columbia 11|FL Florida 12|GA Georgia 13|HI Hawaii 15|ID Idaho 16|IL Illinois 17|' +
  'IN Indiana 18|IA Iowa 19|KS Kansas 20|KY Kentucky 21|LA Louisiana 22|ME Maine 23|MD Maryland 24|MA Massachusetts 25|' +
  'MI Michigan 26|MN Minnesota 27|MS Mississippi 28|MO Missouri 29|MT Montana 30|NE Nebraska 31|NV Nevada 32|' +
  'NH New Hampshire 33|NJ New Jersey 34|NM New Mexico 35|NY New York 36|NC North Carolina 37|ND North Dakota 38|' +
  'OH Ohio 39|OK Oklahoma 40|OR Oregon 41|PA Pennsylvania 42|RI Rhode Island 44|SC South Carolina 45|SD South Dakota 46|' +
  'TN Tennessee 47|TX Texas 48|UT Utah 49|VT Vermont 50|VA Virginia 51|WA Washington 53|WV West Virginia 54|' +
  'WI Wisconsin 55|WY Wyoming 56|AS American Samoa 60|GU Guam 66|MP Northern Mariana Islands 69|PR Puerto Rico 72|' +
  'VI U.S. Virgin Islands 78'

const territories = new Set(['AS', 'GU', 'MP', 'PR', 'VI'])

/** FIPS 5-2 codes, which Census GEOIDs begin with, and the postal abbreviations that ISO 3166-2:US shares. */
export const usStates: readonly UsState[] = table.split('|').map((line) => {
  const [, postal = '', name = '', fips = ''] = /^(..) (.*) (\d\d)$/.exec(line) ?? []
  return { postal, name, fips, kind: postal === 'DC' ? 'district' : territories.has(postal) ? 'territory' : 'state' }
})

const index = new Map(usStates.flatMap((state) => [state.name, state.postal].map((name) => [foldName(name), state])))
for (const name of ['d c', 'washington d c']) {
  const district = index.get('dc')
  if (district) index.set(name, district)
}

/** By name or postal code: "Texas", "TX", "D.C.". */
export const findUsState = (text: string): UsState | undefined => index.get(foldName(text))

export const usStateByFips = (fips: string): UsState | undefined => usStates.find((state) => state.fips === fips)
