export { findRecoveryOf, getRecovery, listRecoveries } from './read.ts'
export { approvalsNeeded, delayHours, isVouched, sponsorsNeeded } from './rules.ts'
export { newRecovery, type RecoveryCodes, type RecoveryView } from './schema.ts'
export {
  askRecovery,
  beginForSomebody,
  beginRecovery,
  finishRecovery,
  stopAsStaff,
  stopOwnRecovery,
  stopRecovery,
  vouchAsSponsor,
  vouchAsStaff,
} from './write.ts'
