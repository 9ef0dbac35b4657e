/** Who may see a field, from widest to narrowest. */
export const audiences = ['public', 'members', 'cohort', 'staff', 'me'] as const
export type Audience = (typeof audiences)[number]

export const audienceMeanings: Record<Audience, string> = {
  public: 'Anybody',
  members: 'Signed-in members of a body I belong to',
  cohort: 'Members of my cohorts (none yet: staff until then)',
  staff: 'Staff of a body I belong to',
  me: 'Only me',
}

/** The same within a sentence. */
export const audienceInWords = (audience: Audience): string =>
  audienceMeanings[audience].replace(/^./, (first) => first.toLowerCase())

/** What a person may tell us, with the audience it begins with. Narrow by default: members are targets. */
export const fields = {
  name: { label: 'Name', begins: 'members', isSensitive: false, isLong: false },
  headline: { label: 'What I do, in a line', begins: 'members', isSensitive: false, isLong: false },
  region: { label: 'Where I am, as wide as I like', begins: 'members', isSensitive: false, isLong: false },
  expertise: { label: 'What I know about', begins: 'members', isSensitive: false, isLong: true },
  languages: { label: 'Languages', begins: 'members', isSensitive: false, isLong: false },
  biography: { label: 'About me', begins: 'cohort', isSensitive: false, isLong: true },
  email: { label: 'E-mail', begins: 'staff', isSensitive: true, isLong: false },
  phone: { label: 'Phone', begins: 'me', isSensitive: true, isLong: false },
  employer: { label: 'Employer', begins: 'me', isSensitive: true, isLong: false },
} as const satisfies Record<string, { label: string; begins: Audience; isSensitive: boolean; isLong: boolean }>
export type Field = keyof typeof fields
export const fieldNames = Object.keys(fields) as Field[] // keys of a constant record are its names

export interface FieldView {
  field: Field
  value: string
  audience: Audience
}

/** How two people stand to each other, as far as audiences go. */
export interface Relation {
  isSelf: boolean
  isStaffOfTheirBody: boolean
  sharesCohort: boolean
  sharesBody: boolean
}

const stranger: Relation = { isSelf: false, isStaffOfTheirBody: false, sharesCohort: false, sharesBody: false }

/** How others stand to one, for looking at oneself with their eyes. */
export const relations = {
  visitor: { label: 'Anybody', relation: stranger },
  member: { label: 'A member of a body of mine', relation: { ...stranger, sharesBody: true } },
  staff: { label: 'Staff of a body of mine', relation: { ...stranger, isStaffOfTheirBody: true } },
} as const
