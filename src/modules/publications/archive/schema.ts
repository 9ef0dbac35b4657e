import type { BodyView } from '#kernel/bodies'
import type { CorrectionView } from '../corrections/schema.ts'
import type { CheckedFigure } from '../evidence/read.ts'
import type { TextDocument } from '../texts/schema.ts'
import type { EditionView } from '../works/schema.ts'

/** On which occasion a page was kept. */
export const archiveEvents = { published: 'Published', corrected: 'Corrected', withdrawn: 'Withdrawn' } as const
export type ArchiveEvent = keyof typeof archiveEvents

export interface ArchivedView {
  address: string
  workId: string
  editionId: string
  event: ArchiveEvent
  sha256: string
  keptAt: Date
  removedAt: Date | null
  removalReason: string
}

export interface ArchivedPage extends ArchivedView {
  page: Uint8Array | null
  parts: string[]
}

/** What is wrong with one address. */
export interface BrokenPage {
  address: string
  why: string
}

export interface ArchiveProof {
  provedAt: Date
  pages: number
  removed: number
  broken: BrokenPage[]
}

export const archivePath = (address: string): string => `/archive/${address}`

/** All that a kept page says. */
export interface Kept {
  edition: EditionView
  event: ArchiveEvent
  address: string
  at: Date
  styleHash: string
  body: BodyView
  corrections: CorrectionView[]
  figures: CheckedFigure[]
  /** As everybody has it, pictures among the parts of the archive. */
  text: TextDocument
}
