import type { Place } from '../../src/modules/atlas/matches/matching/gazetteer.ts'
import { foldName, nameKey, slugOf } from '../../src/modules/atlas/matches/matching/normal-names.ts'
import type { Book } from './book.ts'
import { type ForeignRegion, foreignRegions, formerRegions } from './foreign-regions.ts'
import { pointCells } from './organizations.ts'
import type { PackageName } from './tables.ts'

export interface RegionShelf {
  /** By the page title a tie uses. */
  byTitle(name: PackageName, title: string): string | undefined
  /** By words inside a registered principal's name, within its country; a region's bare name may stand for anybody there. */
  insideText(name: PackageName, text: string, country: string): string | undefined
}

/** Puts a region into the book when it is first needed; its point is that of its seat. */
export function regionShelf(book: Book, towns: readonly Place[]): RegionShelf {
  const seats = Map.groupBy(towns, (town) => `${town.country} ${nameKey(town.name)}`)
  const seatOf = (country: string, seat: string) =>
    (seats.get(`${country} ${nameKey(seat)}`) ?? []).toSorted((a, b) => b.population - a.population)[0]?.point

  function put(name: PackageName, region: ForeignRegion): string {
    const code = region.code.split('-')[1]?.toLowerCase()
    return book.organization(name, {
      key: `${region.country.toLowerCase()}/${code ? `${code}-` : 'region-'}${slugOf(region.name)}`,
      kind: 'foreign-region',
      name: region.name,
      parent: region.country.toLowerCase(),
      country: region.country,
      subdivision: region.code,
      ...pointCells(seatOf(region.country, region.seat)),
      source: 'iso-3166',
      note: `The point is that of its seat, ${region.seat}.`,
    })
  }

  function putFormer(name: PackageName, title: string): string | undefined {
    const former = formerRegions.find((one) => one.title === title)
    if (!former) return undefined
    const key = `fr/former-${slugOf(former.title)}`
    if (book.has(key)) return key
    const successor = put(name, {
      titles: [],
      country: 'FR',
      code: former.code,
      name: former.successor,
      seat: former.successorSeat,
    })
    book.add(name, 'successions', {
      predecessor: key,
      successor,
      on: '2016-01-01',
      note: 'Merged with a neighboring region. Whether the tie passed to the new region is not known.',
      source: 'french-regions-law',
    })
    return book.organization(name, {
      key,
      kind: 'foreign-region',
      name: former.title,
      parent: 'fr',
      country: 'FR',
      ...pointCells(seatOf('FR', former.seat)),
      exists_to: '2016-01-01',
      source: 'french-regions-law',
      note: `Dissolved on 1 January 2016; kept under its own name because it made the tie. The point is that of ${former.seat}.`,
    })
  }

  return {
    byTitle: (name, title) => {
      const region = foreignRegions.find((one) => one.titles.includes(title))
      return region ? put(name, region) : putFormer(name, title)
    },
    insideText: (name, text, country) => {
      const folded = ` ${foldName(text)} `
      const region = foreignRegions.find(
        (one) =>
          one.country === country &&
          one.titles.some((title) => title.includes(' ') && folded.includes(` ${foldName(title)} `)),
      )
      return region && put(name, region)
    },
  }
}
