import { noun } from '../kernel/noun/index.ts'
export const bad = noun
