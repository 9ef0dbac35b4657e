import { z } from 'zod'

/** What a body may invite somebody as; wider rights are given later, at the rights page. */
export const invitedAs = {
  member: 'Member',
  staff: 'Staff',
  'body-admin': 'Administrator',
} as const
export type InvitedAs = keyof typeof invitedAs

export const newInvitation = z.object({
  bodyId: z.string().min(1, 'Choose the body').max(60),
  name: z.string().trim().min(1, 'Give the name of the person').max(120),
  address: z.email('Check the e-mail address'),
  role: z.enum(Object.keys(invitedAs) as [InvitedAs, ...InvitedAs[]], 'Choose as what'), // keys of a constant record are its names
})
export type NewInvitation = z.output<typeof newInvitation>

export interface InvitationView {
  id: string
  bodyId: string
  bodyName: string
  name: string
  address: string
  role: InvitedAs
  invitedAt: Date
  expiresAt: Date
  acceptedAt: Date | null
  withdrawnAt: Date | null
}
