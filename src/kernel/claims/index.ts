export { listStatements, type StatementView } from './read.ts'
export { assemble, type Clocks, dayBounds, isPartialDate, isValidOn, type Shown } from './rules.ts'
export { type NewStatement, newStatement, type Statement } from './schema.ts'
export { recordStatements, retractBatch, retractStatement } from './write.ts'
