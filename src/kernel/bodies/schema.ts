import { z } from 'zod'

export const newBody = z.object({
  id: z.string().regex(/^[a-z][a-z-]{1,40}$/, 'Use lower-case letters and hyphens'),
  name: z.string().trim().min(1, 'Give the body its name').max(120),
  kind: z.enum(['charity', 'membership'], 'Choose what kind of body it is'),
  mission: z.string().trim().max(600, 'Keep it under 600 characters').default(''),
  mark: z
    .string()
    .trim()
    .regex(/^\p{L}{1,4}$/u, 'One to four letters'),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/, 'Write the color as #14325c')
    .default('#14325c'),
  isSample: z.boolean().default(false),
})
export type NewBody = z.input<typeof newBody>

export interface BodyView {
  id: string
  name: string
  kind: 'charity' | 'membership'
  mission: string
  mark: string
  accent: string
  isSample: boolean
}

/** A page in which a body says something about itself. */
export const bodyPage = z.object({
  title: z.string().trim().min(1, 'Give the page a title').max(120),
  content: z.string().trim().min(1, 'Write something, or take the page away').max(20_000),
})

export interface BodyPageView {
  slug: string
  title: string
  content: string
}

/** What of a person or of money passes from one body to the other; nothing passes without one. */
export const newTransfer = z.object({
  fromBodyId: z.string().min(1, 'Choose the body that gives').max(60),
  toBodyId: z.string().min(1, 'Choose the body that receives').max(60),
  purpose: z.string().trim().min(8, 'Say what for, in a sentence').max(600),
  scope: z.string().trim().min(3, 'Say what exactly crosses').max(600),
  valuation: z.string().trim().min(1, 'Say what it is worth and how that was found').max(600),
  personIds: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((chosen) => [chosen].flat().filter(Boolean)),
})
export type NewTransfer = z.output<typeof newTransfer>

export interface TransferView {
  id: string
  fromName: string
  toName: string
  purpose: string
  scope: string
  valuation: string
  people: number
  recordedAt: Date
}

/** What a body may ask consent for; each is asked, given and withdrawn on its own. */
export const purposes = {
  newsletter: 'Send me its newsletter',
  events: 'Tell me about its events',
  directory: 'Show me to other members in its directory',
  'sign-on': 'Ask me to sign its letters',
} as const
export type Purpose = keyof typeof purposes
