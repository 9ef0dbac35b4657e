import { z } from 'zod'

/** A sheet of an import that answers reconciliation tools by the names in one of its columns. */
export interface LookupView {
  code: string
  uploadId: string
  title: string
  sheet: number
  nameColumn: number
  openedBy: string
  openedAt: Date
}

/** Sheet and column as the form names them: "1/0". */
export const newLookup = z.object({
  column: z.string().regex(/^\d{1,4}\/\d{1,4}$/, 'Choose the column with the names'),
})

export function columnOf(text: string): { sheet: number; nameColumn: number } {
  const [sheet = 0, nameColumn = 0] = text.split('/').map(Number)
  return { sheet, nameColumn }
}

/** More rows are held by no memory that also serves pages. */
export const mostRows = 100_000
