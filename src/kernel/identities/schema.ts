/** What an identity provider has said, checked by the library: signature, audience, nonce. */
export interface ProvenIdentity {
  issuer: string
  subject: string
  email: string | undefined
  isEmailVerified: boolean
}

/** What must be the same when somebody comes back from the provider as when they left. */
export interface Departure {
  state: string
  nonce: string
  verifier: string
  next: string
}
