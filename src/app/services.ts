import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Command, CommandInput, Services } from '#kernel/doors'
import { systemClock } from '#platform/clock'
import type { Config } from '#platform/config'
import { checkRoles, migrate, openDatabase, readMigrations } from '#platform/db'
import { openLive } from '#platform/live'
import { holdFolder } from '#platform/lock'
import { makeLogger } from '#platform/log'

export const root = join(import.meta.dirname, '../..')

/** What this process holds open: the folder, the database, the live channel; `close` lets go of all of it in order. */
export interface Opened extends Services {
  close(): Promise<void>
}

/**
 * Takes the data folder (embedded database only), opens the database and brings it up to this version.
 * `commands` are those that another process may send over while this one holds the folder.
 */
export async function openServices(
  config: Config,
  doing: string,
  say: (line: string) => void,
  commands: Command[] = [],
): Promise<Opened> {
  mkdirSync(config.dataFolder, { recursive: true })
  let services: Services | undefined
  const lock = config.databaseUrl
    ? undefined
    : await holdFolder(config.dataFolder, doing, async ([name, ...rest], reply, progress) => {
        const command = commands.find((each) => each.name === name)
        if (!command || !services) {
          reply(`The running site does not take the command "${name}". Stop it, then run the command again.`)
          return 1
        }
        const { arguments: given, options } = JSON.parse(rest[0] ?? '{}') as Pick<CommandInput, 'arguments' | 'options'> // sent by runCommand
        return command.run(services, { arguments: given, options, say: reply, progress })
      })
  const log = makeLogger(config.logLevel)
  try {
    const database = await openDatabase(config)
    await migrate(database, readMigrations(join(root, 'db/migrations')), (name) =>
      say(`Preparing the database: ${name}`),
    )
    const unbound = await checkRoles(database)
    if (unbound && config.mode === 'production') say(unbound)
    const live = await openLive(database)
    services = { config, database, live, clock: systemClock, log }
    return {
      ...services,
      async close() {
        await live.close()
        await database.close()
        await lock?.release()
      },
    }
  } catch (error) {
    await lock?.release()
    throw error
  }
}
