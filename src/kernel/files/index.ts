export { getFile } from './read.ts'
export { type MediaType, MOST_MADE } from './schema.ts'
export { removeFile, storeFile } from './write.ts'
