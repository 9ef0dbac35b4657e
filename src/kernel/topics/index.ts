export { type Concept, labelOf, listConcepts } from './read.ts'
export { recordConcepts } from './write.ts'
