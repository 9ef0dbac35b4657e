import { conflict } from '#platform/problem'

/** Long enough to see a notice and stop what was not meant, or not theirs. */
export const coolingDays = 7

export const effectiveFrom = (now: Date): Date => new Date(now.getTime() + coolingDays * 86_400_000)

export const alreadyAsked = () =>
  conflict('people.erasure.open', 'This is asked for already. You can stop it, or wait for its day.')

/** Whoever signs in decides for themselves; staff begin it only for people who cannot. */
export function refuseWithAccount(account: object | undefined): void {
  if (account)
    throw conflict(
      'people.erasure.account',
      'This person signs in here. Ask them to do it on their own page: there they see first what goes.',
    )
}
