import { z } from 'zod'
import type { JudgedStatement } from '../statements/schema.ts'

/** The spot in a file that we hold, as far as the viewer may see it. */
export interface CellView {
  fileName: string
  sheetName: string
  row: number
  column: string
  /** What stands in the cell; null where the statement cites a whole row. */
  value: string | null
  sha256: string
  /** The row as it came, for those who may see imports. */
  whole: { cells: { column: string; value: string; isCited: boolean }[]; href: string } | undefined
}

/** A statement with the cell that it was read from; without one where we hold no file, as of a page on the web. */
export interface SourcedStatement extends JudgedStatement {
  cell: CellView | undefined
}

export const statementShape = z.object({
  id: z.string(),
  about: z.object({ kind: z.enum(['engagement', 'organization']), id: z.string(), title: z.string() }),
  property: z.string(),
  value: z.string(),
  originalValue: z.string(),
  quote: z.string().nullable(),
  source: z.object({
    id: z.string(),
    title: z.string(),
    publisher: z.string(),
    address: z.string().nullable(),
    license: z.string(),
    retrievedOn: z.string(),
  }),
  part: z.string().describe('Where in the source: a cell (RFC 7111) or an address'),
  cell: z
    .object({
      file: z.string(),
      sheet: z.string(),
      row: z.number().int(),
      column: z.string(),
      value: z.string().nullable(),
      sha256: z.string().describe('Of the file as it came'),
      cells: z
        .array(z.object({ column: z.string(), value: z.string(), isCited: z.boolean() }))
        .optional()
        .describe('The whole row, for those who may see imports'),
    })
    .nullable()
    .describe('The cell as it came; null where the source is no file that this site holds'),
  rank: z.enum(['preferred', 'normal', 'deprecated']),
  rankReason: z.string().nullable(),
  validFrom: z.string(),
  validTo: z.string(),
  recordedAt: z.iso.datetime(),
  retractedAt: z.iso.datetime().nullable(),
  retractedReason: z.string().nullable(),
})
