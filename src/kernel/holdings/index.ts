export {
  countHeld,
  type DraftRows,
  findSubject,
  type HeldRow,
  type HeldView,
  holdingsFor,
  readHeld,
  rowsAbout,
  splitDrafts,
} from './read.ts'
export { cutOut, listHoldings, registerHoldings } from './rules.ts'
export type { Fate, Holding, Reference, Subject } from './schema.ts'
