/** Words before or after a person's name that say rank, not who: they are left out of a comparison. */
export const titles: ReadonlySet<string> = new Set(
  [
    'mr mrs ms miss dr prof professor sir dame lord lady rev reverend hon honorable excellency president prasident vice',
    'minister governor mayor senator representative councilor councillor commissioner chairman chief ambassador consul judge',
    'king queen prince princess sheikh shaikh shaykh sheik haji hajji mullah mulla maulvi mawlawi qari imam ayatollah',
    'monsieur madame mme herr frau senor senora don dona general gen colonel col major maj captain capt lieutenant lt sgt',
    'jr sr esq phd md ret llc ltd inc sa',
  ]
    .join(' ')
    .split(' '),
)

/** Words that join the parts of a name. They tell nobody apart, and are written in many ways or left out. */
export const particles: Readonly<Record<string, string>> = {
  ...{ al: 'al', el: 'al', ul: 'al', ad: 'al', ar: 'al', as: 'al', az: 'al', an: 'al', at: 'al', ur: 'al' },
  ...{ bin: 'bin', ben: 'bin', ibn: 'bin', bint: 'bin', b: 'bin' },
  ...{
    de: 'de',
    da: 'de',
    do: 'de',
    di: 'de',
    del: 'de',
    della: 'de',
    du: 'de',
    des: 'de',
    dos: 'de',
    la: 'de',
    le: 'de',
  },
  ...{ von: 'von', van: 'von', der: 'von', den: 'von', zu: 'von', y: 'y', e: 'y', na: 'na' },
}

/** Short forms in use in the United States, each with the name it stands for. One way only: Ted is Edward or Theodore. */
const shortForms: Readonly<Record<string, string>> = {
  ...{
    bill: 'william',
    billy: 'william',
    will: 'william',
    bob: 'robert',
    bobby: 'robert',
    rob: 'robert',
    dick: 'richard',
  },
  ...{ rick: 'richard', rich: 'richard', jim: 'james', jimmy: 'james', jack: 'john', johnny: 'john', joe: 'joseph' },
  ...{
    mike: 'michael',
    mick: 'michael',
    dave: 'david',
    dan: 'daniel',
    danny: 'daniel',
    tom: 'thomas',
    tommy: 'thomas',
  },
  ...{ tony: 'anthony', steve: 'steven', chris: 'christopher', nick: 'nicholas', pat: 'patrick', matt: 'matthew' },
  ...{
    andy: 'andrew',
    alex: 'alexander',
    ben: 'benjamin',
    sam: 'samuel',
    greg: 'gregory',
    jeff: 'jeffrey',
    ken: 'kenneth',
  },
  ...{
    larry: 'lawrence',
    ron: 'ronald',
    don: 'donald',
    ed: 'edward',
    eddie: 'edward',
    ted: 'theodore',
    tim: 'timothy',
  },
  ...{
    kate: 'katherine',
    kathy: 'katherine',
    cathy: 'catherine',
    liz: 'elizabeth',
    beth: 'elizabeth',
    betty: 'elizabeth',
  },
  ...{
    sue: 'susan',
    peggy: 'margaret',
    meg: 'margaret',
    jenny: 'jennifer',
    becky: 'rebecca',
    debbie: 'deborah',
    deb: 'deborah',
  },
  ...{ barb: 'barbara', cindy: 'cynthia', vicky: 'victoria', fred: 'frederick', charlie: 'charles', chuck: 'charles' },
}

export const isShortFor = (a: string, b: string): boolean => shortForms[a] === b || shortForms[b] === a
