import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Database, sql } from '#platform/db'
import { filesWith } from '#test/canary'
import { openFolder } from '#test/site'
import { servicesOver } from '#test/template'
import { openRedactor } from '../src/modules/atlas/redactions/service.ts'

test('what a redaction took out leaves the files of the database too', { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'legation-redaction-'))
  const database = new Database(await openFolder(join(folder, 'db')))
  const services = { ...(await servicesOver(database.pool)), database }
  const write = (text: ReturnType<typeof sql>) =>
    database.write(async (db) => {
      db.unaudited('as an order and its end leave it')
      await db.save(text)
    })
  const at = new Date('2026-02-16T09:00:00Z')
  await write(sql`insert into atlas.redactions (id, document_id, sha256, words, boxes, title, visibility, fate, reason, asked_by, asked_at)
    values ('a', 'b', 'c', '["Quillfeather"]', '[]', 'd', 'private', 'private', 'e', 'f', ${at})`)
  await write(sql`update atlas.redactions set state = 'failed', words = '[]' where id = 'a'`)
  const connection = await database.pool.connect()
  await connection.exec('checkpoint')
  connection.release()
  expect(filesWith(join(folder, 'db'), 'Quillfeather').length).toBeGreaterThan(0)
  await openRedactor(services).scrub()
  expect(filesWith(join(folder, 'db'), 'Quillfeather')).toEqual([])
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})
