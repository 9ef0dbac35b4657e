import { z } from 'zod'
import { isPartialDate } from '#kernel/claims'
import type { MediaType } from '#kernel/files'
import { correctableOf } from '../corrections/schema.ts'

export const documentKinds = {
  resolution: 'Resolution or ordinance',
  agreement: 'Agreement or memorandum',
  letter: 'Letter',
  minutes: 'Minutes',
  press: 'Press release or article',
  'web-page': 'Page of the web',
  picture: 'Picture',
  other: 'Something else',
} as const

const subject = {
  subjectKind: z.enum(['engagement', 'organization'], 'Open this form from the record the document is about'),
  subjectId: z.string().min(1, 'Open this form from the record the document is about').max(100),
}

export const newDocument = z
  .object({
    ...subject,
    file: z.instanceof(File, { message: 'Choose a file' }),
    title: z.string().trim().min(1, 'Give the document a title').max(200, 'Keep it under 200 characters'),
    kind: z.enum(Object.keys(documentKinds) as [string, ...string[]], 'Choose what it is'), // keys of a constant record
    language: z
      .union([
        z.literal(''),
        z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'Write the language as a tag such as es or pt-BR'),
      ])
      .default(''),
    dated: z
      .string()
      .trim()
      .default('')
      .refine((text) => text === '' || isPartialDate(text), 'Write the date as 1978, 1978-05 or 1978-05-03'),
    publisher: z.string().trim().min(1, 'Say who published or wrote it').max(200),
    licence: z.string().trim().max(200).default(''),
    address: z
      .union([z.literal(''), z.url({ protocol: /^https?$/, error: 'Give a full address, starting with https://' })])
      .default(''),
    visibility: z.enum(['public', 'private'], 'Say who may see it'),
    privateReason: z.string().trim().max(500).default(''),
    alternative: z.string().trim().max(500).default(''),
    transcription: z.string().trim().max(100_000).default(''),
  })
  .refine((sent) => sent.visibility === 'public' || sent.privateReason.length >= 5, {
    path: ['privateReason'],
    message: 'Say why it is kept from the public',
  })
export type NewDocument = z.output<typeof newDocument>

const properties = [...new Set([...correctableOf.engagement, ...correctableOf.organization])]

export const newQuote = z.object({
  page: z.coerce
    .number('Name the page by its number')
    .int('Name the page by its number')
    .min(1, 'Pages begin at 1')
    .max(10_000),
  words: z
    .string()
    .trim()
    .min(3, 'Copy the words from the text of the page')
    .max(2000, 'Keep it under 2,000 characters'),
  property: z.union([z.literal(''), z.enum(properties, 'Choose what the words say something of')]).default(''),
  value: z.string().trim().max(500).default(''),
})
export const transcription = z.object({
  text: z.string().trim().min(1, 'Type what stands on the page').max(100_000, 'That is more than a page holds'),
})

export type NewQuote = z.output<typeof newQuote>

export interface DocumentView {
  id: string
  subjectKind: 'engagement' | 'organization'
  subjectId: string
  title: string
  kind: keyof typeof documentKinds
  language: string
  dated: string
  publisher: string
  licence: string
  address: string | null
  visibility: 'public' | 'private'
  privateReason: string
  alternative: string
  fileHash: string
  fileName: string
  mediaType: MediaType
  size: number
  state: 'reading' | 'read' | 'failed'
  problem: string | null
  pageCount: number
  hasText: boolean
  sentAt: Date
}

export interface PageText {
  number: number
  text: string
  /** A person typed it from the picture of the page. */
  isTyped: boolean
}

export interface QuoteView {
  id: string
  page: number
  startsAt: number
  endsAt: number
  words: string
  sha256: string
  isFound: boolean
}
