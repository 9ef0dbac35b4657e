export { changeRow, type RowChange } from './write.ts'
