/**
 * How often something may be tried in a window. Buckets are narrow: whoever storms fills the bucket of their own network, and the person
 * they storm against still gets in from elsewhere. Nothing here ever closes an account.
 */
export const limits = {
  /** Links asked for one address from one network. */
  'link.pair': { most: 5, minutes: 60 },
  /** Links asked from one network, for whatever address. */
  'link.origin': { most: 30, minutes: 60 },
  /** Links asked for one address from anywhere, so that no mailbox is flooded. */
  'link.address': { most: 40, minutes: 60 },
  /** Links, codes and passkeys from one network that proved nothing. */
  'proof.origin': { most: 20, minutes: 15 },
  /** Questions for an authenticator from one network. */
  'challenge.origin': { most: 120, minutes: 15 },
  /** Forms that anybody may send, from one network, without the work of a browser. */
  'form.unproven': { most: 10, minutes: 60 },
  /** Recoveries asked for one address from one network. */
  'recovery.pair': { most: 3, minutes: 24 * 60 },
} as const
export type Limit = keyof typeof limits
