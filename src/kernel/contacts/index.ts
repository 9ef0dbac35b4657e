export {
  type CardNaming,
  type CardView,
  findExport,
  getImport,
  listCards,
  listCardsNaming,
  listImportChangesOf,
  listImportRejects,
  listImports,
  listKnown,
} from './read.ts'
export { findDelimiter, readSheet } from './readers/read-sheet.ts'
export { ASK_FROM, distinctPairs, readRows, recordOf, sensitiveOf, suggestMapping } from './rules.ts'
export {
  type Card,
  type CardField,
  cardFieldNames,
  cardFields,
  type ImportView,
  type KnownPerson,
  type Mapping,
  newImport,
  type RejectView,
} from './schema.ts'
export {
  allowFor,
  beginImport,
  commitImport,
  discardImport,
  draftDays,
  expireDrafts,
  exportMinutes,
  exportPeople,
  undoImport,
} from './write.ts'
