/** What a row does to what is known. Created is new; updated is changed or conflicting; unchanged is the same; and the rest is rejected. */
export const outcomes = ['new', 'changed', 'conflicting', 'same', 'rejected'] as const
export type Outcome = (typeof outcomes)[number]

export interface OutcomeRow {
  row: number
  outcome: Outcome
  engagementId: string | null
  title: string
  column: string
  value: string
  reason: string
  explanation: string
}

/** Of one import: rows by what they do, and records that the source named before and this file does not. */
export interface DifferenceCounts {
  read: number
  new: number
  changed: number
  conflicting: number
  same: number
  rejected: number
  gone: number
  /** Rejected for now, because nobody has said what their names mean. */
  waiting: number
  [name: string]: number
}

/** A statement on record about an engagement, as far as a comparison needs it. */
export interface KnownStatement {
  id: string
  subjectId: string
  property: string
  value: string
  sourceId: string
  rank: string
  /** Somebody judged it: ranked it, or took it back for good. */
  isJudged: boolean
  isStanding: boolean
}

export interface KnownEngagement {
  id: string
  title: string
  usIds: string[]
  abroadIds: string[]
  networkId: string | null
  started: string
}
