export { listSources, type SourceView } from './read.ts'
export { type NewSource, newSource, sourceKinds } from './schema.ts'
export { recordSources } from './write.ts'
