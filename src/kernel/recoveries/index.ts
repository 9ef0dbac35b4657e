export { findRecoveryOf, listRecoveries } from './read.ts'
export { delayHours, isVouched, sponsorsNeeded } from './rules.ts'
export type { RecoveryCodes, RecoveryView } from './schema.ts'
export {
  askRecovery,
  beginRecovery,
  finishRecovery,
  stopOwnRecovery,
  stopRecovery,
  vouchAsSponsor,
  vouchAsStaff,
} from './write.ts'
