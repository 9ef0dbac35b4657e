export { type AuditEntry, type Broken, countEntries, listEntries, verifyChains } from './read.ts'
export { type Actor, audit, hearEntries } from './write.ts'
