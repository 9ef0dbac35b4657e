import { parseArgs } from 'node:util'
import type { Command } from '#kernel/doors'
import { invalid } from '#platform/problem'

type Read =
  | { says: string }
  | { command: Command | undefined; words: string[]; options: Record<string, string | boolean | undefined> }

const start = { name: 'start', arguments: '', summary: 'run the site; the first start prepares everything' }
const more = 'Run "legation help" to see every command.'

/** What was typed after `legation`: something to say (help, version), or a command to run; no command is `start`, the site. */
export function readCommandLine(typed: string[], commands: readonly Command[], version: string): Read {
  const [name = 'start', ...rest] = typed
  if (['--version', '-V'].includes(name)) return { says: version }
  if (['help', '--help', '-h'].includes(name)) {
    const asked = commands.find((each) => each.name === rest[0])
    return { says: asked ? helpOf(asked) : helpOfAll(commands) }
  }
  const command = commands.find((each) => each.name === name)
  if (!command && name !== start.name)
    throw invalid('app.command.unknown', `There is no command "${name}". ${more}`, { command: 'Choose another' })
  if (rest.includes('--help') || rest.includes('-h')) return { says: command ? helpOf(command) : helpOfAll(commands) }
  const { positionals, values } = read(rest, command)
  const [least, most] = countsOf(command)
  if (positionals.length < least || positionals.length > most)
    throw invalid('app.command.arguments', `It is written: legation ${usageOf(command ?? start)}. ${more}`, {
      arguments: positionals.length < least ? 'Say what is missing' : 'Leave out what is too much',
    })
  return { command, words: positionals, options: values }
}

function read(rest: string[], command: Command | undefined) {
  const options = Object.fromEntries(
    (command?.options ?? []).map(({ flags }) => [
      nameOf(flags),
      { type: takesValue(flags) ? 'string' : 'boolean' } as const,
    ]),
  )
  try {
    return parseArgs({ args: rest, options, allowPositionals: true })
  } catch (error) {
    throw invalid('app.command.options', `${error instanceof Error ? error.message : ''} ${more}`, {
      options: 'Write the options as help shows them',
    })
  }
}

const nameOf = (flags: string): string => flags.replace(/^--/, '').replace(/ .*/, '')
const takesValue = (flags: string): boolean => flags.includes('<')

/** How many words a command takes at least and at most: `<file>` must stand, `[name]` may, `[files...]` may be many. */
function countsOf(command: Command | undefined): [least: number, most: number] {
  const words = (command?.arguments ?? '').split(' ').filter(Boolean)
  const most = words.some((word) => word.includes('...')) ? Number.POSITIVE_INFINITY : words.length
  return [words.filter((word) => word.startsWith('<')).length, most]
}

const usageOf = (command: Pick<Command, 'name' | 'arguments'>): string => `${command.name} ${command.arguments}`.trim()

function helpOfAll(commands: readonly Command[]): string {
  const lines = [start, ...commands].map((each) => [usageOf(each), each.summary] as const)
  return ['legation: the open platform that a national-security policy network runs on', '', ...inColumns(lines)].join(
    '\n',
  )
}

function helpOf(command: Command): string {
  const options = (command.options ?? []).map(({ flags, meaning }) => [flags, meaning] as const)
  return [
    `legation ${usageOf(command)}`,
    command.summary,
    ...(options.length > 0 ? ['', ...inColumns(options)] : []),
  ].join('\n')
}

function inColumns(lines: (readonly [string, string])[]): string[] {
  const width = Math.max(...lines.map(([left]) => left.length))
  return lines.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}
