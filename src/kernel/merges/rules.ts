import { type Card, type CardField, cardFieldNames, type KnownPerson } from '#kernel/contacts'
import { conflict } from '#platform/problem'
import type { Difference } from './schema.ts'

type Side = Pick<KnownPerson, 'name' | 'card'>

const saidBy = (side: Side, field: CardField): string | undefined => (field === 'name' ? side.name : side.card[field])

/** Every field that either of two cards fills; where both say the same there is nothing to choose. */
export const fieldsOf = (one: Side, other: Side): Difference[] =>
  cardFieldNames
    .map((field) => ({ field, one: saidBy(one, field), other: saidBy(other, field) }))
    .filter((each) => each.one !== undefined || each.other !== undefined)

export const differencesOf = (one: Side, other: Side): Difference[] =>
  fieldsOf(one, other).filter((each) => each.one !== undefined && each.other !== undefined && each.one !== each.other)

/** The card of whoever stays: the chosen value where the two differ, else whichever there is. */
export function mergedCard(kept: Side, gone: Side, chosen: Partial<Record<CardField, 'kept' | 'gone'>>): Card {
  const card: Card = {}
  for (const { field, one, other } of fieldsOf(kept, gone)) {
    const value = chosen[field] === 'gone' ? (other ?? one) : (one ?? other)
    // The name as such is the person's; a card has one only where it differs.
    if (value !== undefined && !(field === 'name' && value === kept.name)) card[field] = value
  }
  return card
}

/** Whoever signs in stays: an account, its passkeys and the person's own words cannot be given to somebody else by staff. */
export function refuseAccount(gone: { name: string; hasAccount: boolean }, kept: { hasAccount: boolean }): void {
  if (!gone.hasAccount) return
  throw kept.hasAccount
    ? conflict('people.merge.accounts', 'Both sign in here. They must say themselves which account they keep.')
    : conflict('people.merge.account', `${gone.name} signs in here, so that record must be the one that stays.`)
}
