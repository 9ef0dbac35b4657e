export { listProgramPanels, offerPanels, programPanelsVersion } from './panels.ts'
export type { Command, CommandInput, ModuleDoor, OpenModule, Panels, ProgramPanel, Services } from './schema.ts'
