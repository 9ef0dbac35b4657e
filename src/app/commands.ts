import { join } from 'node:path'
import { newStaffLink } from '#kernel/access'
import { verifyChains } from '#kernel/audit'
import type { Command } from '#kernel/doors'
import { pendingMigrations, readMigrations } from '#platform/db'
import { commands as atlasCommands } from '#wiring/atlas'
import { commands as publicationCommands } from '#wiring/publications'
import { backupCommand, backupKeyCommand, restoreCommand } from './backup-commands.ts'
import { root } from './services.ts'

const migrateCommand: Command = {
  name: 'migrate',
  arguments: '',
  summary: 'bring the database up to this version (start does so by itself)',
  async run({ database }, { say }) {
    const pending = await pendingMigrations(database, readMigrations(join(root, 'db/migrations')))
    say(pending.length === 0 ? 'The database is up to date.' : `Not applied: ${pending.join(', ')}`)
    return pending.length === 0 ? 0 : 1
  },
}

const verifyCommand: Command = {
  name: 'verify',
  arguments: '',
  summary: 'recompute the audit chains and say whether anything was altered',
  async run({ database }, { say }) {
    const { entries, broken } = await database.read(verifyChains)
    for (const fault of broken) say(`Stream ${fault.stream}: ${fault.why} (at ${fault.number}).`)
    say(broken.length === 0 ? `All ${entries} audit entries hold.` : 'The audit log has been altered.')
    return broken.length === 0 ? 0 : 1
  },
}

const staffLinkCommand: Command = {
  name: 'staff-link',
  arguments: '<name>',
  summary: 'print a single-use sign-in link for a staff person (valid 15 minutes)',
  async run({ database, clock, config }, { arguments: [name], say }) {
    if (!name?.trim()) {
      say('Give the name of the staff person, for example: legation staff-link "Ana Ruiz"')
      return 1
    }
    const secret = await database.write((db) => newStaffLink(db, { name: name.trim(), now: clock.now() }))
    say(`${config.publicUrl}/sign-in/link?link=${secret}`)
    return 0
  },
}

/** Every command but `start`, which is the site itself. */
export const commands: Command[] = [
  migrateCommand,
  ...atlasCommands,
  ...publicationCommands,
  backupCommand,
  restoreCommand,
  backupKeyCommand,
  verifyCommand,
  staffLinkCommand,
]
