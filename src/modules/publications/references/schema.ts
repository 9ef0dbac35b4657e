import { z } from 'zod'

const mostPasted = 2_000_000

export const referenceDeed = z.object({
  deed: z.enum(['add', 'remove', 'rename'], 'Choose what to do'),
  sources: z.string().max(mostPasted, 'Paste at most two million characters at once').default(''),
  key: z.string().trim().max(80).default(''),
  newKey: z.string().trim().max(80).default(''),
})
export type ReferenceDeed = z.output<typeof referenceDeed>

/** What came of pasted sources. */
export interface Taken {
  added: number
  replaced: number
  faults: { line: number; says: string }[]
}
