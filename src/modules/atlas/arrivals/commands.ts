import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { system } from '#kernel/access'
import type { CommandInput, Services } from '#kernel/doors'
import type { Reader } from '#platform/db'
import { formatNumber } from '#platform/i18n'
import { reasonWords } from '../drafts/schema.ts'
import { countMentions } from '../mentions/read.ts'
import { listReasons } from '../outcomes/read.ts'
import { getRecipe } from '../recipes/read.ts'
import { suggestFields } from '../recipes/rules.ts'
import { fields, sourceChoice } from '../recipes/schema.ts'
import { getUpload, listSheets } from '../uploads/read.ts'
import { readDescriptor } from '../uploads/readers/data-package.ts'
import { PIECE, type SheetView, type UploadView } from '../uploads/schema.ts'
import { addPart, beginUpload } from '../uploads/write.ts'
import { openImporter } from './service.ts'
import { beginCommit, endSending, mapUpload } from './write.ts'

interface Wanted extends Pick<CommandInput, 'say' | 'progress'> {
  path: string
  recipe: string | boolean | undefined
  isPreview: boolean
}

/** Takes a file the way the pages do, and prints the same report. Without a recipe it says how the file was read, and stops there. */
export async function importFiles(
  services: Services,
  { path, recipe, isPreview, say, progress }: Wanted,
): Promise<number> {
  const { database, clock } = services
  const known = typeof recipe === 'string' ? await database.read((db) => getRecipe(db, recipe)) : undefined
  const id = await sendPaths(services, pathsOf(path), progress)
  let upload = await settled(services, id, progress)
  if (upload.state === 'failed') {
    say(upload.problem ?? 'The file cannot be read.')
    return 1
  }
  const sheets = await database.read((db) => listSheets(db, id))
  const sheet = sheets.find((each) => !each.isHidden && each.rowCount > 0) ?? sheets[0]
  if (!sheet) return 1
  if (!known) {
    sayLook(sheet, say)
    say(`Say what its columns are at /desk/imports/${id}, and keep that as a recipe for --recipe.`)
    return 0
  }
  const mapping = { ...known.mapping, sheet: sheet.number }
  const source = sourceChoice.parse({ sourceId: known.sourceId })
  await database.write((db) =>
    mapUpload(db, system, { uploadId: id, mapping, source, recipeName: '', at: clock.now() }),
  )
  upload = await settled(services, id, progress)
  await sayDifferences(upload, say, database)
  if (isPreview) {
    say(`Nothing has changed. Bring it in at /desk/imports/${id}.`)
    return 0
  }
  await database.write((db) => beginCommit(db, system, { uploadId: id, at: clock.now() }))
  upload = await settled(services, id, progress)
  if (upload.state !== 'done') {
    say(upload.problem ?? 'It was not brought in.')
    return 1
  }
  say(`Brought in as batch ${id}. To take it back: legation undo-import ${id}`)
  return 0
}

/** A data package is its descriptor and the tables that it names beside it. */
function pathsOf(path: string): string[] {
  const descriptor = statSync(path).isDirectory() ? join(path, 'datapackage.json') : path
  if (basename(descriptor) !== 'datapackage.json') return [descriptor]
  const { resources } = readDescriptor(readFileSync(descriptor, 'utf8'))
  const tables = resources.flatMap((each) => (each.path ? [join(dirname(descriptor), basename(each.path))] : []))
  return [descriptor, ...tables.filter((each) => existsSync(each))]
}

async function sendPaths(
  { database, clock }: Services,
  paths: string[],
  progress: CommandInput['progress'],
): Promise<string> {
  const files = paths.map((path) => ({ name: basename(path), size: statSync(path).size }))
  const all = files.reduce((sum, { size }) => sum + size, 0)
  const uploadId = await database.write((db) => beginUpload(db, system, { files, at: clock.now() }))
  let sent = 0
  for (const [file, path] of paths.entries()) {
    let number = 0
    for await (const bytes of createReadStream(path, { highWaterMark: PIECE }) as AsyncIterable<Uint8Array>) {
      const piece = { uploadId, file, number, bytes }
      await database.write((db) => addPart(db, system, piece))
      number += 1
      sent += bytes.length
      progress('sending', sent, all)
    }
  }
  await database.write((db) => endSending(db, system, { uploadId, at: clock.now() }))
  return uploadId
}

/** Goes on with the work until it needs somebody; where another process has it in hand, waits for that one. */
async function settled(services: Services, id: string, progress: CommandInput['progress']): Promise<UploadView> {
  const importer = openImporter(services)
  const working = importer.carryOnAll()
  let isOver = false
  void working.finally(() => {
    isOver = true
  })
  for (;;) {
    const upload = await services.database.read((db) => getUpload(db, id))
    if (!['reading', 'comparing', 'committing'].includes(upload.state)) return upload
    if (upload.stepsAll > 0) progress(upload.doing.toLowerCase(), upload.stepsDone, upload.stepsAll)
    await wait(200)
    if (isOver) await importer.carryOnAll()
  }
}

function sayLook(sheet: SheetView, say: (line: string) => void): void {
  say(`${sheet.fileName}: ${formatNumber('en', sheet.rowCount)} rows.`)
  for (const note of sheet.notes) say(`  ${note}`)
  const suggested = suggestFields(sheet.columns)
  for (const [at, { name, type, filled, problems }] of sheet.columns.entries()) {
    const suggestion = suggested[at]
    const meaning = suggestion ? ` → ${fields[suggestion.field].label}, because ${suggestion.because}` : ''
    say(`  ${name}: ${type}, ${formatNumber('en', filled)} filled${meaning}`)
    for (const { words, count, row } of problems)
      say(`    ${formatNumber('en', count)} cells ${words} (first in row ${row})`)
  }
}

async function sayDifferences(
  { id, counts }: UploadView,
  say: (line: string) => void,
  database: { read<T>(work: (db: Reader) => Promise<T>): Promise<T> },
): Promise<void> {
  const number = (name: string) => Number(counts[name] ?? 0)
  const shown = (value: number) => formatNumber('en', value)
  const updated = number('changed') + number('conflicting')
  say(
    `${shown(number('read'))} rows read: ${shown(number('new'))} new, ${shown(updated)} updated (${shown(number('conflicting'))} beside sources ` +
      `that say otherwise), ${shown(number('same'))} unchanged, ${shown(number('rejected'))} rejected; ${shown(number('gone'))} records gone.`,
  )
  const names = await database.read((db) => countMentions(db, id))
  if (names.open > 0) say(`${shown(names.open)} names are open; answer them at /desk/imports/${id}.`)
  for (const { count, reason, explanation } of await database.read((db) => listReasons(db, id)))
    say(`  ${shown(count)} × ${reasonWords[reason] ?? reason} (for example: ${explanation})`)
}
