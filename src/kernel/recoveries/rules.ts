import { conflict } from '#platform/problem'

/** Long enough for the person to see a notice and stop what was not theirs. */
export const delayHours = 48
export const sponsorsNeeded = 2

interface Standing {
  effectiveAt: Date
  sponsors: number
  hasStaff: boolean
}

/** Two sponsors, or one of staff: somebody who has spoken with the person. */
export const isVouched = ({ sponsors, hasStaff }: Standing): boolean => hasStaff || sponsors >= sponsorsNeeded

export function refuseEarly(recovery: Standing, now: Date): void {
  if (!isVouched(recovery))
    throw conflict(
      'access.recovery.unvouched',
      `Nobody of staff has vouched for you yet, nor ${sponsorsNeeded} sponsors (${recovery.sponsors} so far). Ask them, then come back.`,
    )
  if (now < recovery.effectiveAt)
    throw conflict(
      'access.recovery.early',
      `The waiting time is not over. Come back after ${recovery.effectiveAt.toISOString().slice(0, 16).replace('T', ' ')} UTC.`,
    )
}
