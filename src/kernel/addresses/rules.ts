import { conflict } from '#platform/problem'

/** One that may be lost, one that stays, and one while changing. */
export const mostAddresses = 3

export function refuseMany(known: number): void {
  if (known >= mostAddresses)
    throw conflict('access.address.many', `You have ${known} addresses. Remove one first, then add the new one.`, {
      address: 'Remove another address first',
    })
}

/** Without any address there is no link, no notice and no recovery. */
export function refuseLast(known: number): void {
  if (known <= 1)
    throw conflict('access.address.last', 'This is your only address. Add another one first, then remove this one.')
}
