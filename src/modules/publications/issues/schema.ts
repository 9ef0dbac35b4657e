import { z } from 'zod'
import { languageNames, letterLanguages, someOf, states } from '../subscriptions/schema.ts'
import type { TextDocument } from '../texts/schema.ts'
import { topics } from '../works/schema.ts'

const list = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((given) => [given].flat())

export const newIssue = z.object({
  subject: z.string().trim().min(1, 'Give the letter a subject').max(150, 'Keep the subject under 150 characters'),
})

/** Boxes have names of their own on the form of an issue, where the language of the letter stands too. */
const segmentFields = {
  toLanguages: someOf(letterLanguages, 'Choose languages of the list'),
  toTopics: someOf(topics, 'Choose topics of the list'),
  toRegions: someOf(states, 'Choose states of the list'),
  toBeat: z.string().trim().max(80, 'Keep the beat under 80 characters').default(''),
}

export const issueInput = z.object({
  deed: z.enum(['save', 'latest'], 'Choose what to do').default('save'),
  subject: newIssue.shape.subject,
  preheader: z.string().trim().max(200, 'Keep it under 200 characters').default(''),
  language: z.enum(languageNames, 'Choose a language of the list').default('en'),
  introduction: z.string().max(40_000, 'Keep it under 40,000 characters').default(''),
  closing: z.string().max(40_000, 'Keep it under 40,000 characters').default(''),
  /** Works that were offered, and beside each the place it is given; empty leaves it out. */
  work: list,
  place: list,
  /** One more, by its address. */
  add: z.string().trim().max(300).default(''),
  editionId: z.string().max(60).default(''),
  ...segmentFields,
})
export type IssueInput = z.output<typeof issueInput>

export interface Segment {
  languages: string[]
  topics: string[]
  regions: string[]
  beat: string
}

export interface IssueView {
  id: string
  newsletterId: string
  number: number | null
  language: string
  subject: string
  preheader: string
  introduction: TextDocument
  closing: TextDocument
  workIds: string[]
  editionId: string | null
  segment: Segment
  writtenAt: Date
  hiddenAt: Date | null
  /** Of its mailing; null while it is a draft. */
  state: 'scheduled' | 'sending' | 'paused' | 'done' | null
  startsAt: Date | null
  preparedAt: Date | null
}

/** A scheduled edition that can be told of under embargo. */
export interface ComingEdition {
  id: string
  workId: string
  slug: string
  title: string
  teaser: string
  publishAt: Date | null
  isPublic: boolean
}

export const issueDeskPath = (id: string): string => `/desk/issues/${id}`
export const issuePath = (slug: string, number: number): string => `/newsletters/${slug}/${number}`
