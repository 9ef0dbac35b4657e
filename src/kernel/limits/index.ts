export { type Limit, limits } from './rules.ts'
export { countAttempt } from './write.ts'
