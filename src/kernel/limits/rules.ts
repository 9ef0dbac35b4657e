/** How often something may be tried in a window; one account's storm is counted in its own bucket and locks out nobody else. */
export const limits = {
  /** Sign-in links asked for one address. */
  'link.address': { most: 5, minutes: 60 },
  /** Sign-in links asked from one browser or network address. */
  'link.origin': { most: 30, minutes: 60 },
  /** Wrong links or passkeys from one network address. */
  'proof.origin': { most: 20, minutes: 15 },
  /** Recoveries asked for one address. */
  'recovery.address': { most: 3, minutes: 24 * 60 },
} as const
export type Limit = keyof typeof limits
