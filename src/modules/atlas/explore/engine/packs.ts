import { codesFor, type Dictionary, LANES, type Lane, type Pack } from './columns.ts'

/** A column that is to become a lane: its dictionary and the code of each row. */
export interface LaneDraft {
  dictionary: Dictionary
  codes: Uint32Array
}

/** Four lanes to a pack; where there are fewer, the last lanes hold a code that nobody reads. */
export function packLanes(drafts: readonly LaneDraft[], rows: number): Pack[] {
  const packs: Pack[] = []
  for (let first = 0; first < drafts.length; first += LANES) {
    const together = drafts.slice(first, first + LANES)
    const idle = together.reduce((sum, { dictionary }) => sum + dictionary.size, 0)
    const codes = codesFor(rows * LANES, idle + 1).fill(idle)
    const lanes: Lane[] = []
    let offset = 0
    together.forEach(({ dictionary, codes: own }, lane) => {
      for (let row = 0; row < rows; row++) codes[row * LANES + lane] = (own[row] ?? 0) + offset
      const { size, facets } = dictionary // named one by one: a column given as dictionary would keep its codes alive
      lanes.push({ size, facets, offset })
      offset += size
    })
    packs.push({ codes, lanes, size: idle + 1 })
  }
  return packs
}

/** The codes of one lane, counted from its own zero. */
export function laneCodes({ codes, lanes }: Pack, lane: number, rows: number): Uint32Array {
  const offset = lanes[lane]?.offset ?? 0
  const own = new Uint32Array(rows)
  for (let row = 0; row < rows; row++) own[row] = (codes[row * LANES + lane] ?? 0) - offset
  return own
}
