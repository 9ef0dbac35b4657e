/**
 * Foreign regions that ties, offices and agents name, set by hand because a region's name is also a city's or a
 * country's. One line: page titles and registered names | country | ISO 3166-2 code | our name | seat in GeoNames, whose
 * point stands for the region. Checked against the ISO list by a test.
 */
const lines = `
Gyeonggi Province|KR|KR-41|Gyeonggi|Suwon
South Gyeongsang Province|KR|KR-48|South Gyeongsang|Changwon
North Gyeongsang Province|KR|KR-47|North Gyeongsang|Andong
North Jeolla Province|KR|KR-45|North Jeolla|Jeonju
Nueva Esparta|VE|VE-O|Nueva Esparta|La Asunción
Wakayama Prefecture;Wakayama Prefectural Government|JP|JP-30|Wakayama|Wakayama
Kanagawa Prefecture;Kanagawa Prefectural Government|JP|JP-14|Kanagawa|Yokohama
Shiga Prefecture|JP|JP-25|Shiga|Ōtsu
Saitama Prefecture|JP|JP-11|Saitama|Saitama
Hyōgo Prefecture;Hyogo Prefecture;Hyogo Prefectural Government|JP|JP-28|Hyōgo|Kobe
Hokkaido|JP|JP-01|Hokkaido|Sapporo
Okinawa Prefectural Government of Japan;Okinawa Prefecture|JP|JP-47|Okinawa|Naha
Western Cape|ZA|ZA-WC|Western Cape|Cape Town
Anhui|CN|CN-AH|Anhui|Hefei
Sichuan|CN|CN-SC|Sichuan|Chengdu
Hubei|CN|CN-HB|Hubei|Wuhan
Bong County|LR|LR-BG|Bong|Gbarnga
Maryland County|LR|LR-MY|Maryland County|Harper
County Cork|IE|IE-CO|County Cork|Cork
Jalisco|MX|MX-JAL|Jalisco|Guadalajara
Łódź Voivodeship|PL|PL-10|Łódź Voivodeship|Łódź
Rio de Janeiro (state)|BR|BR-RJ|Rio de Janeiro (state)|Rio de Janeiro
Paraná (state)|BR|BR-PR|Paraná (state)|Curitiba
Saint Petersburg|RU|RU-SPE|Saint Petersburg|Saint Petersburg
Wallonia|BE|BE-WAL|Wallonia|Namur
Government of Flanders;Flanders Tourism Board;Flanders Investment and Trade|BE|BE-VLG|Flanders|Brussels
Basel-Stadt|CH|CH-BS|Basel-Stadt|Basel
León Department|NI|NI-LE|León Department|León
Anambra State|NG|NG-AN|Anambra|Awka
Lower Austria|AT|AT-3|Lower Austria|Sankt Pölten
Matanzas Province|CU|CU-04|Matanzas Province|Matanzas
Pangasinan|PH|PH-PAN|Pangasinan|Lingayen
Calabria|IT|IT-78|Calabria|Catanzaro
Quebec Government;Government of Quebec;Quebec|CA|CA-QC|Quebec|Québec
Province of Alberta;Government of Alberta;Travel Alberta|CA|CA-AB|Alberta|Edmonton
Province of Ontario;Government of Ontario;Ontario Tourism Marketing Partnership|CA|CA-ON|Ontario|Toronto
Province of Saskatchewan;Government of Saskatchewan|CA|CA-SK|Saskatchewan|Regina
Province of New Brunswick;Government of New Brunswick|CA|CA-NB|New Brunswick|Fredericton
Government of Manitoba;Province of Manitoba|CA|CA-MB|Manitoba|Winnipeg
Province of British Columbia;Government of British Columbia;Destination British Columbia|CA|CA-BC|British Columbia|Victoria
Province of Nova Scotia;Government of Nova Scotia|CA|CA-NS|Nova Scotia|Halifax
Government of Catalonia;Generalitat de Catalunya|ES|ES-CT|Catalonia|Barcelona
Kurdistan Regional Government;Kurdish Regional Government|IQ||Kurdistan Region|Erbil
Republika Srpska;Republic of Srpska;Republike Srpska|BA|BA-SRP|Republika Srpska|Banja Luka
Bavarian Ministry of Economic Affairs|DE|DE-BY|Bavaria|Munich
German State of Rheinland-Pfalz|DE|DE-RP|Rhineland-Palatinate|Mainz
Emirate of Ras Al Khaimah;Government of Ras Al Khaimah|AE|AE-RK|Ras Al Khaimah|Ras Al Khaimah City
Invest Northern Ireland|GB|GB-NIR|Northern Ireland|Belfast
Scottish Enterprise;Visit Scotland|GB|GB-SCT|Scotland|Edinburgh
New South Wales Tourism Commission|AU|AU-NSW|New South Wales|Sydney
Department of Culture and Tourism - Abu Dhabi|AE|AE-AZ|Abu Dhabi (emirate)|Abu Dhabi
Dubai Corporation for Tourism|AE|AE-DU|Dubai (emirate)|Dubai
South Australian Tourism Commission|AU|AU-SA|South Australia|Adelaide
Western Australia Tourism Commission|AU|AU-WA|Western Australia|Perth
Tourism and Events Queensland|AU|AU-QLD|Queensland|Brisbane
Tourism Northern Territory|AU|AU-NT|Northern Territory|Darwin
Visit Wales|GB|GB-WLS|Wales|Cardiff
State of the North Rhine-Westphalia|DE|DE-NW|North Rhine-Westphalia|Düsseldorf
Taiwan Province|TW||Taiwan Province|Taichung
Lviv Regional Military/State Admin|UA|UA-46|Lviv Oblast|Lviv
`

export interface ForeignRegion {
  readonly titles: readonly string[]
  readonly country: string
  readonly code: string
  readonly name: string
  readonly seat: string
}

export const foreignRegions: readonly ForeignRegion[] = lines
  .trim()
  .split('\n')
  .map((line) => {
    const [titles = '', country = '', code = '', name = '', seat = ''] = line.split('|')
    return { titles: titles.split(';'), country, code, name, seat }
  })

/** French regions merged on 1 January 2016: their ties are kept under the region that made them. */
export const formerRegions = [
  {
    title: 'Languedoc-Roussillon',
    seat: 'Montpellier',
    successor: 'Occitania',
    code: 'FR-OCC',
    successorSeat: 'Toulouse',
  },
  { title: 'Nord-Pas-de-Calais', seat: 'Lille', successor: 'Hauts-de-France', code: 'FR-HDF', successorSeat: 'Lille' },
  { title: 'Rhône-Alpes', seat: 'Lyon', successor: 'Auvergne-Rhône-Alpes', code: 'FR-ARA', successorSeat: 'Lyon' },
] as const
