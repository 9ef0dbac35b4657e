import { z } from 'zod'

export const sourceKinds = [
  'statute',
  'register',
  'dataset',
  'encyclopedia',
  'declaration',
  'web page',
  'press release',
  'resolution',
  'survey answer',
  'letter',
  'document',
] as const

/** A thing that says something: what it is, who published it, under which licence, and the fingerprint of our copy. */
export const newSource = z.object({
  id: z.string().min(1),
  title: z.string().trim().min(1, 'Give the source a title'),
  publisher: z.string().trim().min(1, 'Say who published it'),
  kind: z.enum(sourceKinds, 'Choose what kind of source it is'),
  address: z.string().optional(),
  published: z.string().optional(),
  /** EDTF; empty when nobody noted it. */
  retrievedOn: z.string().default(''),
  licence: z.string().min(1, 'State the licence, or "none stated"'),
  attribution: z.string().default(''),
  copyHash: z.string().optional(),
  note: z.string().default(''),
})
export type NewSource = z.output<typeof newSource>
