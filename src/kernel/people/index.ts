export { listTenures, listTenuresOf, type TenureView } from './read.ts'
export { isInOffice } from './rules.ts'
export { type NewTenure, recordTenures } from './write.ts'
