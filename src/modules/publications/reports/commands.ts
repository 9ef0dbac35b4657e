import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from '#kernel/doors'
import { plural } from '#platform/i18n'
import type { ReportAnswer } from './schema.ts'
import { takeReport } from './write.ts'

const words: Record<ReportAnswer, string> = {
  gone: 'of mailboxes that are gone',
  soft: 'of letters that could not be delivered for now',
  complaint: 'of complaints',
  delivered: 'of letters that arrived or are late',
  unknown: 'no reports of letters of this site',
}

/** Reads reports out of files: one message, or a folder of them such as `new` of a Maildir. Read again they change nothing. */
export const readReportsCommand: Command = {
  name: 'read-reports',
  arguments: '<path>',
  summary: 'read bounces and complaints (RFC 3464, RFC 5965) from a message or a folder of messages',
  async run({ database, clock }, { arguments: [path], say, progress }) {
    const files = path ? messagesAt(path) : []
    if (files.length === 0) {
      say('Name a message or a folder of messages, such as /var/mail/bounces/new')
      return 1
    }
    const counts = new Map<ReportAnswer, number>()
    for (const [at, file] of files.entries()) {
      const message = readFileSync(file, 'utf8').slice(0, 1_000_000)
      const what = await database.write((db) => takeReport(db, { message, now: clock.now() }))
      counts.set(what, (counts.get(what) ?? 0) + 1)
      progress('Reading reports', at + 1, files.length)
    }
    for (const [what, count] of counts) say(`${plural('en', count, 'message', 'messages')} ${words[what]}.`)
    return 0
  },
}

function messagesAt(path: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path]
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => join(path, name))
      .sort()
  } catch {
    return []
  }
}
