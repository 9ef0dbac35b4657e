export { dueAgain, eraseNext, listUnscrubbed, noteScrubbed, tidyUp } from './jobs.ts'
export {
  findByReceiptCode,
  findReceipt,
  type HeldTable,
  listBodyHeld,
  listErasuresOf,
  listOwnErasures,
  listOwnHeld,
  listRegistered,
  readOwnData,
} from './read.ts'
export { coolingDays } from './rules.ts'
export { type ErasureView, type Receipt, type Registered, reasonGiven, registered, scopeOfErasure } from './schema.ts'
export { askErasure, askErasureFor, stopErasure, stopErasureAsStaff, stopOwnErasure } from './write.ts'
