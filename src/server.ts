import type { AddressInfo } from 'node:net'
import { serve as listen } from '@hono/node-server'
import type { Config } from '#platform/config'
import { startJobs } from '#platform/jobs'
import { unavailable } from '#platform/problem'
import { bringBodies, bringPersonas } from './app/account/samples.ts'
import { prepareBrowserParts } from './app/browser-parts.ts'
import { commands } from './app/commands.ts'
import { carryOutErasures, followDestroyed } from './app/erasures.ts'
import { appJobs } from './app/jobs.ts'
import { openModules } from './app/modules.ts'
import { makeApplication } from './app/router.ts'
import { openServices, root } from './app/services.ts'

export interface RunningServer {
  address: string
  close(): Promise<void>
}

/** Config → database → modules → listen. The first start also builds the browser parts and brings the starter data. */
export async function startServer(config: Config, say: (line: string) => void): Promise<RunningServer> {
  const began = performance.now()
  const services = await openServices(config, 'the site', say, commands)
  try {
    const modules = await openModules(services, say)
    await bringBodies(services)
    for (const module of modules) await module.bringSamples?.()
    if (config.isPrivate) await bringPersonas(services)
    // After a restore, or after days without a running site, nobody is shown who should be gone, and nothing that was destroyed.
    await followDestroyed(services)
    await carryOutErasures(services)
    const application = makeApplication(services, modules, await prepareBrowserParts(root, say))
    const server = await new Promise<ReturnType<typeof listen>>((done, fail) => {
      const starting = listen({ fetch: application.fetch, port: config.port, hostname: config.host }, () =>
        done(starting),
      )
      starting.once('error', (error: NodeJS.ErrnoException) =>
        fail(
          error.code === 'EADDRINUSE'
            ? unavailable(
                'platform.port.taken',
                `Port ${config.port} is in use. Set PORT to another one, for example PORT=3001 npm start.`,
              )
            : error,
        ),
      )
    })
    const { port } = server.address() as AddressInfo // a TCP listener has an address of this kind
    const jobs = await startJobs(
      services.database,
      [...modules.flatMap((module) => module.jobs), ...appJobs(services)],
      services.log,
    )
    const address = `http://${config.host === '0.0.0.0' ? 'localhost' : config.host.replace('127.0.0.1', 'localhost')}:${port}`
    say(`Legation is ready at ${address} (${((performance.now() - began) / 1000).toFixed(1)} s). Press Ctrl-C to stop.`)
    return {
      address,
      async close() {
        await new Promise((done) => {
          server.close(done)
          if ('closeAllConnections' in server) server.closeAllConnections()
        })
        await jobs.stop()
        for (const module of modules) await module.close()
        await services.close()
      },
    }
  } catch (error) {
    await services.close()
    throw error
  }
}
