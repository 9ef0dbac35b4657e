export { listHappenings, listTerms } from './read.ts'
export { formerOn, inOfficeOn, shownOf } from './rules.ts'
export { type HappeningView, newHappening, newTerm, organs, type TermView } from './schema.ts'
export { forgetHistory, recordHappening, recordTerm, takeOut } from './write.ts'
