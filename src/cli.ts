#!/usr/bin/env node
import { resolve } from 'node:path'
import type { Command } from '#kernel/doors'
import { readConfig } from '#platform/config'
import { askHolder } from '#platform/lock'
import { Problem } from '#platform/problem'
import { readCommandLine } from './app/command-line.ts'
import { commands } from './app/commands.ts'
import { openServices } from './app/services.ts'
import { version } from './app/version.ts'
import { startServer } from './server.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

/** A bar on a terminal; nothing in a log file, where lines of progress would only be noise. */
function drawProgress(what: string, done: number, total: number): void {
  if (!process.stderr.isTTY || total === 0) return
  const filled = Math.round((24 * done) / total)
  process.stderr.write(
    `\r${'█'.repeat(filled)}${'░'.repeat(24 - filled)} ${Math.round((100 * done) / total)} % ${what}\u001b[K`,
  )
  if (done >= total) process.stderr.write('\r\u001b[K')
}

await guarded(async () => {
  const read = readCommandLine(process.argv.slice(2), commands, version)
  if ('says' in read) return void say(read.says)
  return read.command ? runCommand(read.command, read.words, read.options) : startUntilStopped()
})

/** Runs in the site that holds the embedded database if one does; else opens the database here. */
async function runCommand(
  command: Command,
  words: string[],
  options: Record<string, string | boolean | undefined>,
): Promise<void> {
  const config = readConfig(process.env)
  // The site may have been started elsewhere: paths travel whole.
  const places = command.arguments.split(' ')
  const whole = words.map((word, at) => (/file|folder|path/.test(places[at] ?? '') ? resolve(word) : word))
  const input = { arguments: whole, options }
  if (!config.databaseUrl) {
    const code = await askHolder(config.dataFolder, [command.name, JSON.stringify(input)], say, drawProgress)
    if (code !== undefined) {
      process.exitCode = code
      return
    }
  }
  const services = await openServices(config, `legation ${command.name}`, say)
  try {
    process.exitCode = await command.run(services, { ...input, say, progress: drawProgress })
  } finally {
    await services.close()
  }
}

async function startUntilStopped(): Promise<void> {
  const server = await startServer(readConfig(process.env), say)
  await new Promise<void>((stop) => {
    process.once('SIGINT', () => stop())
    process.once('SIGTERM', () => stop())
  })
  say('Stopping …')
  await server.close()
  process.exit(0)
}

async function guarded(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (error instanceof Problem) {
      process.stderr.write(`${error.message}\n`)
      process.exit(2)
    }
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    process.exit(70) // EX_SOFTWARE of sysexits.h: our fault, not the caller's
  }
}
