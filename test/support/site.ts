import { parseHTML } from 'linkedom'
import { afterAll, afterEach, beforeAll, beforeEach, inject } from 'vitest'
import { anonymous, beginSession, newStaffLink, useLink, type Viewer } from '#kernel/access'
import type { ModuleDoor, Services } from '#kernel/doors'
import type { Config } from '#platform/config'
import { type Database, type Pool, pglitePool, postgresPool, rolledBack } from '#platform/db'
import { readPersonas } from '../../src/app/account/samples.ts'
import { openModules } from '../../src/app/modules.ts'
import { type Application, makeApplication } from '../../src/app/router.ts'
import { copyDatabase, readSnapshot } from './databases.ts'
import { servicesOver } from './template.ts'

export type { Application }

export interface Answer {
  status: number
  headers: Headers
  text: string
  /** The page as a document. */
  page: Document
  json: <Shape>() => Shape
}

/** A person at a browser: the cookie they hold, and what they can ask for. */
export interface Person {
  /** Of the session; empty for a visitor. */
  cookie: string
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  post(path: string, fields: Record<string, string | string[]>, headers?: Record<string, string>): Promise<Answer>
  send(method: string, path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>
}

export type Who = 'visitor' | 'staff' | `sample-${string}`

export interface TestSite {
  services: Services & { clock: { moveTo(instant: string): void } }
  application: Application
  /** A visitor, staff with every right over the network, or a sample person by id (fixtures/people/personas.json). */
  as(who: Who): Promise<Person>
  /** Any account by its id, signed in. */
  personBy(accountId: string): Promise<Person>
  /** A sample person as the deeds know them, without rights. */
  viewerLike(who: Who): Viewer
  /** The same site with other settings. */
  withConfig(config: Config): Application
  /** Secret of a new session of staff. */
  session(): Promise<string>
}

const origin = 'http://legation.test'
const noBrowserParts = { stylesheet: '/assets/styles.css', islands: {}, answer: () => undefined }
let copies = 0

/** A database of its own with the sample world, of the kind under test; nothing is rolled back. */
export async function openCopy(): Promise<Pool> {
  return inject('postgres')
    ? postgresPool(await copyOfTemplate(), 4)
    : pglitePool(undefined, readSnapshot(inject('snapshot')))
}

/** Connection string of a fresh copy, for tests of several nodes; only where PostgreSQL is under test. */
export async function copyOfTemplate(): Promise<string> {
  return newDatabase(new URL(inject('postgres')).pathname.slice(1))
}

/** A database without anything in it. */
export async function openEmpty(): Promise<Pool> {
  return inject('postgres')
    ? postgresPool(await newDatabase('template0'), 4)
    : pglitePool(undefined, readSnapshot(inject('emptySnapshot')))
}

/** What only the owner of the database may do, who sees over the walls: change its shape, or tamper with it. No code of the product runs like this. */
export async function asOwner(database: Database, ...statements: string[]): Promise<void> {
  const connection = await database.pool.connect()
  try {
    await connection.exec(
      `begin; set local legation.bodies = '*'; ${statements.join('; ')}; set local session_replication_role = 'origin'`,
    )
    await connection.query('commit')
  } catch (error) {
    await connection.query('rollback')
    throw error
  } finally {
    connection.release()
  }
}

function newDatabase(template: string): Promise<string> {
  copies += 1
  return copyDatabase(
    maintenance(inject('postgres')),
    template,
    `test_${process.pid}_${process.hrtime.bigint()}_${copies}`,
  )
}

function maintenance(url: string): string {
  const next = new URL(url)
  next.pathname = '/postgres'
  return next.href
}

/** The whole application over the sample world for the tests of one file; whatever a test does is undone after it. */
export function useSite(): TestSite {
  let pool: Pool
  let undo: () => Promise<void>
  let doors: ModuleDoor[]
  // Filled before each test; a test that reads it earlier is at fault.
  const site = {} as TestSite

  beforeAll(async () => {
    pool = await openCopy()
  })
  afterAll(() => pool?.close())
  beforeEach(async () => {
    const rolled = await rolledBack(pool)
    undo = rolled.undo
    const opened = await siteOver(await servicesOver(rolled))
    doors = opened.doors
    Object.assign(site, opened.site)
  })
  afterEach(async () => {
    for (const door of doors) await door.close()
    await undo()
  })
  return site
}

/** The whole application over services of one's own; for tests that need real commits. */
export async function siteOver(services: TestSite['services']): Promise<{ site: TestSite; doors: ModuleDoor[] }> {
  const doors = await openModules(services, () => {})
  const application = makeApplication(services, doors, noBrowserParts)
  const site: TestSite = {
    services,
    application,
    as: (who) => personOf(who, services, application),
    personBy: (accountId) => personOf(accountId, services, application),
    viewerLike: (who) => ({
      ...anonymous,
      role: 'member',
      accountId: who,
      personId: who,
      name: nameOf(who),
      auditId: `account:${who}`,
    }),
    withConfig: (config) => makeApplication({ ...services, config }, doors, noBrowserParts),
    session: () => staffSession(services),
  }
  return { site, doors }
}

/** The sample world in files of an embedded database. */
export const openFolder = (folder: string): Promise<Pool> => pglitePool(folder, readSnapshot(inject('snapshot')))

const nameOf = (who: Who): string => readPersonas().find((persona) => persona.id === who)?.name ?? who

async function sessionOf(who: string, services: Services): Promise<string> {
  if (who === 'staff') return staffSession(services)
  const { database, clock } = services
  return database.write((db) =>
    beginSession(db, { accountId: who, how: 'persona', device: 'A test', now: clock.now() }),
  )
}

async function personOf(who: string, services: Services, application: Application): Promise<Person> {
  const cookie = who === 'visitor' ? '' : `session=${await sessionOf(who, services)}`
  const ask = async (path: string, options: RequestInit): Promise<Answer> => {
    const headers = new Headers({ origin, host: 'legation.test', ...options.headers })
    if (cookie && !headers.has('cookie')) headers.set('cookie', cookie)
    const response = await application.fetch(
      new Request(`${origin}${path}`, { ...options, headers, redirect: 'manual' }),
    )
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      text,
      get page() {
        return parseHTML(text).document
      },
      json: () => JSON.parse(text),
    }
  }
  return {
    get: (path, headers = {}) => ask(path, { headers }),
    post(path, fields, headers = {}) {
      const body = new URLSearchParams()
      for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) body.append(name, each)
      return ask(path, { method: 'POST', body, headers })
    },
    send: (method, path, body, headers = {}) =>
      ask(path, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } }),
    cookie,
  }
}

async function staffSession({ database, clock }: Services): Promise<string> {
  const now = clock.now()
  const link = await database.write((db) => newStaffLink(db, { name: 'Sample Editor', now }))
  return database.write((db) => useLink(db, { secret: link, now }))
}
