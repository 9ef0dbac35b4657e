/**
 * Names in everyday English for places that GeoNames files under another: country | GeoNames name | English names, of
 * which the first is shown. A line that begins with = keeps the GeoNames name and knows the others as alternates.
 */
const lines = `
IE|Gaillimh|Galway
IE|Cill Airne|Killarney
IE|Luimneach|Limerick
IE|Loch Garman|Wexford
IE|Cluain Meala|Clonmel
IE|Droichead Nua|Newbridge
DE|Köln|Cologne
DE|Hannover|Hanover
DE|Nürnberg|Nuremberg
=DE|Ludwigshafen am Rhein|Ludwigshafen
=DE|Freiburg|Freiburg im Breisgau
DE|Neustadt|Neustadt an der Weinstraße
=DE|Frankfurt (Oder)|Frankfurt Oder
GR|Kórinthos|Corinth
GR|Ródos|Rhodes
GR|Spárti|Sparta
GR|Lárisa|Larissa
GR|Pátra|Patras
=FR|Chamonix-Mont-Blanc|Chamonix
IT|Padova|Padua
IT|Reggio nell'Emilia|Reggio Emilia
IT|Mantova|Mantua
=CZ|Pilsen|Plzeň
=IN|Bengaluru|Bangalore
MX|Juárez|Ciudad Juárez
MX|León de los Aldama|León
=MX|Xalapa de Enríquez|Xalapa
=MX|Pachuca de Soto|Pachuca
=MX|Acapulco de Juárez|Acapulco
=MX|Naucalpan de Juárez|Naucalpan
MX|Dolores Hidalgo Cuna de la Independencia Nacional|Dolores Hidalgo
MX|Heroica Guaymas|Guaymas
MX|Heroica Caborca|Caborca
MX|Ciudad General Escobedo|General Escobedo
KR|Chinju|Jinju
KR|Tonghae|Donghae
KR|Santyoku|Samcheok
KR|Nangen|Namwon
KR|Eisen|Yeongcheon
=KR|Kwangmyŏng|Gwangmyeong
JP|Nishinomiya-hama|Nishinomiya
JP|Sakaidechō|Sakaide
JP|Gotenba|Gotemba
JP|Tondabayashichō|Tondabayashi
JP|Nihommatsu|Nihonmatsu
KZ|Nur-Sultan|Astana
=XK|Gjakovë|Đakovica;Gjakova
ES|Sevilla|Seville
ES|Donostia / San Sebastián|San Sebastián
ES|Gasteiz / Vitoria|Vitoria-Gasteiz
=ES|Las Palmas de Gran Canaria|Las Palmas
SE|Göteborg|Gothenburg
CH|Luzern|Lucerne
CH|Sitten|Sion
TW|Jiayi Shi|Chiayi;Chiayi City
=UA|Dnipro|Dnipropetrovsk
=UA|Kyiv|Kiev
UA|Uzhgorod|Uzhhorod
UA|Бережани|Berezhany
=UA|Horishni Plavni|Komsomolsk
PA|Panamá|Panama City
IL|Bet She’an|Beit She'an
IL|Bet Shemesh|Beit Shemesh
IL|Modi‘in Makkabbim Re‘ut|Modi'in-Maccabim-Re'ut
IL|Petaẖ Tiqwa|Petah Tikva
IL|Rishon LeẔiyyon|Rishon LeZion
=NZ|Wanganui|Whanganui
JO|Karak City|Al Karak
IQ|Dihok|Dohuk
IQ|As Sulaymānīyah|Sulaymaniyah
HT|Okap|Cap-Haïtien
DO|Salvaleón de Higüey|Higüey
RU|Velikiy Novgorod|Veliky Novgorod
RU|Nizhniy Novgorod|Nizhny Novgorod
=BY|Vilyeyka|Vileyka
=AZ|Xankandi|Stepanakert
HN|Puerto Cortez|Puerto Cortés
=MN|Darhan|Darkhan
`

interface EnglishName {
  /** The name we show. */
  readonly name: string
  readonly others: readonly string[]
}

export const englishNames: ReadonlyMap<string, EnglishName> = new Map(
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const [country = '', filed = '', rest = ''] = line.replace(/^=/, '').split('|')
      const [first = filed, ...others] = rest.split(';')
      const key = `${country} ${filed}`
      return line.startsWith('=')
        ? ([key, { name: filed, others: [first, ...others] }] as const)
        : ([key, { name: first, others: [filed, ...others] }] as const)
    }),
)
