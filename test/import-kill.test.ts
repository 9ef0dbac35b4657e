import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { copyDatabase, findPostgres, startPostgres } from '#test/databases'
import { startProgram } from '#test/programs'
import { randomFrom } from '#test/random'

const program = join(import.meta.dirname, 'support/programs/import-until-killed.ts')
const kills = Number(process.env.IMPORT_KILLS ?? 5)
const rows = 1100

interface Found {
  batches: number
  done: number
  half: number
  strays: number
  missing: number
  doubled: number
  shown: number
  broken: number
}

/** Visits of a town, each on its own day: more than is done within one deed. */
function manyVisits(folder: string): string {
  const path = join(folder, 'many.csv')
  const day = (at: number) => new Date(Date.UTC(1990, 0, 1 + at)).toISOString().slice(0, 10)
  const lines = Array.from(
    { length: rows },
    (_, at) => `Mill Creek,Norholm,Borealia,Visit ${at},${day(at)},${'x'.repeat(220)}`,
  )
  writeFileSync(path, ['City,Partner,Country,Event,Date,Notes', ...lines].join('\n'))
  return path
}

/** What it last said before it is killed, and how long after that: an import is read, compared and brought in, each piece by piece. */
const moments = ['found ', 'state mapping', 'state ready', 'state done']

/** Kills an import at some moment, again and again, and lets the last process go on to the end. */
async function killAgainAndAgain(folder: string, environment: Record<string, string>): Promise<void> {
  const path = manyVisits(folder)
  const random = randomFrom(20_261_128)
  const found: Found[] = []
  const start = () => startProgram(program, [path], { NODE_ENV: 'test', ...environment })
  // The next one reads its code while this one works.
  let next = start()
  const begin = async () => {
    const importer = next
    next = start()
    importer.tell('begin')
    const said = await importer.said((line) => line.startsWith('found '))
    found.push(JSON.parse(said.slice(6)) as Found) // said by the program
    return importer
  }
  for (let round = 0; round < kills; round += 1) {
    const importer = await begin()
    const moment = moments[round % moments.length] ?? ''
    await Promise.race([
      importer
        .said((line) => line.startsWith(moment))
        .then(() => wait(random.below(moment === 'state done' ? 50 : 300))),
      importer.said((line) => line === 'finished'),
    ])
    await importer.kill()
  }
  const last = await begin()
  await last.said((line) => line === 'finished')
  await last.kill()
  await (await begin()).kill()
  await next.kill()

  for (const each of found) {
    expect(each).toMatchObject({ half: 0, strays: 0, missing: 0, doubled: 0, broken: 0 })
    // One batch is the sample world; each finished import is one more, and nothing of an unfinished one is shown.
    expect(each.batches).toBe(1 + each.done)
    expect(each.shown).toBe(each.done === 0 ? 7 : 7 + rows)
  }
  expect(found.at(-1)?.done).toBeGreaterThan(0)
}

test(`an import killed ${kills} times on the embedded database is whole or not there, and never doubled`, {
  timeout: 400_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'legation-import-kill-'))
  await killAgainAndAgain(folder, { LEGATION_DATA: folder, DATABASE_URL: '' })
  rmSync(folder, { recursive: true, force: true })
})

test.skipIf(!findPostgres())('and so it is on PostgreSQL', { timeout: 400_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'legation-import-kill-'))
  const server = await startPostgres()
  const url = await copyDatabase(server.url, 'template0', 'imported')
  await killAgainAndAgain(folder, { LEGATION_DATA: folder, DATABASE_URL: url })
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})
