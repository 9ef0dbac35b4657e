import { columns } from '../things/table.ts'
export const bad = columns
