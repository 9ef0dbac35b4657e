export { type Found, searchDocuments } from './read.ts'
export { type NewDocument, newDocument } from './schema.ts'
export { indexDocuments, removeDocuments } from './write.ts'
