import { z } from 'zod'

export const newBody = z.object({
  id: z.string().regex(/^[a-z][a-z-]{1,40}$/, 'Use lower-case letters and hyphens'),
  name: z.string().trim().min(1, 'Give the body its name').max(120),
  kind: z.enum(['charity', 'membership'], 'Choose what kind of body it is'),
  mission: z.string().trim().max(600).default(''),
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
  accent: string
  isSample: boolean
}

/** What a body may ask consent for; each is asked, given and withdrawn on its own. */
export const purposes = {
  newsletter: 'Send me its newsletter',
  events: 'Tell me about its events',
  directory: 'Show me to other members in its directory',
  'sign-on': 'Ask me to sign its letters',
} as const
export type Purpose = keyof typeof purposes
