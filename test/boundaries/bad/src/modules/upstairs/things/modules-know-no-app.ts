import { app } from '../../../app/index.ts'
export const bad = app
