import { z } from 'zod'
import { mailbox, states } from '../subscriptions/schema.ts'

const line = (most: number) => z.string().trim().max(most, `Keep it under ${most} characters`).default('')

export const newContact = z.object({
  name: line(120).pipe(z.string().min(2, 'Write the name')),
  address: mailbox,
  outlet: line(120).pipe(z.string().min(1, 'Write for whom they report')),
  beat: line(120),
  region: z
    .string()
    .default('')
    .refine((given) => given === '' || given in states, 'Choose a state of the list'),
  basis: line(300).pipe(z.string().min(6, 'Say where the address is from')),
})
export type NewContact = z.output<typeof newContact>
