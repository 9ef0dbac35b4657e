/**
 * Makes the starter dataset: node --import tsx tools/starter/index.ts SOURCE-FOLDER TARGET-FOLDER
 * The only program that reads the source files; what it writes is committed.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Reading } from '../../src/modules/atlas/imports/readers/raw-rows.ts'
import {
  readForeignPrincipals,
  readRegistrants,
} from '../../src/modules/atlas/imports/readers/read-foreign-principals.ts'
import { readMissions } from '../../src/modules/atlas/imports/readers/read-missions.ts'
import { readNetworkFlags, readSignatures } from '../../src/modules/atlas/imports/readers/read-networks.ts'
import { readOfficeHolders } from '../../src/modules/atlas/imports/readers/read-office-holders.ts'
import { readSisterCities } from '../../src/modules/atlas/imports/readers/read-sister-cities.ts'
import { readTwinCities } from '../../src/modules/atlas/imports/readers/read-twin-cities.ts'
import { readDivisions, readTribes } from '../../src/modules/atlas/imports/readers/read-us-governments.ts'
import { buildGazetteer } from '../../src/modules/atlas/matches/matching/gazetteer.ts'
import { titleParts } from '../../src/modules/atlas/matches/matching/title-parts.ts'
import { Book } from './book.ts'
import { bytesOf, files, hashOf, type SourceKey } from './files.ts'
import { gaps } from './gaps.ts'
import { loadGeoNames } from './geonames.ts'
import { addMissions } from './missions.ts'
import { addNetworkFlags, addNetworkRecords, addSignatures } from './networks.ts'
import { addOfficeHolders } from './office-holders.ts'
import { addCounties, addCountries, addStates, addTribes } from './organizations.ts'
import { gatherEvidence } from './partners.ts'
import { addPrincipals } from './principals.ts'
import { regionShelf } from './regions.ts'
import { rules } from './rules.ts'
import { addSisterTies } from './sister-ties.ts'
import { sourceOf, sourceRows } from './sources.ts'
import { sourcesPage } from './sources-page.ts'
import { usFinder } from './us-ends.ts'
import { buildUsSpine } from './us-spine.ts'
import { writePackage } from './write-packages.ts'

const [sourceFolder, targetFolder] = process.argv.slice(2)
if (!sourceFolder || !targetFolder)
  throw new Error('Name the folder of the source files and the folder to write to: tools/starter/index.ts FROM TO')

const book = new Book()
const hashes = new Map<SourceKey, string>()

function read<Row>(key: SourceKey, reader: (file: string, bytes: Uint8Array) => Row): Row {
  const bytes = bytesOf(sourceFolder ?? '', key)
  hashes.set(key, hashOf(bytes))
  return reader(files[key], bytes)
}

function opened<Row>(key: SourceKey, reading: Reading<Row>, scope: string): readonly Row[] {
  book.opened(sourceOf(key).package, reading, scope)
  return reading.rows
}

const divisions = opened('us-divisions', read('us-divisions', readDivisions), 'all rows')
const tribes = opened('tribal-directory', read('tribal-directory', readTribes), 'all rows')
const missions = read('missions', readMissions)
const missionRows = opened('missions', missions.inUs, 'missions in the United States')
const listed = read('sister-city-lists', readSisterCities)
const tieRows = opened('sister-city-lists', listed.ties, 'rows with a US end')
const twins = read('twin-town-lists', readTwinCities)
const twinRows = opened('twin-town-lists', twins.ties, 'rows with a US end')
const holders = opened('office-holders', read('office-holders', readOfficeHolders), 'mayors and governors')
const flags = opened('network-flags', read('network-flags', readNetworkFlags), 'US rows')
const signatures = opened('mayors-declaration', read('mayors-declaration', readSignatures), 'US rows')
const principals = opened(
  'foreign-principals',
  read('foreign-principals', readForeignPrincipals),
  'active principals that are a region or city by name',
)
const registrants = opened(
  'foreign-agent-registrants',
  read('foreign-agent-registrants', readRegistrants),
  'all rows, for the seat of the agent',
)

const { abroad, unitedStates } = loadGeoNames()
const finder = usFinder(buildUsSpine(divisions, unitedStates), divisions)
const gazetteer = buildGazetteer(abroad)
const regions = regionShelf(book, abroad)

addCountries(book, missions.countries, abroad)
addStates(book)
addCounties(book, divisions)
addTribes(book, tribes)
addOfficeHolders(book, finder, holders)
addNetworkRecords(book)
addNetworkFlags(book, finder, flags)
addSignatures(book, finder, signatures, holders)
addMissions(book, finder, regions, missionRows)
addPrincipals({ book, finder, regions, abroad: gazetteer }, principals, registrants)
const evidence = gatherEvidence({
  gazetteer,
  dictionary: listed.titles,
  twins: twinRows,
  towns: twins.towns,
  listed: tieRows,
  usNames: [...unitedStates.map((place) => place.name), ...tieRows.map((row) => titleParts(row.usTitle).name)],
})
addSisterTies({ book, finder, evidence, regions }, tieRows, twinRows)

for (const name of ['core', 'wikipedia'] as const) {
  for (const row of gaps[name]) book.add(name, 'gaps', row)
  writePackage(targetFolder, name, book, sourceRows(name, hashes))
}
writeFileSync(join(targetFolder, 'core', 'rules.json'), `${JSON.stringify(rules, undefined, 2)}\n`)
writeFileSync(join(targetFolder, 'SOURCES.md'), sourcesPage(book, hashes))
