import { downstairs } from '../../modules/downstairs/index.ts'
export const bad = downstairs
