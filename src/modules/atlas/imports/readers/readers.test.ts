import { expect, test } from 'vitest'
import { isoDay, readForeignPrincipals } from './read-foreign-principals.ts'
import { readMissions } from './read-missions.ts'
import { readNetworkFlags } from './read-networks.ts'
import { readOfficeHolders } from './read-office-holders.ts'
import { isUsTitle, readSisterCities } from './read-sister-cities.ts'
import { readTwinCities } from './read-twin-cities.ts'
import { readDivisions, readTribes } from './read-us-governments.ts'

const bytes = (...lines: string[]) => new TextEncoder().encode(`${lines.join('\n')}\n`)

test('a row keeps its address, and what is refused says which cell and why', () => {
  const { ties } = readSisterCities(
    'sis.csv',
    bytes(
      ',country,city,sister',
      '0,United States,"Aberdeen, Washington","Hakui, Ishikawa"',
      '1,United States,"Corning, New York",Zea (genus)',
      '2,United States,"A, Ohio","Grand Forks, North Dakota"',
      '3,Japan,Osaka,"Chicago"',
      '4,France,Paris,Rome',
      '5,Nowhereland,X,"Y, Ohio"',
    ),
  )
  expect(ties.rows.map((row) => [row.row, row.usTitle, row.partnerTitle, row.partnerCountry])).toEqual([
    [2, 'Aberdeen, Washington', 'Hakui, Ishikawa', undefined],
    [5, 'Chicago', 'Osaka', 'JP'],
  ])
  expect(ties.rejects.map((one) => [one.row, one.column, one.reason])).toEqual([
    [3, 'sister', 'wrong-entity'],
    [4, 'sister', 'domestic-pair'],
    [7, 'country', 'unknown-country'],
  ])
  expect(ties.rows.length + ties.rejects.length + ties.outOfScope).toBe(ties.read)
})

test('a title is American only when it cannot be anything else', () => {
  expect(isUsTitle('Gering, Nebraska')).toBe(true)
  expect(isUsTitle('Seattle')).toBe(true)
  expect(isUsTitle('Osaka')).toBe(false)
  expect(isUsTitle('Perth, WA')).toBe(false)
})

test('self-loops, pairs inside one country and unreadable countries are refused', () => {
  const { ties: reading } = readTwinCities(
    'twin.csv',
    bytes(
      'city1,country1,lat1,lng1,city2,country2,lat2,lng2',
      'Nienburg,Germany,52,9,Nienburg,Germany,52,9',
      'Leeds,England,53,-1,Cardiff,Wales,51,-3',
      'Kyrenia,Northern Cyprus,35,33,Miami,United States,25,-80',
      'Vlorë,Albania,40,19,Hollywood,United States,34.1,-118.3',
      'Bonn,Germany,50,7,Oxford,England,51,-1',
    ),
  )
  expect(reading.rejects.map((one) => one.reason)).toEqual(['self-loop', 'domestic-pair', 'no-country-code'])
  expect(reading.rows).toMatchObject([
    { usName: 'Hollywood', partnerName: 'Vlorë', partnerCountry: 'AL', usPointColumn: 'lat2' },
  ])
  expect(reading.outOfScope).toBe(1)
})

test('principals are read as windows-1252; wrong widths and impossible dates are refused', () => {
  const head =
    '"Foreign Principal Termination Date","Foreign Principal","Foreign Principal Registration Date","Country/Location Represented","Registration Number","Registrant Date","Registrant Name","Address 1","Address 2","City","State","Zip"'
  const row = (end: string, name: string, start: string) =>
    `"${end}","${name}","${start}","CANADA","1","","A","","","","",""`
  const text = [
    head,
    row('', 'Qu\xe9bec', '03/07/2025'),
    row('01/01/2000', 'B', '01/01/2001'),
    '"","C","03/07/2025"',
  ].join('\n')
  const reading = readForeignPrincipals(
    'fara.csv',
    Uint8Array.from(text, (letter) => letter.charCodeAt(0)),
  )
  expect(reading.rows).toMatchObject([{ row: 2, principal: 'Québec', registered: '2025-03-07' }])
  expect(reading.rejects.map((one) => one.reason).toSorted()).toEqual(['ends-before-it-begins', 'wrong-width'])
  expect(isoDay('13/2025')).toBeUndefined()
})

