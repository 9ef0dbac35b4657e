export { worldRegion } from './rules.ts'
