export { BulkPage, type BulkWords, doingIn } from './panels.tsx'
export { getBulk, listBulk, listBulkOf, listBulkRows, listTags, listTagsInUse } from './read.ts'
export { atOnce, undoDays } from './rules.ts'
export {
  type BulkKind,
  type BulkRow,
  type BulkRowView,
  type BulkTurn,
  type BulkView,
  bulkFields,
  bulkKindNames,
  bulkKinds,
  bulkStandings,
  newBulk,
} from './schema.ts'
export { beginBulk, bulkDeeds, carryOnBulk, discardBulk, forgetPlans, planBulk, undoBulk } from './write.ts'