test('missions split by semicolons, with a nameless last column that may be missing', () => {
  const columns = 'operator;operatorQID;country;countryQID;city;latitude;longitude;website;type;creation;QID;'
  const line = (type: string) =>
    `Japan;x/Q17;United States of America;x/Q30;Houston;29.7;-95.3;;${type};1967-01-01T00:00:00Z;x/Q1`
  const { inUs } = readMissions('m.csv', bytes(columns, line('consulate general'), line('liaison office')))
  expect(inUs.rows).toMatchObject([{ kind: 'consulate-general', opened: '1967', wikidata: 'Q1' }])
  expect(inUs.rejects.map((one) => one.reason)).toEqual(['not-a-mission-of-a-government'])
})

test('governments keep their legal name and lose the generic word', () => {
  const reading = readDivisions(
    'ocd.csv',
    bytes(
      'id,name,census_geoid',
      'ocd-division/country:us/state:tx/place:houston,Houston city,place-4835000',
      'ocd-division/country:us/state:nj/county:monmouth/place:marlboro,Marlboro township,place-3402544070',
      'ocd-division/country:us/state:la/parish:acadia,Acadia Parish,place-22001',
      'ocd-division/country:us/state:tn/place:lynchburg,"Lynchburg, Moore County metropolitan government",place-4744120',
    ),
  )
  expect(reading.rows.map((one) => [one.name, one.level, one.ofState, one.county])).toEqual([
    ['Houston', 'city', true, undefined],
    ['Marlboro', 'township', false, '34025'],
    ['Acadia Parish', 'county', false, undefined],
    ['Lynchburg', 'city', true, undefined],
  ])
})

test('a byte-order mark is no part of the first heading; affiliates are marked', () => {
  const reading = readTribes(
    'bia.csv',
    bytes(
      '\ufeffOBJECTID,Tribe Full Name,Tribe,Tribal Component,State,Latitude,longitude,GlobalID',
      '1,Full,Short,"Affiliate (band)",Alaska,60,-150,g',
    ),
  )
  expect(reading.rows).toMatchObject([{ name: 'Short', affiliate: true, point: { latitude: 60, longitude: -150 } }])
})

test('only mayors and governors are read, and an ended term keeps its end', () => {
  const reading = readOfficeHolders(
    'os.csv',
    bytes(
      'person_id,name,role,jurisdiction,start_date,end_date,party,source',
      'ocd-person/1,Ada,mayor,ocd-jurisdiction/country:us/state:tx/place:kyle/government,,2024-01-01,,',
      'ocd-person/2,Bo,auditor,ocd-jurisdiction/country:us/state:tx/government,,,,',
      'ocd-person/3,Cy,governor,ocd-jurisdiction/country:us/state:tx/government,2020-01-01,2019-01-01,,',
    ),
  )
  expect(reading.rows).toMatchObject([
    { name: 'Ada', to: '2024-01-01', ocd: 'ocd-division/country:us/state:tx/place:kyle' },
  ])
  expect(reading.outOfScope).toBe(1)
  expect(reading.rejects.map((one) => one.reason)).toEqual(['ends-before-it-begins'])
})

test('network flags keep US rows whichever way the country is written', () => {
  const reading = readNetworkFlags(
    'cdp.csv',
    bytes(
      'reported_year,network_or_reporting_authority,cdp_account_number,organisation,city,country',
      '2016,C40,1,City of Austin,Austin,USA',
      '2018,C40,1,City of Austin,Austin,United States of America',
      '2018,C40,2,Taipei,Taipei,"Taiwan, Greater China"',
    ),
  )
  expect(reading.rows.map((one) => one.year)).toEqual(['2016', '2018'])
  expect(reading.outOfScope).toBe(1)
})
