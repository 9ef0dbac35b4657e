/** Front door: what other modules may use, name by name. */
export { getLive } from './works/read.ts'
export { type EditionView, type Listing, workPath } from './works/schema.ts'
