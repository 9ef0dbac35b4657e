import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { freePort } from '#test/databases'
import { startProgram } from '#test/programs'
import { root } from '#test/template'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the running site. */
    address: string
    /** Its data folder, so that commands can be sent to it. */
    dataFolder: string
  }
}

/** Starts the real site once, on the starter data, in a folder of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'legation-browser-'))
  const site = startProgram(join(root, 'src/cli.ts'), ['start'], {
    // Passkeys and links know the site by its address, so it is chosen before.
    PORT: String(await freePort()),
    DATABASE_URL: '',
    LEGATION_DATA: dataFolder,
  })
  const line = await site.said((each) => each.startsWith('Legation is ready at '))
  project.provide('address', /http:\/\/\S+/.exec(line)?.[0] ?? '')
  project.provide('dataFolder', dataFolder)
  return async () => {
    await site.kill()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}
