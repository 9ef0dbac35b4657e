import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The source files by a short key; the key is also the row's `source` in every table. */
export const files = {
  'sister-city-lists': 'pnadelofficial-sis-cities/sister_cities.csv',
  'twin-town-lists': 'hekman-twincities/twin_cities.csv',
  'foreign-principals': 'fara/FARA_All_ForeignPrincipals.csv',
  'foreign-agent-registrants': 'fara/FARA_All_Registrants.csv',
  missions: 'database-of-embassies/database_of_embassies.csv',
  'us-divisions': 'ocd-division-ids/us_census_places.csv',
  'tribal-directory': 'bia-tribes/bia_tribal_directory_no_persons.csv',
  'office-holders': 'openstates-people/us_executives_and_mayors.csv',
  'network-flags': 'cdp-network-flags/cdp_city_network_flags_2016_2018.csv',
  'mayors-declaration': 'c-riq-city-vote/gpm-declaration-signatures.csv',
} as const

export type SourceKey = keyof typeof files

export const bytesOf = (folder: string, key: SourceKey): Uint8Array => readFileSync(join(folder, files[key]))

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
