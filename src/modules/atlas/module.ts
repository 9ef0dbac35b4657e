import { type Permission, registerPermissions } from '#kernel/access'
import type { ModuleDoor, Services } from '#kernel/doors'
import { bringStarterData, importCommands } from './imports/commands.ts'

const permissions: Permission[] = [
  { name: 'atlas.import.commit', roles: ['staff'], meaning: 'Bring data packages into the atlas' },
  { name: 'atlas.import.undo', roles: ['staff'], meaning: 'Take an import back whole' },
  { name: 'atlas.import.read', roles: ['staff'], meaning: 'See imports and the rows they rejected' },
  { name: 'atlas.correction.ask', roles: ['visitor', 'staff'], meaning: 'Propose a correction to a record' },
  { name: 'atlas.correction.decide', roles: ['staff'], meaning: 'Accept or decline proposed corrections' },
  { name: 'atlas.finding.determine', roles: ['staff'], meaning: 'Record a reviewer’s reading of a rule finding' },
]

/** Service door: opened once by the application. */
export async function openAtlas(services: Services, say: (line: string) => void): Promise<ModuleDoor> {
  registerPermissions(permissions)
  await bringStarterData(services, say)
  return {
    name: 'atlas',
    pages: {},
    api: {},
    permissions,
    jobs: [],
    panels: {},
    navigation: [],
    siteMap: async () => [],
    close: async () => undefined,
  }
}

export const commands = importCommands
