export { WorkField, workIsland } from './panels.tsx'
export { newTask } from './read.ts'
export { keepSecret, takeWork } from './write.ts'
