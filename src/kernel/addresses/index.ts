export { listOwnAddresses } from './read.ts'
export { mostAddresses } from './rules.ts'
export type { AddressView } from './schema.ts'
export { askAddress, confirmAddress, removeAddress, tellEverywhere } from './write.ts'
