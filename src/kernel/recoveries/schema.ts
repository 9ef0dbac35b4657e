import { z } from 'zod'

export interface RecoveryView {
  id: string
  accountId: string
  /** As far as the viewer may know it. */
  name: string
  askedAt: Date
  effectiveAt: Date
  sponsors: number
  /** Who of staff has vouched; the name as far as the viewer may know it. */
  staff: { accountId: string; name: string | null }[]
  /** Who of staff began it; null when the person did. */
  begunBy: string | null
  begunByName: string | null
  /** Why staff began it, and how they made sure of the person; null for those who do not know the person. */
  reason: string | null
  established: string | null
}

/** What the person who asked is shown once, to keep. */
export interface RecoveryCodes {
  /** Finishes the recovery; theirs alone. */
  code: string
  /** Told to those who vouch for them. */
  vouchingCode: string
  effectiveAt: Date
}

/** What staff say when they begin a recovery for somebody. */
export const newRecovery = z.object({
  accountId: z.string().min(1, 'Choose whose account it is').max(60),
  reason: z
    .string()
    .trim()
    .min(10, 'Say why neither mail nor a passkey is left')
    .max(2000, 'Keep it under 2,000 characters'),
  established: z
    .string()
    .trim()
    .min(20, 'Say how you made sure who it is, so that others can judge it')
    .max(2000, 'Keep it under 2,000 characters'),
})
export type NewRecovery = z.output<typeof newRecovery>
