import { z } from 'zod'

const ending = z
  .string()
  .trim()
  .regex(/^[a-z0-9][a-z0-9-]{1,98}$/, 'Use lower-case letters, digits and hyphens, such as ports-and-partners')

export const newAddress = z.object({ slug: ending })

export const newReservation = z.object({
  slug: ending,
  reason: z.string().trim().min(5, 'Say what it is kept for').max(300, 'Keep it under 300 characters'),
})
export type NewReservation = z.output<typeof newReservation>

export const freed = z.object({ slug: ending })

export interface ReservationView {
  slug: string
  reason: string
  recordedAt: Date
}
