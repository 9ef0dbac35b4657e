import { db } from '../../../platform/db/index.ts'
export const bad = db
