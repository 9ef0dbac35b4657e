import type { Holding } from '#kernel/holdings'
import { formatNumber, formatPartialDate } from '#platform/i18n'
import { conflict, invalid } from '#platform/problem'
import { calledInFull } from '../intakes/rules.ts'
import { fieldsOf, type IntakeView, type Row, type Section } from '../intakes/schema.ts'
import { foldName } from '../matches/matching/normal-names.ts'
import { findEntities, type Spine } from '../spine/rules.ts'
import type { Compared, ConfirmationView, KnownRecord, Meaning, NewWords, SaidValue } from './schema.ts'

export const confirmationHoldings: Holding[] = [
  {
    table: 'atlas.confirmations',
    title: 'Words of governments that you proposed or confirmed, or that name you',
    about: { words: 'text', said: 'text', refusal: 'text' },
    by: { proposed_by: 'actor', answered_by: 'actor' },
    fate: {
      is: 'kept',
      why: 'What a government confirmed is the ground of a public record; your name is cut out of it.',
      until: 'as long as the record stands',
      cutOut: ['words', 'said', 'refusal'],
    },
    isToOthers: true,
  },
]

/** Forms of record that an answer of each section can speak of, the first for a new one. */
export const formsOf: Record<Section, readonly string[]> = {
  capacity: [],
  memberships: ['membership'],
  agreements: ['instrument', 'standing-tie'],
  meetings: ['event'],
}
const standingTies = new Set(['sister-city', 'friendship'])

/** Properties of a government that its capacity is kept under, by field of the form. */
export const capacityProperties = {
  staff: 'capacity.staff',
  budget: 'capacity.budget',
  office: 'capacity.office',
} as const
export type CapacityField = keyof typeof capacityProperties
export const capacityFields = Object.keys(capacityProperties) as CapacityField[] // keys of the table above

/** Whom the name in a row may mean, the surest first. */
export function meaningsOf(spine: Spine, section: Section, row: Row): Meaning[] {
  const name = row.partner ?? ''
  if (name === '') return []
  const networkId = section === 'memberships' ? spine.networks.get(foldName(name)) : undefined
  const network = networkId === undefined ? undefined : spine.entities.get(networkId)
  if (network) return [{ id: network.id, name: network.name, isMatch: true }]
  const country = row.country ?? ''
  const found = findEntities(spine, {
    ...{ names: [name], ids: [], limit: 5, kinds: section === 'memberships' ? ['network', 'association'] : [] },
    conditions:
      country === '' ? [] : [{ property: 'country', values: [country], isRequired: false, quantifier: 'any' }],
  })
  return found.map(({ entity, isMatch }) => ({ id: entity.id, name: entity.name, isMatch }))
}

/** `2011` and `2011-09` may be the same day; `2011` and `2012` are not. An empty one says nothing. */
const mayAgree = (a: string, b: string): boolean => a === '' || b === '' || a.startsWith(b) || b.startsWith(a)

/**
 * A row beside the records its government has with the same partner. The likeliest is one of the same kind and date; a meeting on another
 * date is another meeting, an agreement of another kind another agreement.
 */
export function compareRow(section: Section, row: Row, meanings: Meaning[], known: KnownRecord[]): Compared {
  const kind = row.kind ?? ''
  const alike = known.filter((each) => section === 'memberships' || kind === '' || each.kind === kind)
  const onTime = alike.filter((each) => mayAgree(each.started, row.started ?? ''))
  const match = onTime[0] ?? (section === 'meetings' ? undefined : alike[0])
  const differences = match ? differencesOf(match, row) : []
  const verdict = match === undefined ? 'new' : differences.length > 0 ? 'differs' : 'same'
  return { section, row, meanings, known, verdict, match, differences }
}

const differencesOf = (match: KnownRecord, row: Row): Compared['differences'] =>
  (['started', 'ended'] as const).flatMap((name) => {
    const answered = row[name] ?? ''
    // Less than is known is no difference: the year of a day that is on record.
    if (answered === '' || match[name].startsWith(answered)) return []
    return [{ term: name === 'started' ? 'Began' : 'Ended', known: match[name], answered }]
  })

