export interface RecoveryView {
  id: string
  accountId: string
  /** As far as the viewer may know it. */
  name: string
  askedAt: Date
  effectiveAt: Date
  sponsors: number
  hasStaff: boolean
}

/** What the person who asked is shown once, to keep. */
export interface RecoveryCodes {
  /** Finishes the recovery; theirs alone. */
  code: string
  /** Told to those who vouch for them. */
  vouchingCode: string
  effectiveAt: Date
}
