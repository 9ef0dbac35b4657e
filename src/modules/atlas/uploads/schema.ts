import type { ColumnLook } from './readers/columns.ts'
import type { Heading } from './readers/header.ts'

export const uploadStates = [
  'receiving',
  'reading',
  'mapping',
  'comparing',
  'ready',
  'committing',
  'done',
  'failed',
] as const
export type UploadState = (typeof uploadStates)[number]

/** 200 MB: more is no list of what governments do. */
export const MOST_BYTES = 200 * 1_048_576
/** Bytes travel and are kept in pieces of this size. */
export const PIECE = 1_048_576

export interface UploadView {
  id: string
  title: string
  state: UploadState
  sentBy: string
  sentAt: Date
  doing: string
  stepsDone: number
  stepsAll: number
  problem: string | null
  sourceId: string | null
  recipeId: string | null
  mapping: unknown
  counts: Record<string, number>
  digest: string
}

export interface FileView {
  number: number
  name: string
  size: number
  sha256: string
  encoding: string
  delimiter: string
}

export interface SheetView {
  number: number
  fileNumber: number
  fileName: string
  /** Of the file, in hexadecimal. */
  sha256: string
  name: string
  /** Where the format itself names the fields: then there is no heading among the rows. */
  fields: string[] | null
  isHidden: boolean
  notes: string[]
  heading: Heading
  columns: ColumnLook[]
  rowCount: number
}

/** The topic on which every node hears that an import has moved on. It says which, and nothing of what is in it. */
export const uploadMoved = 'atlas.upload.moved'
