import { z } from 'zod'

/** What somebody wants forgotten: everything, or what one body holds. */
export const scopeOfErasure = z.object({
  body: z.string().max(60).default(''),
})

/** Staff say why they begin it: who asked them, how, and when. */
export const reasonGiven = z.object({
  bodyId: z.string().min(1, 'Choose the body').max(60),
  reason: z.string().trim().min(10, 'Say who asked, how and when, in a sentence').max(600),
})

export interface ErasureView {
  id: string
  personId: string | null
  accountId: string | null
  bodyId: string | null
  bodyName: string | null
  askedAt: Date
  effectiveAt: Date
  stoppedAt: Date | null
  doneAt: Date | null
}

/** Proof of an erasure that holds nothing of who was erased: numbers, and the entry of the log that says so. */
export interface Receipt {
  erasure: string
  scope: 'everything' | 'one body'
  askedAt: Date
  doneAt: Date
  rows: Record<string, number>
  entry: { stream: string; number: number; hash: string }
}

/** One line of the register that is kept outside the database: numbers only. */
export const registered = z.object({
  id: z.string(),
  personId: z.string().nullable(),
  personIds: z.array(z.string()),
  accountId: z.string().nullable(),
  bodyId: z.string().nullable(),
  /** Opens the proof for whoever kept its code. */
  receiptHash: z.string(),
  askedAt: z.string(),
  doneAt: z.string(),
})
export type Registered = z.output<typeof registered>
