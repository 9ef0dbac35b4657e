import { question } from '../things/read.ts'
export const bad = question
