export { type Limit, limits } from './rules.ts'
export { countAttempt, forgetAttempt } from './write.ts'
