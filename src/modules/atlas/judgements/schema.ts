import { z } from 'zod'
import type { Candidate } from '../mentions/schema.ts'

/** What a person said: it means this one, not this one, none of those shown, or that somebody else should look. */
export type Verdict = 'same' | 'different' | 'none' | 'unsure'

export const reasonsOpen = {
  homonym: 'Several fit equally well',
  weak: 'The best is not sure enough',
  unlikely: 'Nothing fits well',
  unsure: 'Somebody was unsure',
} as const
export type ReasonOpen = keyof typeof reasonsOpen

/** Which open names are shown; `skip` looks past the first ones without answering them. */
export const queueQuery = z.object({
  upload: z.string().max(60).catch(''),
  country: z.string().trim().max(60).catch(''),
  why: z.enum(['', ...(Object.keys(reasonsOpen) as ReasonOpen[])]).catch(''), // the keys are those of the table above
  skip: z.coerce.number().int().min(0).max(10_000).catch(0),
})
export type QueueQuery = z.output<typeof queueQuery>

const answers = /^(?:(same|different):(.{1,200})|none|unsure)$/

export const newJudgement = z.object({
  uploadId: z.string().min(1, 'Say in which import the name stands').max(60),
  key: z.string().max(2000),
  /** The last judgement on this name when it was shown. */
  seen: z.string().max(60).default(''),
  answer: z.string().regex(answers, 'Choose what the name means'),
  note: z.string().trim().max(500, 'Keep the note under 500 characters').default(''),
})

/** The button that was pressed, taken apart. */
export function verdictOf(answer: string): { verdict: Verdict; organizationId: string | null } {
  const [verdict = 'unsure', ...rest] = answer.split(':')
  return { verdict: verdict as Verdict, organizationId: rest.length > 0 ? rest.join(':') : null } // held to `answers`
}

/** A name that waits for an answer, with where it stands. */
export interface OpenName {
  uploadId: string
  fileTitle: string
  sourceId: string
  sourceTitle: string
  key: string
  name: string
  country: string
  region: string
  latitude: number | null
  longitude: number | null
  firstRow: number
  rowCount: number
  words: string
  candidates: Candidate[]
  why: ReasonOpen
}

/** A judgement that nobody took back. */
export interface StandingJudgement {
  id: string
  sourceId: string
  key: string
  name: string
  verdict: Verdict
  organizationId: string | null
  organizationName: string | null
  shown: string[]
  note: string
  judgedBy: string
  judgedAt: Date
}

export interface Progress {
  judged: number
  open: number
}
