import { basement } from '../../basement/index.ts'
export const bad = basement
