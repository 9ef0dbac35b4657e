import { columns } from './table.ts'
export const bad = columns
