export { comparePair, countOpenPairs, findMergedInto, findNextPair, listMerges, listOpenPairs } from './read.ts'
export { differencesOf, fieldsOf } from './rules.ts'
export { type Comparison, judgement, type MergeView, type PairView } from './schema.ts'
export { findDuplicates, judgePair, mergePair, undoMerge } from './write.ts'
