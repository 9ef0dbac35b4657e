import { deed } from '../../downstairs/things/write.ts'
export const bad = deed
