// Twenty-two regions close to the United Nations M49 sub-regions, kept as our own list so that a page can name them.
const table: Readonly<Record<string, string>> = {
  'Northern Africa': 'DZ EG EH LY MA SD TN',
  'Western Africa': 'BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG',
  'Central Africa': 'AO CD CF CG CM GA GQ ST TD',
  'Eastern Africa': 'BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TF TZ UG YT ZM ZW',
  'Southern Africa': 'BW LS NA SZ ZA',
  'Northern America': 'BM CA GL PM US UM',
  'Central America': 'BZ CR GT HN MX NI PA SV',
  Caribbean: 'AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI',
  'South America': 'AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE',
  'Central Asia': 'KG KZ TJ TM UZ',
  'Eastern Asia': 'CN HK JP KP KR MN MO TW',
  'South-eastern Asia': 'BN ID KH LA MM MY PH SG TH TL VN',
  'Southern Asia': 'AF BD BT IN IR LK MV NP PK',
  'Western Asia': 'AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE',
  'Eastern Europe': 'BG BY CZ HU MD PL RO RU SK UA',
  'Northern Europe': 'AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ',
  'Southern Europe': 'AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA XK',
  'Western Europe': 'AT BE CH DE FR LI LU MC NL',
  'Australia and New Zealand': 'AU CC CX HM NF NZ',
  Melanesia: 'FJ NC PG SB VU',
  Micronesia: 'FM GU KI MH MP NR PW',
  Polynesia: 'AS CK NU PF PN TK TO TV WF WS',
  Antarctica: 'AQ',
}

const regionByCountry = new Map(
  Object.entries(table).flatMap(([region, codes]) => codes.split(' ').map((code) => [code, region])),
)

/** Region of a country by its ISO 3166-1 alpha-2 code; empty for a code that is in none. */
export const worldRegion = (alpha2: string): string => regionByCountry.get(alpha2) ?? ''
