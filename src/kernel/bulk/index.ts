export { getBulk, listBulk, listBulkOf, listBulkRows, listTags, listTagsInUse } from './read.ts'
export { atOnce, undoDays } from './rules.ts'
export {
  type BulkKind,
  type BulkRowView,
  type BulkView,
  bulkFields,
  bulkKindNames,
  bulkKinds,
  bulkStandings,
  newBulk,
} from './schema.ts'
export { beginBulk, carryOnBulk, discardBulk, forgetPlans, planBulk, undoBulk } from './write.ts'
