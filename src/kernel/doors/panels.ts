import type { VNode } from 'preact'
import type { Viewer } from '#kernel/access'
import type { Reader } from '#platform/db'
import type { ModuleDoor, ProgramPanel } from './schema.ts'

const programPanels = new Map<string, ProgramPanel>()

/** Called by the application for every module it opens: what one offers for pages of another is shown there without an import. */
export function offerPanels({ name, panels }: Pick<ModuleDoor, 'name' | 'panels'>): void {
  if (panels.program) programPanels.set(name, panels.program)
  else programPanels.delete(name)
}

/** What modules show on the page of a program or topic, in the order in which they were opened. */
export async function listProgramPanels(db: Reader, viewer: Viewer, list: string): Promise<VNode[]> {
  const shown: VNode[] = []
  for (const panel of programPanels.values()) {
    const piece = await panel.show(db, viewer, list)
    if (piece) shown.push(piece)
  }
  return shown
}

/** The same while all of them say the same. */
export const programPanelsVersion = (now: Date): string =>
  [...programPanels].map(([name, panel]) => `${name} ${panel.version(now)}`).join(' ')
