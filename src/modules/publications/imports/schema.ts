import { z } from 'zod'
import type { TextDocument } from '../texts/schema.ts'
import { newWork } from '../works/schema.ts'

/** Larger files are books with all their photographs. */
export const MOST_FILE_BYTES = 30 * 1_048_576

const file = z.instanceof(File, { message: 'Choose a file' })

export const newImport = z.object({ file })

export const newWorkFromFile = z.object({ kind: newWork.shape.kind, bodyId: newWork.shape.bodyId, file })

export const importDeed = z.object({ deed: z.enum(['replace', 'append', 'leave'], 'Choose what to do') })
export type ImportDeed = z.output<typeof importDeed>['deed']

/** What was read of a file, before anything is saved. */
export interface ReadFile {
  /** What the file says is its title; may be empty. */
  title: string
  /** Its pictures are named `import-0`, `import-1` … in the text. */
  content: TextDocument
  pictures: ImportedPicture[]
  report: ImportReport
}

export interface ImportedPicture {
  mediaType: string
  alternative: string
  base64: string
}

export interface ImportReport {
  /** `412 words`, `3 tables`. */
  came: string[]
  /** Sentences: what did not come over, or came over changed, and what to do. */
  changed: string[]
}

export interface ImportView extends ReadFile {
  id: string
  editionId: string
  fileName: string
}
