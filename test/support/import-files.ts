import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { system } from '#kernel/access'
import { type Database, sql } from '#platform/db'
import { beginCommit, carryOn, mapUpload, sendFiles } from '../../src/modules/atlas/arrivals/write.ts'
import { suggestMapping } from '../../src/modules/atlas/recipes/rules.ts'
import { type Mapping, mapping, sourceChoice } from '../../src/modules/atlas/recipes/schema.ts'
import { getUpload, listSheets } from '../../src/modules/atlas/uploads/read.ts'
import type { UploadView } from '../../src/modules/atlas/uploads/schema.ts'
import type { Hand } from '../../src/modules/atlas/uploads/write.ts'
import type { TestSite } from './site.ts'
import { root } from './template.ts'

/** What a test says of a file beyond what would be suggested. */
export interface Told {
  sheet?: number
  heading?: Mapping['heading']
  record?: Mapping['record']
  columns?: Mapping['columns']
  fixed?: Mapping['fixed']
  dates?: Mapping['dates']
  hidden?: Mapping['hidden']
  gone?: Mapping['gone']
}

export interface SentFile {
  name: string
  bytes: Uint8Array
}

export async function send(database: Database, files: SentFile[], at: Date): Promise<string> {
  const id = await database.write((db) => sendFiles(db, system, { files, at }))
  await finish(database, id, at)
  return id
}

export const uploadOf = (database: Database, id: string): Promise<UploadView> =>
  database.read((db) => getUpload(db, id))

/** Maps a file as suggested, save what a test says of it; returns what was chosen. */
export async function map(
  database: Database,
  id: string,
  told: Told,
  source = 'A list of a test',
  at = new Date(),
): Promise<Mapping> {
  const sheets = await database.read((db) => listSheets(db, id))
  const sheet = sheets.find(({ number }) => number === (told.sheet ?? 0)) ?? sheets[0]
  if (!sheet) throw new Error('The file has no table')
  const chosen = mapping.parse({ ...suggestMapping(sheet, undefined), ...told })
  const about = sourceChoice.parse({ sourceTitle: source, publisher: 'A publisher', licence: 'CC0 1.0' })
  await database.write((db) =>
    mapUpload(db, system, { uploadId: id, mapping: chosen, source: about, recipeName: '', at }),
  )
  await finish(database, id, at)
  return chosen
}

export async function commit(database: Database, id: string, at: Date): Promise<void> {
  await database.write((db) => beginCommit(db, system, { uploadId: id, at }))
  await finish(database, id, at)
}

/** All that is shown and all that stands behind it, save the instants at which it became known. */
export const known = (database: Database): Promise<unknown> =>
  database.read(async (db) => ({
    versions:
      await db.all(sql`select engagement_id, title, form, kind, us_ids, abroad_ids, network_id, started, ended, legal, recognition,
      activity, verification, themes, source_kinds, note from atlas.versions where known_to is null order by engagement_id`),
    statements:
      await db.all(sql`select fingerprint, property, value, original_value, source_id, part, rank from claims.statements
      where retracted_at is null order by fingerprint`),
  }))

/** The downloads of everything, byte for byte as anybody gets them. */
export async function exported(site: TestSite): Promise<string[]> {
  const visitor = await site.as('visitor')
  const files = ['/api/v1/engagements.csv', '/api/v1/engagements.geojson'].map(
    async (path) => (await visitor.get(path)).text,
  )
  return Promise.all(files)
}

/** Goes on with work that is too much for one deed, as the background does. */
export async function finish(database: Database, id: string, at: Date): Promise<void> {
  const hand: Hand = {
    step: (work) =>
      database.write((db) => {
        db.unaudited('a piece of work')
        return work(db)
      }),
  }
  for (;;) {
    const { state } = await uploadOf(database, id)
    if (state !== 'reading' && state !== 'comparing' && state !== 'committing') return
    await carryOn(hand, { id, state, at })
  }
}

/** A small file of ours through the whole import, and the counts it comes to. */
export async function bring(site: TestSite, file: string, told: Told = { fixed: { firstCountry: 'United States' } }) {
  const { database } = site.services
  const bytes = new Uint8Array(readFileSync(join(root, 'fixtures/imports', file)))
  const at = new Date('2026-02-16T09:00:00Z')
  const id = await send(database, [{ name: file, bytes }], at)
  await map(database, id, told, 'A list', at)
  const { counts } = await uploadOf(database, id)
  await commit(database, id, at)
  return { id, counts }
}
