export { WorkField, workIsland } from './panels.tsx'
export { newTask } from './read.ts'
export { takeWork } from './write.ts'
