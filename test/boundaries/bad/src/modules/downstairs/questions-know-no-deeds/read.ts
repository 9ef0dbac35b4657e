import { deed } from '../things/write.ts'
export const bad = deed
