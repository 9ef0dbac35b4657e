// `node --import tsx tools/openapi.ts` writes docs/openapi.json from the routes; with --check it only compares.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { migrate, pglitePool, readMigrations } from '#platform/db'
import { openModules } from '../src/app/modules.ts'
import { makeApplication } from '../src/app/router.ts'
import { root, servicesOver } from '../test/support/template.ts'

const file = join(root, 'docs/openapi.json')
const text = await describe()
if (!process.argv.includes('--check')) {
  mkdirSync(join(root, 'docs'), { recursive: true })
  writeFileSync(file, text)
  console.log('Written to docs/openapi.json.')
} else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
  console.error('The API differs from docs/openapi.json. If that is meant, run: node --import tsx tools/openapi.ts')
  process.exitCode = 1
}

/** Asks the application itself, over an empty database: what it serves is what is described. */
async function describe(): Promise<string> {
  const pool = await pglitePool()
  try {
    const services = await servicesOver(pool)
    await migrate(services.database, readMigrations(join(root, 'db/migrations')))
    const doors = await openModules(services, () => {})
    const application = makeApplication(services, doors, { stylesheet: '', islands: {}, answer: () => undefined })
    const answer = await application.fetch(new Request('http://localhost/api/openapi.json'))
    for (const door of doors) await door.close()
    return `${JSON.stringify(await answer.json(), null, 2)}\n`
  } finally {
    await pool.close()
  }
}
