import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { pglitePool, postgresPool } from '#platform/db'
import { copyDatabase, makeOwner, startPostgres, withDatabase, writeSnapshot } from './databases.ts'
import { fillTemplate } from './template.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** File with the embedded database that every test file starts from; empty when PostgreSQL is under test. */
    snapshot: string
    /** The same without anything in it. */
    emptySnapshot: string
    /** Connection string of the PostgreSQL under test; empty when the embedded database is. */
    postgres: string
    /** The same server as its superuser; empty when the embedded database is under test. */
    administrator: string
  }
}

/** Makes the one database that all test files copy, in the database the project is named for. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  return project.name === 'postgres' ? preparePostgres(project) : prepareEmbedded(project)
}

async function prepareEmbedded(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'legation-test-'))
  const pool = await pglitePool()
  const empty = join(folder, 'empty.tar')
  writeSnapshot(empty, await pool.dump())
  await fillTemplate(pool)
  const snapshot = join(folder, 'template.tar')
  writeSnapshot(snapshot, await pool.dump())
  await pool.close()
  project.provide('snapshot', snapshot)
  project.provide('emptySnapshot', empty)
  project.provide('postgres', '')
  project.provide('administrator', '')
  return async () => rmSync(folder, { recursive: true, force: true })
}

async function preparePostgres(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.DATABASE_URL
  const server = given ? { url: given, stop: async () => undefined } : await startPostgres()
  const template = `legation_template_${process.pid}`
  const owner = await makeOwner(server.url)
  const url = await copyDatabase(owner, 'template0', template)
  const pool = await postgresPool(url)
  await fillTemplate(pool)
  await pool.close()
  project.provide('snapshot', '')
  project.provide('emptySnapshot', '')
  project.provide('postgres', withDatabase(owner, template))
  project.provide('administrator', server.url)
  return server.stop
}
