import { z } from 'zod'

/** What a browser sends after an authenticator has answered; its inside is checked by the WebAuthn library. */
export const credentialText = z
  .string()
  .min(1, 'Your browser did not answer. Try again, or ask for a sign-in link.')
  .max(20_000)
  .transform((text, context): Record<string, unknown> => {
    try {
      const value: unknown = JSON.parse(text)
      if (typeof value === 'object' && value !== null) return value as Record<string, unknown> // checked in the line before
    } catch {
      // falls through to the sentence below
    }
    context.addIssue({ code: 'custom', message: 'The answer of the authenticator could not be read. Try again.' })
    return z.NEVER
  })

export interface PasskeyView {
  id: string
  name: string
  createdAt: Date
  lastUsedAt: Date | null
  isBackedUp: boolean
}

/** Where this site runs, as authenticators know it (WebAuthn Level 3 §4: relying party). */
export interface RelyingParty {
  /** Registrable domain, for example `legation.example`. */
  id: string
  name: string
  /** Origins that may use it. */
  origin: string
}
