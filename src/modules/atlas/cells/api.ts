import { z } from 'zod'
import { endpoint, routes } from '#kernel/access'
import { citedAs } from '#kernel/claims'
import { getSourced } from './read.ts'
import { type SourcedStatement, statementShape } from './schema.ts'

export const cellApi = routes({
  'GET /api/v1/statements/:id': endpoint(
    {
      summary: 'One statement with its source and the cell it stands in',
      query: z.strictObject({}),
      returns: statementShape,
    },
    async ({ db, viewer, params }) => shapeOf(await getSourced(db, viewer, params.id ?? '')),
  ),
})

const shapeOf = (said: SourcedStatement): z.output<typeof statementShape> => ({
  id: citedAs(said),
  about: { kind: said.subjectKind, id: said.subjectId, title: said.subjectTitle },
  property: said.property,
  value: said.value,
  originalValue: said.originalValue,
  quote: said.quote,
  source: {
    id: said.sourceId,
    title: said.sourceTitle,
    publisher: said.sourcePublisher,
    address: said.sourceAddress,
    license: said.sourceLicence,
    retrievedOn: said.sourceRetrievedOn,
  },
  part: said.part,
  cell: said.cell
    ? {
        file: said.cell.fileName,
        sheet: said.cell.sheetName,
        row: said.cell.row,
        column: said.cell.column,
        value: said.cell.value,
        sha256: said.cell.sha256,
        ...(said.cell.whole ? { cells: said.cell.whole.cells } : {}),
      }
    : null,
  rank: said.rank,
  rankReason: said.rankReason,
  validFrom: said.validFrom,
  validTo: said.validTo,
  recordedAt: said.recordedAt.toISOString(),
  retractedAt: said.retractedAt?.toISOString() ?? null,
  retractedReason: said.retractedReason,
})
