import type { Reject } from '../../src/modules/atlas/imports/readers/raw-rows.ts'
import type { TieRow } from '../../src/modules/atlas/imports/readers/read-sister-cities.ts'
import type { TwinRow } from '../../src/modules/atlas/imports/readers/read-twin-cities.ts'
import type { Match } from '../../src/modules/atlas/matches/matching/decision.ts'
import { kilometersBetween, type Point } from '../../src/modules/atlas/matches/matching/distance.ts'
import { nameKey } from '../../src/modules/atlas/matches/matching/normal-names.ts'
import { keepOneToOne } from '../../src/modules/atlas/matches/matching/one-to-one.ts'
import { qualifierSense, titleParts } from '../../src/modules/atlas/matches/matching/title-parts.ts'
import type { Book } from './book.ts'
import { files } from './files.ts'
import { foreignCity, usPlace } from './organizations.ts'
import { type Evidence, fullerTitle, matchPartner } from './partners.ts'
import type { RegionShelf } from './regions.ts'
import { TieShelf } from './tie-shelf.ts'
import type { UsEnd, UsFinder } from './us-ends.ts'

interface Tools {
  readonly book: Book
  readonly finder: UsFinder
  readonly evidence: Evidence
  readonly regions: RegionShelf
}

type FoundEnd = Exclude<UsEnd, { found: 'nothing' }>

/** Both lists into one set of ties: first the one that names states, then the one that names countries and points. */
export function addSisterTies(tools: Tools, listed: readonly TieRow[], twins: readonly TwinRow[]): TieShelf {
  const shelf = new TieShelf(tools.book)
  addListed(tools, shelf, listed)
  for (const row of twins) {
    const problem = placeTwin(tools, shelf, row)
    if (problem) tools.book.refuseRow(refusal('twin-town-lists', row, problem.reason, problem.words))
  }
  shelf.write()
  return shelf
}

function addListed(tools: Tools, shelf: TieShelf, rows: readonly TieRow[]): void {
  const open = rows.flatMap((row) => {
    const us = tools.finder.byTitle(row.usTitle)
    if (us.found !== 'nothing') return [{ row, us, claim: claimOf(tools, row, us) }]
    tools.book.refuseRow(refusal('sister-city-lists', row, us.reason, us.explanation))
    return []
  })
  const claims = keepOneToOne(open.map((one) => one.claim))
  open.forEach(({ row, us }, index) => {
    const match = claims[index]?.match
    if (match) placeListed(tools, shelf, row, us, match)
  })
}

function claimOf({ evidence }: Tools, row: TieRow, us: FoundEnd) {
  const usName = titleParts(row.usTitle).name
  const asked = { title: row.partnerTitle, usName, ...(row.partnerCountry ? { country: row.partnerCountry } : {}) }
  // Foreign rows and US rows are two lists; a name may stand once in each.
  const group = `${row.partnerCountry ? 'abroad' : 'us'} ${us.found === 'place' ? us.place.id : us.key}`
  return { group, mention: row.partnerTitle, match: matchPartner(evidence, asked) }
}

function placeListed(tools: Tools, shelf: TieShelf, row: TieRow, us: FoundEnd, match: Match): void {
  const { book, regions } = tools
  const region = () => regions.byTitle('wikipedia', row.partnerTitle)
  const place = match.decision === 'automatic' ? match.candidates[0]?.place : undefined
  const anotherLevel = qualifierSense(titleParts(row.partnerTitle).qualifier) !== 'place'
  const city = () => (place && !anotherLevel ? foreignCity(book, 'wikipedia', place) : undefined)
  const counterpart = us.found === 'state' ? (region() ?? city()) : (city() ?? region())
  if (!counterpart) {
    const [reason, words] = anotherLevel
      ? ['another-level', `“${row.partnerTitle}” is not the page of a municipality.`]
      : [reasonOf(match), match.words]
    book.refuseRow(refusal('sister-city-lists', row, reason, words))
    return
  }
  const usKey = us.found === 'place' ? usPlace(book, 'wikipedia', us.place) : us.key
  shelf.put({
    us: usKey,
    usName: us.found === 'place' ? us.place.name : titleParts(row.usTitle).name,
    counterpart,
    partnerName: titleParts(row.partnerTitle).name,
    source: 'sister-city-lists',
    row,
  })
}

const farKilometers = 60

interface Problem {
  readonly reason: string
  readonly words: string
}

/** Adds the pair, or says why it cannot be told which US place is meant. */
function placeTwin(tools: Tools, shelf: TieShelf, row: TwinRow): Problem | undefined {
  const { book, evidence } = tools
  const asked = {
    title: fullerTitle(evidence, row.usName, row.partnerName),
    usName: row.usName,
    country: row.partnerCountry,
    ...(row.partnerPoint ? { point: row.partnerPoint } : {}),
  }
  const match = matchPartner(evidence, asked)
  const place = match.decision === 'automatic' ? match.candidates[0]?.place : undefined
  if (!place) return { reason: reasonOf(match), words: match.words }
  const known = shelf.find(nameKey(row.usName), place.id)
  if (known.length > 1)
    return { reason: 'us-homonym', words: `${known.length} US places named ${row.usName} have this partner.` }
  const tie = known[0]
  const only = usAlone(tools, row.usName)
  if (!tie && !only)
    return {
      reason: 'us-homonym',
      words: `The list names no state, and ${row.usName} is not a name that stands alone.`,
    }
  const usPoint = tie ? tie.usPoint : only?.point
  const away = usPoint && row.usPoint ? kilometersBetween(usPoint, row.usPoint) : 0
  const explanation = `${Math.round(away)} km from the place that is meant; the geocoder took another of the name.`
  const column = row.usPointColumn
  if (away > farKilometers) {
    if (!tie) return { reason: 'misplaced-coordinates', words: explanation }
    const value = `${row.usPoint?.latitude}, ${row.usPoint?.longitude}`
    book.refuseCell({
      file: files['twin-town-lists'],
      row: row.row,
      column,
      value,
      reason: 'misplaced-coordinates',
      explanation,
    })
  }
  const us = tie?.us ?? only?.key()
  if (us)
    shelf.put({
      us,
      usName: row.usName,
      counterpart: foreignCity(book, 'wikipedia', place),
      partnerName: titleParts(row.partnerName).name,
      source: 'twin-town-lists',
      row,
    })
  return undefined
}

interface AloneInUs {
  readonly point: Point | undefined
  readonly key: () => string
}

/** The county or place that alone in the country bears a name without a state. */
function usAlone({ book, finder }: Tools, name: string): AloneInUs | undefined {
  const county = / (County|Parish)$/.test(name) ? finder.county(name) : undefined
  if (county) {
    const row = book.find(county)
    const point = row?.longitude ? { longitude: Number(row.longitude), latitude: Number(row.latitude) } : undefined
    return { point, key: () => county }
  }
  const place = / (County|Parish)$/.test(name) ? undefined : finder.alone(name)
  return place && { point: place.point, key: () => usPlace(book, 'wikipedia', place) }
}

function reasonOf(match: Match): string {
  if (match.reason === 'homonym') return 'partner-homonym'
  if (match.reason === 'already taken') return 'already-taken'
  return match.reason === 'weak evidence' ? 'partner-unsure' : 'partner-not-found'
}

function refusal(
  source: 'sister-city-lists' | 'twin-town-lists',
  row: TieRow | TwinRow,
  reason: string,
  explanation: string,
): Reject {
  return { file: files[source], row: row.row, column: row.column, value: row.original, reason, explanation }
}
