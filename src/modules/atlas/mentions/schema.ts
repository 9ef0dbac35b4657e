/** A piece of evidence and how probable a candidate is once it is known, after those before it. */
export interface Reason {
  words: string
  probability: number
}

/** A government or place that a name may mean, with how probable that is and how this came about. */
export interface Candidate {
  id: string
  name: string
  probability: number
  reasons: Reason[]
}

/** What a name was taken to mean. */
export interface Meant {
  decision: 'automatic' | 'review' | 'none'
  words: string
  candidates: Candidate[]
  organizationId: string | undefined
}

export interface MentionView extends Omit<Meant, 'organizationId'> {
  uploadId: string
  key: string
  name: string
  country: string
  region: string
  latitude: number | null
  longitude: number | null
  firstRow: number
  rowCount: number
  organizationId: string | null
  answer: 'chosen' | 'none' | null
}

/** An answer of a person, which holds for the same words of the same source. */
export interface Answer {
  key: string
  answer: 'chosen' | 'none'
  organizationId: string | null
}

export type NewMention = Omit<MentionView, 'uploadId'>
