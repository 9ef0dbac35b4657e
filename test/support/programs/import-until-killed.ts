// Carries imports on until it is killed. It waits to be told to begin, so that its code is read while another one still works. Then it
// says what it found, sends a file, maps it and brings it in, saying each step.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { registerPermissions, system } from '#kernel/access'
import { verifyChains } from '#kernel/audit'
import { readConfig } from '#platform/config'
import { sql } from '#platform/db'
import { openServices } from '../../../src/app/services.ts'
import { openImporter } from '../../../src/modules/atlas/arrivals/service.ts'
import { beginCommit, mapUpload, sendFiles } from '../../../src/modules/atlas/arrivals/write.ts'
import { readPackage } from '../../../src/modules/atlas/imports/read.ts'
import { importPackage } from '../../../src/modules/atlas/imports/write.ts'
import { permissions } from '../../../src/modules/atlas/permissions.ts'
import { suggestMapping } from '../../../src/modules/atlas/recipes/rules.ts'
import { sourceChoice } from '../../../src/modules/atlas/recipes/schema.ts'
import { listSheets } from '../../../src/modules/atlas/uploads/read.ts'

const [path = ''] = process.argv.slice(2)
await new Promise((done) => process.stdin.once('data', done))
process.stdin.destroy()
const services = await openServices(readConfig(process.env), 'an importer', () => {})
const { database } = services
registerPermissions(permissions)
const say = (line: string) => process.stdout.write(`${line}\n`)

await database.write(async (db) => {
  db.unaudited('only where the world is missing')
  const { count } = await db.only(sql<{ count: number }>`select count(*)::int as count from atlas.batches`)
  if (count === 0)
    await importPackage(db, system, {
      package: readPackage(join(import.meta.dirname, '../../../fixtures/world')),
      at: new Date(),
    })
})
const found = await database.read(async (db) => ({
  ...(await db.only(sql<object>`select
    (select count(*)::int from atlas.batches) as batches,
    (select count(*)::int from atlas.uploads where state = 'done') as done,
    (select count(*)::int from atlas.batches where finished_at is null) as half,
    (select count(*)::int from claims.statements where batch_id not in (select id from atlas.batches)) as strays,
    (select coalesce(sum((counts->>'statements')::int), 0)::int from atlas.batches)
      - (select count(*)::int from claims.statements) as missing,
    (select count(*)::int from (select engagement_id from atlas.versions where known_to is null group by 1 having count(*) > 1) twice) as doubled,
    (select count(*)::int from atlas.versions where known_to is null) as shown`)),
  broken: (await verifyChains(db)).broken.length,
}))
say(`found ${JSON.stringify(found)}`)

// As if the seconds had passed for which whoever was killed holds it.
await database.write((db) => {
  db.unaudited('time passes')
  return db.save(sql`update atlas.uploads set leased_until = clock_timestamp() where leased_until is not null`)
})

const importer = openImporter(services)
const waiting = await database.read((db) =>
  db.all(sql<{ id: string; state: string }>`select id, state from atlas.uploads where state <> 'done'`),
)
const ids = waiting.length > 0 ? waiting.map(({ id }) => id) : [await sendOne()]
for (const id of ids) {
  for (;;) {
    await importer.carryOnAll()
    const { state } = await database.read((db) =>
      db.only(sql<{ state: string }>`select state from atlas.uploads where id = ${id}`),
    )
    say(`state ${state}`)
    if (state === 'done' || state === 'failed') break
    if (state === 'mapping') await mapOne(id)
    else if (state === 'ready') await database.write((db) => beginCommit(db, system, { uploadId: id, at: new Date() }))
  }
}
say('finished')
setInterval(() => {}, 1000)

function sendOne(): Promise<string> {
  const bytes = new Uint8Array(readFileSync(path))
  return database.write((db) => sendFiles(db, system, { files: [{ name: 'many.csv', bytes }], at: new Date() }))
}

async function mapOne(id: string): Promise<void> {
  const [sheet] = await database.read((db) => listSheets(db, id))
  if (!sheet) throw new Error('The file has no table')
  const mapping = {
    ...suggestMapping(sheet, undefined),
    record: 'event' as const,
    fixed: { firstCountry: 'United States' },
  }
  const source = sourceChoice.parse({ sourceTitle: 'Many visits', publisher: 'A test', licence: 'CC0 1.0' })
  await database.write((db) => mapUpload(db, system, { uploadId: id, mapping, source, recipeName: '', at: new Date() }))
}
