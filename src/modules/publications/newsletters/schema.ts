import { z } from 'zod'

export const newsletterKinds = {
  newsletter: 'A newsletter that people subscribe to',
  press: 'A press list that you keep',
} as const
export type NewsletterKind = keyof typeof newsletterKinds

export const newsletterSettings = z.object({
  name: z.string().trim().min(1, 'Give it a name').max(80, 'Keep the name under 80 characters'),
  about: z.string().trim().max(600, 'Keep it under 600 characters').default(''),
  masthead: z.string().trim().max(120, 'Keep the line under 120 characters').default(''),
  accent: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/, 'Write the color as #14325c'),
  postalAddress: z
    .string()
    .trim()
    .min(12, 'Give a postal address with street, city, state and ZIP code')
    .max(300, 'Keep the address under 300 characters'),
  replyTo: z.union([z.literal(''), z.email('Check the e-mail address').max(200)]).default(''),
})
export type NewsletterSettings = z.output<typeof newsletterSettings>

export const newNewsletter = z.object({
  bodyId: z.string().min(1, 'Choose whose it is').max(60),
  kind: z.enum(['newsletter', 'press'], 'Choose what kind of list it is'),
  slug: z
    .string()
    .trim()
    .regex(/^[a-z0-9][a-z0-9-]{1,60}$/, 'Use lower-case letters, digits and hyphens, such as the-weekly'),
  ...newsletterSettings.shape,
})
export type NewNewsletter = z.output<typeof newNewsletter>

export const newsletterDeed = z.object({
  deed: z.enum(['save', 'close', 'reopen'], 'Choose what to do').default('save'),
  ...newsletterSettings.shape,
})

export interface NewsletterView {
  id: string
  bodyId: string
  bodyName: string
  isSample: boolean
  kind: NewsletterKind
  slug: string
  name: string
  about: string
  masthead: string
  accent: string
  postalAddress: string
  replyTo: string
  closedAt: Date | null
  /** Of its body: subscribers who have confirmed, or contacts who are written to. */
  readers: number
}

export const newsletterPath = (slug: string): string => `/newsletters/${slug}`
export const newsletterDeskPath = (id: string): string => `/desk/newsletters/${id}`
