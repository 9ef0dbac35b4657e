import { open } from '../modules/upstairs/module.ts'
export const bad = open
