import { z } from 'zod'

/** What a government is asked, in the order of the form (fields of the city-diplomacy survey). */
export const sections = {
  capacity: {
    title: 'Capacity',
    asks: 'Who works on international affairs for you, and with what money.',
    row: 'Capacity',
    most: 1,
  },
  memberships: {
    title: 'Memberships',
    asks: 'Networks of governments that you belong to.',
    row: 'Membership',
    most: 40,
  },
  agreements: {
    title: 'Agreements',
    asks: 'Agreements signed with governments abroad, whether binding or not.',
    row: 'Agreement',
    most: 40,
  },
  meetings: {
    title: 'Meetings',
    asks: 'The most significant missions, delegations and meetings.',
    row: 'Meeting',
    most: 40,
  },
} as const
export type Section = keyof typeof sections
export const sectionNames = Object.keys(sections) as [Section, ...Section[]] // keys of the table above

/** One field of a row, as the form asks it. */
export interface Field {
  name: string
  label: string
  hint?: string
  is: 'text' | 'long' | 'number' | 'date' | 'choice'
  options?: Record<string, string>
  /** Said where it is left empty; a field without this may be. */
  needed?: string
}

export const agreementKinds = {
  'sister-city': 'Sister city or twinning',
  friendship: 'Friendship city',
  memorandum: 'Memorandum of understanding',
  'letter-of-intent': 'Letter or declaration of intent',
  agreement: 'Agreement or contract',
}
export const meetingKinds = {
  'outgoing-mission': 'We went there',
  'incoming-delegation': 'They came to us',
  meeting: 'A meeting elsewhere or by video',
}
const asDate = 'Such as 2024, 2024-05 or 2024-05-03.'

export const fieldsOf: Record<Section, Field[]> = {
  capacity: [
    { name: 'staff', label: 'Staff with international duties', hint: 'A number; a half counts as 0.5.', is: 'number' },
    { name: 'budget', label: 'Yearly budget for them in US dollars', hint: 'Digits, such as 250000.', is: 'number' },
    { name: 'office', label: 'Office or director in charge', hint: 'Such as Mayor’s Office of Trade.', is: 'text' },
    { name: 'note', label: 'Anything to add', is: 'long' },
  ],
  memberships: [
    { name: 'partner', label: 'Network', is: 'text', needed: 'Name the network' },
    { name: 'started', label: 'Member since', hint: asDate, is: 'date' },
    { name: 'note', label: 'Anything to add', is: 'long' },
  ],
  agreements: [
    { name: 'partner', label: 'With which city, region or country', is: 'text', needed: 'Name the partner' },
    { name: 'country', label: 'Country', is: 'text', needed: 'Name its country' },
    { name: 'kind', label: 'What kind of agreement', is: 'choice', options: agreementKinds, needed: 'Choose the kind' },
    { name: 'title', label: 'Title', is: 'text' },
    { name: 'started', label: 'Signed on', hint: asDate, is: 'date' },
    { name: 'ended', label: 'Ended on', hint: 'Leave empty if it has no end.', is: 'date' },
    { name: 'note', label: 'Anything to add', is: 'long' },
  ],
  meetings: [
    { name: 'partner', label: 'With which city, region or country', is: 'text', needed: 'Name the partner' },
    { name: 'country', label: 'Country', is: 'text', needed: 'Name its country' },
    { name: 'kind', label: 'Where', is: 'choice', options: meetingKinds, needed: 'Choose where you met' },
    { name: 'title', label: 'What it was about', is: 'text', needed: 'Say in a few words what it was about' },
    { name: 'started', label: 'When', hint: asDate, is: 'date', needed: 'Say when, at least the year' },
    { name: 'note', label: 'Anything to add', is: 'long' },
  ],
}

/** One row of an answer: its id and what was typed, by name of the field. */
export type Row = Record<string, string> & { id: string }
export type Answers = Partial<Record<Section, Row[]>>

export const newIntake = z.object({
  governmentId: z.string().trim().min(1, 'Write the id of the government').max(100),
  contactName: z.string().trim().max(120, 'Keep it under 120 characters').default(''),
  address: z.email('Check the e-mail address'),
  dueOn: z.iso.date('Choose the day by which you ask for an answer'),
})
export type NewIntake = z.output<typeof newIntake>

/** A step as it was typed, with the button that was pressed. */
export const typedStep = z.record(z.string(), z.union([z.string(), z.array(z.string())]))
export type TypedStep = z.output<typeof typedStep>

export interface IntakeView {
  id: string
  governmentId: string
  governmentName: string
  governmentKind: string
  isSample: boolean
  contactName: string
  address: string
  askedAt: Date
  dueOn: string
  openedAt: Date | null
  sentAt: Date | null
  remindedAt: Date | null
  closedAt: Date | null
  answers: Answers
  finished: Section[]
  consented: Section[]
}
