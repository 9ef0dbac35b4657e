export { openSealed } from './read.ts'
export { sealFor } from './write.ts'
