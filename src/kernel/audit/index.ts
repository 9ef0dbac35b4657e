export { type AuditEntry, type Broken, listEntries, verifyChains } from './read.ts'
export { type Actor, audit } from './write.ts'
