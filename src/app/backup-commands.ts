import { existsSync, readFileSync } from 'node:fs'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import type { Command } from '#kernel/doors'
import { type Reader, sql, wholeSight } from '#platform/db'
import { plural } from '#platform/i18n'
import { backup, restore } from './backup.ts'
import { carryOutErasures, readRegister, registerFile } from './erasures.ts'

async function isEmpty(db: Reader): Promise<boolean> {
  const { count } = await db.only(sql<{ count: number }>`select (select count(*) from audit.entries)
    + (select count(*) from organizations.organizations) as count`)
  return count === 0
}

export const backupCommand: Command = {
  name: 'backup',
  arguments: '<file>',
  summary: 'write everything into one file, while the site runs',
  options: [
    { flags: '--recipient <key>', meaning: 'close it with this public key (age1…); only its secret key opens it' },
  ],
  async run({ database, clock }, { arguments: [file], options: { recipient }, say }) {
    if (!file) {
      say('Name the file to write, for example: legation backup legation.backup.gz')
      return 1
    }
    if (existsSync(file)) {
      say(`${file} exists already. Choose another name; a backup never overwrites one.`)
      return 1
    }
    if (typeof recipient === 'string' && !recipient.startsWith('age1')) {
      say('The recipient is a public key and begins with age1. A new pair of keys: legation backup-key')
      return 1
    }
    await backup(database, { file, recipient: typeof recipient === 'string' ? recipient : undefined }, clock.now())
    say(`Written to ${file}${recipient ? ', encrypted' : ''}.`)
    return 0
  },
}

export const restoreCommand: Command = {
  name: 'restore',
  arguments: '<file>',
  summary: 'read a backup into an empty database of either kind',
  options: [
    { flags: '--identity <file>', meaning: 'the file with the secret key of an encrypted backup' },
    {
      flags: '--erasures <file>',
      meaning: 'the register of those who were erased since (erasures.jsonl of the folder the site ran with)',
    },
  ],
  async run(services, { arguments: [file], options: { identity, erasures }, say }) {
    const { database, clock, config } = services
    if (!file || !existsSync(file)) {
      say(file ? `There is no file ${file}.` : 'Name the backup to read.')
      return 1
    }
    if (!(await database.read(isEmpty, wholeSight))) {
      say(
        'This database is not empty. Set LEGATION_DATA to a new folder or DATABASE_URL to a new database, then restore.',
      )
      return 1
    }
    if (typeof identity === 'string' && !existsSync(identity)) {
      say(`There is no file ${identity}.`)
      return 1
    }
    const key = typeof identity === 'string' ? secretKeyIn(readFileSync(identity, 'utf8')) : undefined
    const registerAt = typeof erasures === 'string' ? erasures : registerFile(config.dataFolder)
    if (typeof erasures === 'string' && !existsSync(erasures)) {
      say(`There is no file ${erasures}.`)
      return 1
    }
    const register = readRegister(registerAt)
    const rows = await restore(database, { file, identity: key, register }, clock.now())
    // The site carries out what is due before it opens; done here as well, so that it can be said.
    const erased = await carryOutErasures(services)
    say(`Restored ${rows} rows.`)
    say(
      existsSync(registerAt) && register.length > 0
        ? `Carried out ${plural('en', erased, 'erasure', 'erasures')} again that the register names (${registerAt}).`
        : 'No register of erasures was found. If anybody was erased since this backup was made, they are back: restore again into an empty database with --erasures FILE.',
    )
    return 0
  },
}

/** Key files hold comments beside the key. */
const secretKeyIn = (text: string): string | undefined =>
  text.split(/\r?\n/).find((line) => line.startsWith('AGE-SECRET-KEY-'))

export const backupKeyCommand: Command = {
  name: 'backup-key',
  arguments: '',
  summary: 'make a pair of keys for encrypted backups and print them',
  async run(_services, { say }) {
    const secret = await generateIdentity()
    say(`# public key: ${await identityToRecipient(secret)}`)
    say(secret)
    say('# Keep these lines in a file away from this machine: without the secret key nobody can open the backups.')
    return 0
  },
}
