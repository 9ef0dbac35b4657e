export { getFile, listDestroyed } from './read.ts'
export { type Destroyed, destroyed, type MediaType, MOST_MADE } from './schema.ts'
export { addDestroyer, destroyAgain, destroyFile, storeFile } from './write.ts'
