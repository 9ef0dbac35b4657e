import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Services } from '#kernel/doors'
import {
  eraseNext,
  listRegistered,
  listUnscrubbed,
  noteScrubbed,
  type Registered,
  registered,
  tidyUp,
} from '#kernel/erasures'
import { destroyAgain, destroyed, listDestroyed } from '#kernel/files'
import { listHoldings } from '#kernel/holdings'
import { rewriteTables, wholeSight } from '#platform/db'
import type { Job } from '#platform/jobs'

/** Erasures that were carried out, by number, outside the reach of any backup of the database: a restore carries them out again (ADR 10). */
export const registerFile = (dataFolder: string): string => join(dataFolder, 'erasures.jsonl')

export function readRegister(file: string): Registered[] {
  if (!existsSync(file)) return []
  return linesOf(file).map((line) => registered.parse(line))
}

/**
 * Carries out what is due, then rewrites the tables and the register. Each step can be cut off and is done again by the next run: at the
 * start of the site before it opens, every ten minutes, and after a restore.
 */
export async function carryOutErasures(services: Services): Promise<number> {
  const { database, clock, log } = services
  let done = 0
  for (;;) {
    const erased = await database.write((db) => eraseNext(db, clock.now()), wholeSight)
    if (!erased) break
    done += 1
    log.info({ erasure: erased.id }, 'a person was erased')
  }
  await completeRegister(services)
  await scrub(services)
  return done
}

/**
 * Lines are added when their erasure is in the database, before anything else is said of it.
 */
async function completeRegister({ database, config }: Services): Promise<void> {
  const carriedOut = await database.read(listRegistered, wholeSight)
  const file = registerFile(config.dataFolder)
  const written = readRegister(file)
  const known = new Set(written.map((line) => line.id))
  const missing = carriedOut.filter((line) => !known.has(line.id))
  if (missing.length === 0) return
  writeWhole(file, [...written, ...missing])
}

/** Files that were destroyed, by fingerprint, likewise outside the reach of any backup of the database. */
const destroyedFile = (dataFolder: string): string => join(dataFolder, 'destroyed.jsonl')

/**
 * What an older backup brought back is destroyed again; what was destroyed since is put on the register. At the start of the site before it
 * opens, with its modules, and every ten minutes.
 */
export async function followDestroyed({ database, config, log }: Services): Promise<void> {
  const file = destroyedFile(config.dataFolder)
  const written = existsSync(file) ? linesOf(file).map((line) => destroyed.parse(line)) : []
  const gone = await database.write((db) => destroyAgain(db, written), wholeSight)
  if (gone > 0) {
    log.warn({ files: gone }, 'files that had been destroyed were destroyed again')
    await rewriteTables(database, ['files.files', 'atlas.document_pages', 'search.documents', 'search.postings'])
  }
  const known = new Set(written.map(({ sha256 }) => sha256))
  const missing = (await database.read(listDestroyed, wholeSight)).filter(({ sha256 }) => !known.has(sha256))
  if (missing.length > 0) writeWhole(file, [...written, ...missing])
}

const linesOf = (file: string): unknown[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line))

/** The file is changed whole, so that whoever reads it after a crash finds it as it was or as it became. */
function writeWhole(file: string, lines: readonly object[]): void {
  const next = `${file}.next`
  writeFileSync(next, lines.map((line) => `${JSON.stringify(line)}\n`).join(''), { mode: 0o600, flush: true })
  renameSync(next, file)
}

// The log only ever grows, so it has no dead rows.
const neverRewritten = new Set(['audit.entries'])

/** Deleted rows leave the files too. Every table that may tell of people: what was changed earlier left dead rows as well. */
async function scrub({ database, clock, log }: Services): Promise<void> {
  const ids = await database.read(listUnscrubbed, wholeSight)
  if (ids.length === 0) return
  const tables = [...new Set(listHoldings().map((holding) => holding.table))]
  const left = await rewriteTables(
    database,
    tables.filter((table) => !neverRewritten.has(table)),
  )
  if (left === undefined) {
    log.warn(
      {},
      'a transaction begun before an erasure may still see what was deleted; the files are written anew once it has ended',
    )
    return
  }
  if (left.length > 0)
    log.warn({ left }, 'the administrator of the database must run this for the erasure to reach the disk')
  await database.write((db) => noteScrubbed(db, { ids, now: clock.now() }), wholeSight)
}

export const erasureJobs = (services: Services): Job[] => [
  { name: 'people.erasure', every: '*/10 * * * *', run: async () => void (await carryOutErasures(services)) },
  { name: 'files.destroyed', every: '*/10 * * * *', run: () => followDestroyed(services) },
  {
    name: 'people.tidying',
    every: '41 3 * * *',
    run: () => services.database.write((db) => tidyUp(db, services.clock.now()), wholeSight),
  },
]
