import type { InvitationView } from './schema.ts'

export const invitationDays = 7

/** Where an invitation stands, in a word. */
export function stateOf(invitation: InvitationView, now: Date): 'accepted' | 'withdrawn' | 'expired' | 'waiting' {
  if (invitation.acceptedAt) return 'accepted'
  if (invitation.withdrawnAt) return 'withdrawn'
  return invitation.expiresAt <= now ? 'expired' : 'waiting'
}
