import { registerPermissions } from '#kernel/access'
import { type ModuleDoor, type OpenModule, offerPanels, type Services } from '#kernel/doors'
import { registerHoldings } from '#kernel/holdings'
import { registerKinds } from '#kernel/notifications'
import { keepSecret } from '#kernel/proofs'
import { registerPlaces } from '#kernel/views'
import { openAtlas } from '#wiring/atlas'
import { openPublications } from '#wiring/publications'
import { appPermissions } from './permissions.ts'
import { appNotices } from './workspace/notices.ts'
import { appPlaces } from './workspace/places.ts'

/** Every module in its order, and the modules above it that it may use; the walls are generated from this table. */
export const modules: { name: string; mayUse: string[]; open: OpenModule }[] = [
  { name: 'publications', mayUse: [], open: openPublications },
  { name: 'atlas', mayUse: [], open: openAtlas },
]

/** Opens every module in order; the first start fills what is empty. */
export async function openModules(services: Services, say: (line: string) => void): Promise<ModuleDoor[]> {
  registerPermissions(appPermissions)
  registerKinds(appNotices)
  registerPlaces(appPlaces)
  await keepSecret(services.database)
  const doors: ModuleDoor[] = []
  for (const module of modules) {
    const door = await module.open(services, say)
    registerHoldings(door.name, door.holdings)
    offerPanels(door)
    doors.push(door)
  }
  return doors
}
