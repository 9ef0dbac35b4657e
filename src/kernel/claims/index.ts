export {
  findStatement,
  listJudged,
  listSayings,
  listStatements,
  type StatementView,
  type SubjectStatement,
} from './read.ts'
export {
  assemble,
  type Clocks,
  citedAs,
  dayBounds,
  isPartialDate,
  isValidOn,
  knownBy,
  type Shown,
  sidesOf,
  whyShown,
} from './rules.ts'
export { type NewStatement, newStatement, type Rank, ranks, type Statement } from './schema.ts'
export {
  rankStatement,
  recordStatements,
  restoreStatement,
  retractBatch,
  retractStatement,
  sayAgainAll,
  supersedeStatements,
  withholdStatements,
} from './write.ts'
