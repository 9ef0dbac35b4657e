import { z } from 'zod'
import type { CardField, KnownPerson } from '#kernel/contacts'
import type { PersonField } from '#kernel/duplicates'

export interface PairView {
  id: string
  bodyId: string
  bodyName: string
  oneId: string
  oneName: string
  otherId: string
  otherName: string
  bits: number
  verdict: 'same' | 'different' | 'later' | null
}

/** Two records side by side: what each says, and what speaks for and against one person. */
export interface Comparison {
  pair: PairView
  one: KnownPerson & { hasAccount: boolean }
  other: KnownPerson & { hasAccount: boolean }
  reasons: { field: PersonField; bits: number }[]
}

export interface MergeView {
  id: string
  bodyId: string
  keptId: string
  keptName: string
  mergedAt: Date
}

/** Fields in which two cards differ, and the values between which somebody chooses. */
export interface Difference {
  field: CardField
  one: string | undefined
  other: string | undefined
}

/** What somebody decided of a pair. For one person: whose record stays, and per field whose value (`value-email=other`). */
export const judgement = z.looseObject({
  verdict: z.enum(['same', 'different', 'later', 'look'], 'Say whether it is one person'),
  keep: z.enum(['one', 'other'], 'Choose the record that stays').default('one'),
})
