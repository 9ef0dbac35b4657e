import { conflict } from '#platform/problem'

/** Long enough for the person to see a notice and stop what was not theirs. */
export const delayHours = 48
export const sponsorsNeeded = 2
/** Of staff, besides the one who began, for somebody who can show nothing themselves. */
export const approvalsNeeded = 2

interface Standing {
  effectiveAt: Date
  sponsors: number
  staff: { accountId: string }[]
  begunBy: string | null
}

/** Two sponsors, or one of staff: somebody who has spoken with the person. What staff began, two others of staff approve. */
export const isVouched = ({ sponsors, staff, begunBy }: Standing): boolean =>
  begunBy === null ? staff.length > 0 || sponsors >= sponsorsNeeded : staff.length >= approvalsNeeded

/** Four eyes are of different people: nobody approves what they began, and nobody counts twice. */
export function refuseApproval(recovery: Standing, accountId: string): void {
  if (recovery.begunBy === accountId)
    throw conflict('access.recovery.own-beginning', 'You began this recovery. Two others of staff approve it.')
  if (recovery.staff.some((each) => each.accountId === accountId)) throw vouchedAlready()
}

export const vouchedAlready = () =>
  conflict('access.recovery.vouched', 'You have vouched for this recovery already. Somebody else has to be the next.')

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
