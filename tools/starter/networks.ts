import type { NetworkFlagRow, SignatureRow } from '../../src/modules/atlas/imports/readers/read-networks.ts'
import type { OfficeHolderRow } from '../../src/modules/atlas/imports/readers/read-office-holders.ts'
import { impliedState } from '../../src/modules/atlas/imports/readers/read-sister-cities.ts'
import { foldName, nameKey } from '../../src/modules/atlas/matches/matching/normal-names.ts'
import { findUsState } from '../../src/modules/atlas/matches/matching/us-states.ts'
import type { Book } from './book.ts'
import { files } from './files.ts'
import { usPlace } from './organizations.ts'
import type { Row } from './tables.ts'
import type { UsEnd, UsFinder } from './us-ends.ts'

interface Network {
  readonly key: string
  readonly name: string
  readonly kind: string
  readonly means: string
}

const disclosed = 'in its climate disclosure for'
const networks: Readonly<Record<string, Network>> = {
  C40: { key: 'network/c40', name: 'C40 Cities', kind: 'network-member', means: `Named under C40 ${disclosed}` },
  'ICLEI - Local Governments for Sustainability': {
    key: 'network/iclei',
    name: 'ICLEI – Local Governments for Sustainability',
    kind: 'network-reporting',
    means: `Named ICLEI as network or reporting authority ${disclosed}`,
  },
  WWF: {
    key: 'network/wwf',
    name: 'WWF city program',
    kind: 'network-reporting',
    means: `Named WWF as network or reporting authority ${disclosed}`,
  },
}

/** Every network we know of, also those without a US member: that is an answer, too. */
export function addNetworkRecords(book: Book): void {
  const put = (row: Row) => book.organization('core', { kind: 'network', ...row })
  for (const { key, name } of Object.values(networks)) put({ key, name, source: 'network-flags' })
  put({ key: 'network/global-parliament-of-mayors', name: 'Global Parliament of Mayors', source: 'mayors-declaration' })
  const note = 'A network of European cities: none of its listed members is in the United States.'
  put({ key: 'network/eurocities', name: 'Eurocities', source: 'legation', note })
}

/** One membership per government and network, with all years in which the flag was set. */
export function addNetworkFlags(book: Book, finder: UsFinder, rows: readonly NetworkFlagRow[]): void {
  const file = files['network-flags']
  const found = rows.flatMap((row) => {
    const network = networks[row.network]
    const end = organizationNamed(finder, row)
    if (network && end.found !== 'nothing') return [{ row, network, us: keyOf(book, end) }]
    const [reason, explanation] =
      end.found === 'nothing' ? [end.reason, end.explanation] : ['unknown-network', row.network]
    book.refuseRow({ file, row: row.row, column: 'organisation', value: row.organization, reason, explanation })
    return []
  })
  for (const same of Map.groupBy(found, (one) => `${one.network.key} ${one.us}`).values()) {
    const [first] = same
    if (!first) continue
    const years = [...new Set(same.map((one) => one.row.year))].toSorted()
    book.add('core', 'engagements', {
      ...unknownStatus,
      key: `membership/${first.network.key.slice(8)}/${first.us}`,
      kind: first.network.kind,
      title: `${book.find(first.us)?.name ?? ''} in ${first.network.name}`,
      us: first.us,
      network: first.network.key,
      role_note: `${first.network.means} ${years.join(', ')}; says nothing of when it joined or whether it still belongs.`,
      themes: 'climate-energy',
      source: 'network-flags',
      file: same.map(() => file).join('|'),
      row: same.map((one) => one.row.row).join('|'),
      column: same.map(() => 'organisation').join('|'),
      original: same.map((one) => one.row.organization).join('|'),
    })
  }
}

const unknownStatus: Row = {
  form: 'membership',
  legal: 'unknown',
  recognition: 'unknown',
  activity: 'unknown',
  verification: 'reported',
}

function keyOf(book: Book, end: Exclude<UsEnd, { found: 'nothing' }>): string {
  return end.found === 'place' ? usPlace(book, 'core', end.place) : end.key
}

/** "City of Aurora, IL", "King County, WA", "City of New Haven (CT)": the organization names its state more often than the city cell. */
function organizationNamed(finder: UsFinder, row: NetworkFlagRow): UsEnd {
  const [, organization = row.organization, stateText] =
    /^(.*?)(?:,\s*|\s*\()([A-Z]{2})\)?$/.exec(row.organization.trim()) ?? []
  const [cityName = '', cityState] = row.city
    .replace(/\u00a0/g, ' ')
    .trim()
    .split(/,\s*/)
  const state = findUsState(stateText ?? cityState ?? '')?.postal
  if (/ County$/.test(organization) && !/^(City|Metropolitan)/.test(organization)) {
    const key = finder.county(organization, state)
    return key
      ? { found: 'county', key }
      : { found: 'nothing', reason: 'us-homonym', explanation: 'Several counties have this name.' }
  }
  const name = /Metropolitan|City and County/.test(organization) ? cityName : withoutPrefix(organization)
  if (/^District of Columbia$/.test(organization)) return { found: 'state', key: 'us/dc' }
  return finder.byName(name, state ?? impliedState(name) ?? impliedState(name.replace(/^St /, 'St. ')))
}

const withoutPrefix = (name: string) => name.replace(/^(City|Town|Village) of /, '').trim()

/** Signatories: the mayor's name tells which of several cities of one name is meant. */
export function addSignatures(
  book: Book,
  finder: UsFinder,
  rows: readonly SignatureRow[],
  mayors: readonly OfficeHolderRow[],
): void {
  const file = files['mayors-declaration']
  for (const row of rows) {
    const end = signatory(finder, row, mayors)
    if (end.found === 'nothing') {
      const { reason, explanation } = end
      book.refuseRow({
        file,
        row: row.row,
        column: 'city_name',
        value: `${row.city} (${row.mayor})`,
        reason,
        explanation,
      })
      continue
    }
    const us = keyOf(book, end)
    book.add('core', 'engagements', {
      ...unknownStatus,
      key: `signature/declaration-of-mayors-for-democracy/${us}`,
      kind: 'declaration-signatory',
      title: `${book.find(us)?.name ?? ''} signed the Global Declaration of Mayors for Democracy`,
      us,
      network: 'network/global-parliament-of-mayors',
      role_note: `Signed by ${row.mayor}, ${row.title}, in that office at the time; the day is not given.`,
      themes: 'democracy-rights',
      source: 'mayors-declaration',
      file,
      row: String(row.row),
      column: 'city_name|mayor_name|mayor_title',
      original: `${row.city}|${row.mayor}|${row.title}`,
    })
  }
}

function signatory(finder: UsFinder, row: SignatureRow, mayors: readonly OfficeHolderRow[]): UsEnd {
  const surname = foldName(row.mayor).split(' ').at(-1) ?? ''
  const sameMayor = mayors.filter((one) => one.role === 'mayor' && foldName(one.name).split(' ').includes(surname))
  const places = sameMayor.flatMap((one) => finder.byOcd(one.ocd) ?? [])
  const [place, ...others] = places.filter((one) => nameKey(one.name) === nameKey(row.city))
  if (place && others.length === 0) return { found: 'place', place }
  return finder.byName(row.city, impliedState(row.city))
}
