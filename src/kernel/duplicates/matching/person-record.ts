/** What is known of a person when duplicates are looked for; the empty text stands for unknown. */
export interface PersonRecord {
  givenName: string
  familyName: string
  /** As digits, 19560409; or empty. */
  bornOn: string
  email: string
  phone: string
  organization: string
  streetNumber: string
  street: string
  /** Building, unit or a second line. */
  premises: string
  locality: string
  postcode: string
  region: string
}

export const emptyRecord: PersonRecord = {
  ...{ givenName: '', familyName: '', bornOn: '', email: '', phone: '', organization: '' },
  ...{ streetNumber: '', street: '', premises: '', locality: '', postcode: '', region: '' },
}
export type PersonField = keyof PersonRecord
export const personFields = Object.keys(emptyRecord) as PersonField[] // keys of a constant record are its names

const digitsOnly = new Set<PersonField>(['bornOn', 'phone', 'postcode', 'streetNumber'])

/** Lower case, without accents, marks and spaces: what differs only in these is the same. */
export function foldRecord(record: PersonRecord): PersonRecord {
  const folded = { ...emptyRecord }
  for (const field of personFields) {
    const text = record[field].normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
    if (field === 'email') folded[field] = text.trim()
    else if (digitsOnly.has(field) && /\d/.test(text))
      folded[field] = text.replace(/[^\p{L}\p{N}]/gu, '').replace(/^0+(?=.)/, '')
    else folded[field] = text.replace(/[^\p{L}\p{N}]/gu, '')
  }
  return folded
}
