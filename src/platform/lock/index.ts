export { askHolder, type Holder, holdFolder, type Progress } from './lock.ts'
