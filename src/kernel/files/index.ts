export { getFile } from './read.ts'
export type { MediaType } from './schema.ts'
export { storeFile } from './write.ts'