/** A government's capacity beside what stands on its record. */
export function compareCapacity(row: Row, known: Map<string, string>): Compared {
  const differences = capacityFields.flatMap((name) => {
    const before = known.get(capacityProperties[name]) ?? ''
    const answered = row[name] ?? ''
    const term = fieldsOf.capacity.find((field) => field.name === name)?.label ?? name
    return answered === '' || answered === before ? [] : [{ term, known: before, answered }]
  })
  const verdict = differences.length === 0 ? 'same' : differences.every((each) => each.known === '') ? 'new' : 'differs'
  return { ...{ section: 'capacity', row, meanings: [], known: [], verdict, match: undefined }, differences }
}

/** What follows from the words, property by property. */
export function valuesOf(section: Section, input: NewWords, governmentId: string): SaidValue[] {
  const say = (property: string, value: string): SaidValue[] => (value === '' ? [] : [{ property, value }])
  if (section === 'capacity') return capacityFields.flatMap((name) => say(capacityProperties[name], input[name]))
  const form = section === 'agreements' && standingTies.has(input.kind) ? 'standing-tie' : (formsOf[section][0] ?? '')
  // What a known record is, stays as it is; its party only adds to it.
  const what =
    input.recordId === ''
      ? [...say('form', form), ...say('kind', section === 'memberships' ? 'network-member' : input.kind)]
      : []
  return [
    ...what,
    ...say('party.us', governmentId),
    ...say(section === 'memberships' ? 'network' : 'party.abroad', input.partnerId),
    ...say('title', input.title),
    ...say('started', input.started),
    ...say('ended', input.ended),
  ]
}

/** Refuses words from which nothing follows, or that leave out whom they speak of. */
export function refuseEmpty(section: Section, input: NewWords): void {
  if (section === 'capacity') {
    if (capacityFields.every((name) => input[name] === ''))
      throw invalid('atlas.confirmation.empty', 'Say at least one value.', {
        staff: 'Write a number, a budget or an office',
      })
    return
  }
  const kinds = fieldsOf[section].find(({ name }) => name === 'kind')?.options
  if (kinds && !Object.hasOwn(kinds, input.kind))
    throw invalid('atlas.confirmation.kind', 'Say what kind it is.', { kind: 'Choose one of the list' })
}

/** The sentence that is offered to staff; they make it right before anybody reads it. */
export function sentenceFor(compared: Compared, intake: IntakeView): string {
  const { section, row, meanings } = compared
  const who = upperFirst(calledInFull(intake))
  const partner = meanings.find(({ isMatch }) => isMatch)?.name ?? row.partner ?? ''
  const started = row.started ? formatPartialDate('en', row.started) : ''
  const kind = (fieldsOf[section].find(({ name }) => name === 'kind')?.options?.[row.kind ?? ''] ?? '').toLowerCase()
  switch (section) {
    case 'capacity':
      return `${who} has ${capacityInWords(row)}.`
    case 'memberships':
      return `${who} is a member of ${partner}${started && ` since ${started}`}.`
    case 'agreements':
      return `${who} and ${partner} have signed: ${row.title || kind}${started && ` (${started})`}.`
    case 'meetings':
      return `${who} and ${partner}: ${row.title ?? kind}${started && ` (${started})`}.`
  }
}

function capacityInWords({ staff = '', budget = '', office = '' }: Row): string {
  const parts = [
    staff && `${staff} staff with international duties`,
    budget && `a yearly budget of ${formatNumber('en', Number(budget))} US dollars for them`,
    office && `in charge the ${office}`,
  ]
  return parts.filter(Boolean).join(', ')
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Refuses to touch an answer whose section its government has not opened, or has closed again. */
export function refuseUnconsented(intake: IntakeView, section: Section): void {
  if (!intake.sentAt) throw conflict('atlas.intake.unsent', 'Nothing has been sent yet.')
  if (!intake.consented.includes(section))
    throw conflict('atlas.confirmation.unconsented', 'They have not agreed that this step may be published.')
}

export const isLive = ({ state }: ConfirmationView): boolean =>
  state === 'draft' || state === 'asked' || state === 'confirmed'
