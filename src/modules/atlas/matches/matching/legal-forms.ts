/**
 * What sort of company a legal form makes: by shares, with limited liability, by partners, for no profit. Two forms of one sort are
 * taken for translations of each other (ISO 20275 lists them by country); two sorts under one name are two companies.
 */
export type LegalSort = 'shares' | 'limited' | 'partners' | 'no profit' | 'any'

const forms: Readonly<Record<LegalSort, readonly string[]>> = {
  shares: [
    ...[
      'ag',
      'akg',
      'aktiengesellschaft',
      'plc',
      'public limited company',
      'sa',
      'spa',
      'nv',
      'ab',
      'oyj',
      'asa',
      'as',
      'se',
      'kk',
    ],
    ...['jsc', 'ojsc', 'pjsc', 'cjsc', 'oao', 'pao', 'zao', 'ao', 'joint stock company', 'open joint stock company'],
    ...[
      'public joint stock company',
      'closed joint stock company',
      'aktsionernoe obshchestvo',
      'inc',
      'incorporated',
      'na',
      'tbk',
    ],
    ...[
      'sociedad anonima',
      'societe anonyme',
      'societa per azioni',
      'naamloze vennootschap',
      'sa de cv',
      'sas',
      'spolka akcyjna',
    ],
    ...[
      'otkrytoe aktsionernoe obshchestvo',
      'publichnoe aktsionernoe obshchestvo',
      'zakrytoe aktsionernoe obshchestvo',
      'pt',
    ],
  ],
  limited: [
    ...[
      'llc',
      'ltd',
      'limited',
      'limited liability company',
      'gmbh',
      'mbh',
      'gesellschaft mit beschrankter haftung',
      'ooo',
      'tov',
    ],
    ...[
      'srl',
      'sarl',
      'sl',
      'bv',
      'bvba',
      'sp z o o',
      'sp z oo',
      'spzoo',
      'sp zoo',
      'pty',
      'pte',
      'pvt',
      'kft',
      'doo',
      'oy',
      'aps',
      'ltda',
      'lda',
    ],
    ...[
      'societatea cu raspundere limitata',
      'societe a responsabilite limitee',
      'sociedad limitada',
      'sdn bhd',
      'bhd',
      'co ltd',
    ],
    ...[
      'obshchestvo s ogranichennoi otvetstvennostyu',
      'besloten vennootschap',
      'societa a responsabilita limitata',
      'sia',
      'uab',
    ],
  ],
  partners: ['lp', 'llp', 'kg', 'kgaa', 'ohg', 'limited partnership', 'gmbh and co kg', 'cv', 'snc'],
  'no profit': ['ev', 'ano', 'nko', 'ngo', 'gemeinnutzige', 'non profit', 'stichting'],
  any: ['company', 'companies', 'co', 'corporation', 'corp', 'cie', 'compagnie', 'kompaniya', 'the', 'mv', 'mt', 'ss'],
}

interface LegalForm {
  readonly words: readonly string[]
  readonly sort: LegalSort
}

const sorts = Object.keys(forms) as LegalSort[] // keys of a constant record are its names
const byFirstWord = Map.groupBy(
  sorts
    .flatMap((sort) => forms[sort].map((form): LegalForm => ({ words: form.split(' '), sort })))
    .sort((a, b) => b.words.length - a.words.length),
  ({ words }) => words[0] ?? '',
)

// A legal form is long and dull, and is misspelled more than names are: "Aktiengeselschaft", "Joint Stock Compan".
const longWords = [
  'aktiengesellschaft',
  'gesellschaft',
  'incorporated',
  'corporation',
  'company',
  'limited',
  'liability',
  'partnership',
]

/** The words of a company's name without its legal forms, and the sorts these are of. A name of nothing else stays whole. */
export function withoutLegalForms(spelled: readonly string[]): {
  readonly words: readonly string[]
  readonly sorts: ReadonlySet<LegalSort>
} {
  const words = spelled.map(rightly)
  const kept: string[] = []
  const found = new Set<LegalSort>()
  for (let at = 0; at < words.length; ) {
    const form = formAt(words, at)
    if (form) {
      found.add(form.sort)
      at += form.words.length
    } else {
      kept.push(words[at] ?? '')
      at += 1
    }
  }
  return kept.length > 0 ? { words: kept, sorts: found } : { words: spelled, sorts: new Set() }
}

const formAt = (words: readonly string[], at: number): LegalForm | undefined =>
  byFirstWord.get(words[at] ?? '')?.find((form) => form.words.every((one, index) => words[at + index] === one))

const rightly = (word: string): string =>
  word.length < 6 ? word : (longWords.find((form) => isOneLetterShort(word, form)) ?? word)

function isOneLetterShort(word: string, form: string): boolean {
  if (word.length !== form.length - 1) return false
  let at = 0
  while (at < word.length && word[at] === form[at]) at++
  return word.slice(at) === form.slice(at + 1)
}

/** Two companies whose forms are of different sorts, however alike their names. */
export function formsConflict(a: ReadonlySet<LegalSort>, b: ReadonlySet<LegalSort>): boolean {
  const [mine, theirs] = [[...a].filter(isTelling), [...b].filter(isTelling)]
  return mine.length > 0 && theirs.length > 0 && !mine.some((sort) => theirs.includes(sort))
}
const isTelling = (sort: LegalSort) => sort !== 'any'
