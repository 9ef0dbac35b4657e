export { askHolder, type Holder, holdFolder } from './lock.ts'
