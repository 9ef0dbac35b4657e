import { mkdtempSync } from 'node:fs'
import { serve as listen } from '@hono/node-server'
import type { Services } from '#kernel/doors'
import type { stoppedClock } from '#platform/clock'
import { pglitePool } from '#platform/db'
import { listOutbox } from '#platform/mail'
import { freePort } from '#test/databases'
import { fillTemplate, root, servicesOver } from '#test/template'
import { prepareBrowserParts } from '../../../src/app/browser-parts.ts'
import { openModules } from '../../../src/app/modules.ts'
import { makeApplication } from '../../../src/app/router.ts'

export interface OwnSite {
  address: string
  services: Services & { clock: ReturnType<typeof stoppedClock> }
  /** The secret in the last letter to an address. */
  secretFor(to: string): Promise<string>
  close(): Promise<void>
}

/** The site over the sample world with a clock that stories can move: a recovery takes two days. */
export async function openOwnSite(): Promise<OwnSite> {
  const pool = await pglitePool()
  await fillTemplate(pool)
  const plain = await servicesOver(pool)
  const port = await freePort()
  const address = `http://localhost:${port}`
  const services = {
    ...plain,
    config: {
      ...plain.config,
      port,
      publicUrl: address,
      isPrivate: true,
      dataFolder: mkdtempSync('/tmp/legation-own-'),
    },
  }
  const doors = await openModules(services, () => {})
  const application = makeApplication(services, doors, await prepareBrowserParts(root, () => {}))
  const server = await new Promise<ReturnType<typeof listen>>((done) => {
    const starting = listen({ fetch: application.fetch, port, hostname: 'localhost' }, () => done(starting))
  })
  return {
    address,
    services,
    async secretFor(to) {
      const letters = await services.database.read((db) => listOutbox(db))
      const text = letters.find((letter) => letter.to === to && /\?(?:link|code)=/.test(letter.text))?.text ?? ''
      return /\?(?:link|code)=([0-9a-z]{32})/.exec(text)?.[1] ?? ''
    },
    async close() {
      await new Promise((done) => {
        server.close(done)
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
      for (const door of doors) await door.close()
      await services.live.close()
      await pool.close()
    },
  }
}
