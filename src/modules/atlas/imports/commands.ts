import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { system } from '#kernel/access'
import type { Command, CommandInput, Services } from '#kernel/doors'
import { recordConcepts } from '#kernel/topics'
import { type Reader, sql } from '#platform/db'
import { Problem } from '#platform/problem'
import { importFiles } from '../arrivals/commands.ts'
import { readPackage } from './read.ts'
import { importPackage, undoBatch } from './write.ts'

const root = join(import.meta.dirname, '../../../..')
const starterFolders = ['core', 'wikipedia'].map((name) => join(root, 'data/starter', name))

const vocabulary = z.array(
  z.object({
    scheme: z.string(),
    id: z.string(),
    label: z.string(),
    definition: z.string(),
    broader: z.string().transform((text) => text || null),
    position: z.coerce.number(),
  }),
)

async function importFolder(
  services: Services,
  folder: string,
  say: (line: string) => void,
  progress: CommandInput['progress'],
): Promise<number> {
  const source = readPackage(folder)
  say(`Importing "${source.title}" …`)
  const report = await services.database.write((db) =>
    importPackage(db, system, { package: source, at: services.clock.now(), progress }),
  )
  say(
    `  ${report.engagements} engagements (${report.changed} new or changed), ${report.organizations} governments and organizations, ` +
      `${report.statements} new statements, ${report.rejected} rows rejected with reasons. Batch ${report.batchId}.`,
  )
  return 0
}

/** The first start brings the starter data and the vocabularies; later starts only refresh the vocabularies. */
export async function bringStarterData(services: Services, say: (line: string) => void): Promise<void> {
  const concepts = vocabulary.parse(
    parse(readFileSync(join(root, 'data/vocabularies/concepts.csv')), { columns: true, bom: true }),
  )
  const isEmpty = await services.database.write(async (db) => {
    db.unaudited('vocabularies are part of the program, versioned with it')
    await recordConcepts(db, concepts)
    return hasNoBatch(db)
  })
  if (!isEmpty || services.config.mode === 'test') return
  say('First start: bringing the starter data (once) …')
  for (const folder of starterFolders) await importFolder(services, folder, say, () => {})
}

async function hasNoBatch(db: Reader): Promise<boolean> {
  const { count } = await db.only(sql<{ count: number }>`select count(*) as count from atlas.batches`)
  return count === 0
}

const importCommand: Command = {
  name: 'import',
  arguments: '<path>',
  summary:
    'bring in a package of our tables, or a file (CSV, Excel, JSON, Data Package) by a recipe; the same twice changes nothing',
  options: [
    { flags: '--recipe <name>', meaning: 'what the columns of the file are, as saved at /desk/imports' },
    { flags: '--preview', meaning: 'show what would change and stop' },
  ],
  async run(services, { arguments: [path], options, say, progress }) {
    if (!path) {
      say('Name a file, or the folder of a data package, for example: legation import data/starter/core')
      return 1
    }
    const isOurs = existsSync(join(path, 'engagements.csv')) || !existsSync(path)
    return reporting(say, () =>
      isOurs
        ? importFolder(services, path, say, progress)
        : importFiles(services, { path, recipe: options.recipe, isPreview: options.preview === true, say, progress }),
    )
  },
}

const undoCommand: Command = {
  name: 'undo-import',
  arguments: '<batch>',
  summary: 'take one import back whole; later edits stay',
  async run({ database, clock }, { arguments: [batchId], say }) {
    if (!batchId) {
      say('Name the batch; "legation import" printed it and /desk/imports lists it.')
      return 1
    }
    return reporting(say, async () => {
      const undone = await database.write((db) =>
        undoBatch(db, system, { batchId, reason: 'undone on the command line', at: clock.now() }),
      )
      say(`Retracted ${undone.statements} statements; ${undone.engagements} engagements changed.`)
      return 0
    })
  },
}

async function reporting(say: (line: string) => void, work: () => Promise<number>): Promise<number> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    say(error.message)
    return 1
  }
}

export const importCommands: Command[] = [importCommand, undoCommand]
