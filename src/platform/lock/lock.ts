import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { newSecret } from '#platform/ids'
import { conflict } from '#platform/problem'

/** Who holds a data folder; kept beside the database for people and for command-line deeds. */
export interface Holder {
  pid: number
  startedAt: string
  doing: string
  /** Lets only those who can read the folder talk to its holder. */
  secret: string
}

/** A command that came over the lock's own channel, and how to answer it line by line. */
export type Serve = (command: string[], say: (line: string) => void, progress: Progress) => Promise<number>

/** How far a long piece of work is. */
export type Progress = (what: string, done: number, total: number) => void

/**
 * The channel whose existence *is* the lock. On Linux an abstract socket and on Windows a named pipe vanish with the process that
 * made them, so that no stale lock survives `kill -9`; elsewhere a socket file does, and is taken over when nobody answers on it.
 */
function channelOf(folder: string): { path: string; isFile: boolean } {
  const name = `legation-${createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 24)}`
  if (process.platform === 'linux') return { path: `\0${name}`, isFile: false }
  if (process.platform === 'win32') return { path: `\\\\.\\pipe\\${name}`, isFile: false }
  return { path: join(tmpdir(), `${name}.sock`), isFile: true }
}

const holderFile = (folder: string) => join(folder, 'holder.json')

function readHolder(folder: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(holderFile(folder), 'utf8')) as Holder // written by holdFolder below
  } catch {
    return undefined // the file is only a courtesy: the lock is the socket
  }
}

const heldBy = (folder: string) => {
  const holder = readHolder(folder)
  const who = holder ? `process ${holder.pid} (${holder.doing}, since ${holder.startedAt})` : 'another process'
  return conflict(
    'platform.folder.held',
    `The data in ${folder} is in use by ${who}. Stop it first, or set LEGATION_DATA to another folder.`,
  )
}

/** Takes the folder for this process alone until it ends; PGlite itself does not lock, and two writers lose rows silently. */
export async function holdFolder(
  folder: string,
  doing: string,
  serve: Serve = async (_command, say) => {
    say(`The folder is held by "${doing}", which takes no commands.`)
    return 1
  },
): Promise<{ release(): Promise<void> }> {
  mkdirSync(folder, { recursive: true })
  const channel = channelOf(folder)
  const secret = newSecret()
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    answer(socket, secret, serve)
  })
  const listen = () =>
    new Promise<void>((done, fail) => {
      server.once('error', fail)
      server.listen(channel.path, () => {
        server.removeListener('error', fail)
        done()
      })
    })
  try {
    await listen()
  } catch {
    if (!channel.isFile || (await isAnswered(channel.path))) throw heldBy(folder)
    rmSync(channel.path, { force: true })
    await listen().catch(() => {
      throw heldBy(folder)
    })
  }
  server.unref()
  const holder: Holder = { pid: process.pid, startedAt: new Date().toISOString(), doing, secret }
  writeFileSync(holderFile(folder), JSON.stringify(holder), { mode: 0o600 })
  return {
    async release() {
      rmSync(holderFile(folder), { force: true })
      for (const socket of sockets) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(path, () => {
      socket.destroy()
      done(true)
    })
    socket.on('error', () => done(false))
  })
}

function answer(socket: Socket, secret: string, serve: Serve): void {
  createInterface({ input: socket }).once('line', async (line) => {
    const say = (text: string) => void socket.write(`${JSON.stringify({ say: text })}\n`)
    const asked = parseCommand(line)
    if (asked?.secret !== secret) {
      socket.destroy()
      return
    }
    const progress: Progress = (what, done, total) => void socket.write(`${JSON.stringify({ what, done, total })}\n`)
    const code = await serve(asked.command, say, progress).catch((error: unknown) => {
      say(error instanceof Error ? error.message : String(error))
      return 1
    })
    socket.end(`${JSON.stringify({ code })}\n`)
  })
}

function parseCommand(line: string): { secret: string; command: string[] } | undefined {
  try {
    return JSON.parse(line) as { secret: string; command: string[] } // the secret proves that our own askHolder wrote it
  } catch {
    return undefined
  }
}

/** Lets the running holder of a folder carry out a command; undefined when nobody holds it. Returns the exit code. */
export async function askHolder(
  folder: string,
  command: string[],
  say: (line: string) => void,
  progress: Progress,
): Promise<number | undefined> {
  const holder = readHolder(folder)
  if (!holder || !(await isAnswered(channelOf(folder).path))) return undefined
  return new Promise((done, fail) => {
    const socket = connect(channelOf(folder).path, () =>
      socket.write(`${JSON.stringify({ secret: holder.secret, command })}\n`),
    )
    socket.on('error', fail)
    let code = 1
    createInterface({ input: socket })
      .on('line', (line) => {
        // Written by answer above.
        const said = JSON.parse(line) as { say?: string; code?: number; what?: string; done?: number; total?: number }
        if (said.say !== undefined) say(said.say)
        if (said.code !== undefined) code = said.code
        if (said.what !== undefined) progress(said.what, said.done ?? 0, said.total ?? 0)
      })
      .on('close', () => done(code))
  })
}
