import { allow, type Viewer } from '#kernel/access'
import { type Actor, audit } from '#kernel/audit'
import { type NewStatement, recordStatements, supersedeStatements } from '#kernel/claims'
import { dayOf } from '#platform/clock'
import { sql, type Writer } from '#platform/db'
import { conflict, invalid } from '#platform/problem'
import { finishBatch, recordBatch, recordRejects, recordWithdrawals } from '../batches/write.ts'
import { recordEngagements, refreshVersions } from '../engagements/write.ts'
import { judgeMention } from '../judgements/write.ts'
import { compareUpload, type Differences, saveDifferences, workOut } from '../outcomes/write.ts'
import { indexRecords } from '../profiles/write.ts'
import { headingsOf, refuseMapping } from '../recipes/rules.ts'
import type { Mapping, SourceChoice } from '../recipes/schema.ts'
import { saveRecipe, settleSource } from '../recipes/write.ts'
import { refreshFindings } from '../rules/write.ts'
import { moveHeading, readUpload } from '../sheets/write.ts'
import { findBlock, getUpload, listFiles, listSheets } from '../uploads/read.ts'
import type { RawRow } from '../uploads/readers/sheet.ts'
import { columnLetters } from '../uploads/readers/sheet.ts'
import { citeCell } from '../uploads/rules.ts'
import { PIECE, type SheetView, type UploadState } from '../uploads/schema.ts'
import { addPart, beginUpload, endUpload, type Hand, hold, turnUpload } from '../uploads/write.ts'

/** What is done within the deed itself; more is done in the background, and the page says how far it is. */
const atOnce = { bytes: 256 * 1024, rows: 1000 }

/** Fewer statements than this change no plan of the database. */
const analyzedFrom = 1000

const within = (db: Writer): Hand => ({ step: (work) => work(db) })

/** Takes files in whole: as a form or the command line brings them. Returns the import that they begin. */
export async function sendFiles(
  db: Writer,
  actor: Viewer,
  input: { files: { name: string; bytes: Uint8Array }[]; at: Date },
): Promise<string> {
  const uploadId = await beginUpload(db, actor, {
    files: input.files.map(({ name, bytes }) => ({ name, size: bytes.length })),
    at: input.at,
  })
  for (const [file, { bytes }] of input.files.entries())
    for (let number = 0; number * PIECE < bytes.length; number += 1)
      await addPart(db, actor, { uploadId, file, number, bytes: bytes.subarray(number * PIECE, (number + 1) * PIECE) })
  await endSending(db, actor, { uploadId, at: input.at })
  return uploadId
}

/** All pieces are here: a small file is read at once. */
export async function endSending(db: Writer, actor: Viewer, input: { uploadId: string; at: Date }): Promise<void> {
  const size = await endUpload(db, actor, input)
  if (size <= atOnce.bytes) await carryOn(within(db), { id: input.uploadId, state: 'reading', at: input.at })
}

/** Says what the columns mean and which source the file is; then it is compared with what is known. */
export async function mapUpload(
  db: Writer,
  actor: Viewer,
  input: { uploadId: string; mapping: Mapping; source: SourceChoice; recipeName: string; at: Date },
): Promise<void> {
  allow(actor, 'atlas.import.commit')
  const { uploadId, mapping, at } = input
  await hold(db, uploadId, 'mapping', 'ready')
  const sheet = await settleSheet(db, uploadId, mapping)
  refuseMapping(mapping, sheet)
  const [file] = await listFiles(db, uploadId)
  const sourceId = await settleSource(db, actor, { ...input.source, copyHash: file?.sha256 ?? '', day: dayOf(at) })
  const recipeId =
    input.recipeName.trim() === ''
      ? null
      : await saveRecipe(db, actor, { name: input.recipeName, sourceId, headings: headingsOf(sheet), mapping, at })
  await db.save(sql`update atlas.uploads set mapping = ${JSON.stringify(mapping)}, source_id = ${sourceId},
    recipe_id = coalesce(${recipeId}::text, recipe_id) where id = ${uploadId}`)
  await audit(db, actor, 'atlas.upload.mapped', `upload:${uploadId}`, { source: sourceId, record: mapping.record })
  await compareSoon(db, { uploadId, rows: sheet.rowCount, at })
}

/** The table that was chosen, looked at again if somebody says that its heading stands elsewhere. */
async function settleSheet(db: Writer, uploadId: string, mapping: Mapping): Promise<SheetView> {
  const find = async () => (await listSheets(db, uploadId)).find(({ number }) => number === mapping.sheet)
  const sheet = await find()
  if (!sheet)
    throw invalid('atlas.import.sheet', 'There is no such table in the file.', { sheet: 'Choose one of the list' })
  const { from, rows } = mapping.heading
  if (sheet.heading.from === from && sheet.heading.rows === rows) return sheet
  await lookAgain(db, { uploadId, sheet: sheet.number, heading: mapping.heading })
  return (await find()) ?? sheet
}

/** Reads the columns anew below another heading. What was said of them holds only where their names are the same. */
export async function lookAgain(
  db: Writer,
  { uploadId, sheet, heading }: { uploadId: string; sheet: number; heading: Mapping['heading'] },
): Promise<void> {
  await moveHeading(db, { id: uploadId, number: sheet, heading }, rowsOf(db, uploadId, sheet))
}

async function* rowsOf(db: Writer, uploadId: string, sheet: number): AsyncGenerator<RawRow> {
  let after = -1
  for (;;) {
    const block = await findBlock(db, { uploadId, sheet, after })
    if (!block) return
    after = block[0]?.number ?? after
    yield* block
  }
}

/** Says what names mean, one answer for all rows of a name; then the file is compared again. */
export async function answerNames(
  db: Writer,
  actor: Viewer,
  input: { uploadId: string; answers: { key: string; organizationId: string | null }[]; at: Date },
): Promise<void> {
  allow(actor, 'atlas.import.commit')
  await hold(db, input.uploadId, 'ready')
  if (input.answers.length === 0)
    throw invalid('atlas.import.no-answer', 'Choose what at least one name means.', { names: 'Choose at least one' })
  for (const { key, organizationId } of input.answers)
    await judgeMention(db, actor, {
      ...{ uploadId: input.uploadId, key, organizationId, verdict: organizationId === null ? 'none' : 'same' },
      ...{ seen: null, note: '', at: input.at },
    })
  const { counts } = await getUpload(db, input.uploadId)
  await compareSoon(db, { uploadId: input.uploadId, rows: Number(counts.read ?? 0), at: input.at })
}

async function compareSoon(
  db: Writer,
  { uploadId, rows, at }: { uploadId: string; rows: number; at: Date },
): Promise<void> {
  await turnUpload(db, { id: uploadId, state: 'comparing' })
  if (rows <= atOnce.rows) await carryOn(within(db), { id: uploadId, state: 'comparing', at })
}

/** Goes back to what the columns mean; nothing has been done yet. */
export async function reconsider(db: Writer, actor: Viewer, input: { uploadId: string }): Promise<void> {
  allow(actor, 'atlas.import.commit')
  await hold(db, input.uploadId, 'ready')
  await turnUpload(db, { id: input.uploadId, state: 'mapping' })
  await audit(db, actor, 'atlas.upload.reconsidered', `upload:${input.uploadId}`)
}

/** Says yes to what was shown. */
export async function beginCommit(db: Writer, actor: Viewer, input: { uploadId: string; at: Date }): Promise<void> {
  allow(actor, 'atlas.import.commit')
  const { uploadId, at } = input
  await hold(db, uploadId, 'ready')
  const { counts, mapping } = await getUpload(db, uploadId)
  const isWithdrawing = (mapping as Mapping | null)?.gone === 'withdraw' // saved by mapUpload
  if (isWithdrawing && Number(counts.waiting ?? 0) > 0 && Number(counts.gone ?? 0) > 0)
    throw conflict(
      'atlas.import.waiting',
      'Records that the file seems to leave out may stand behind names that nobody has answered. Answer them first, or keep what is gone.',
    )
  await turnUpload(db, { id: uploadId, state: 'committing' })
  await db.save(sql`update atlas.uploads set turned_by = ${actor.auditId} where id = ${uploadId}`)
  await audit(db, actor, 'atlas.upload.turned', `upload:${uploadId}`)
  if (Number(counts.read ?? 0) <= atOnce.rows) await carryOn(within(db), { id: uploadId, state: 'committing', at })
}

/** Goes on with an import from where it stands. Safe to begin again after a crash: each part starts anew or was done whole. */
export async function carryOn(
  hand: Hand,
  { id, state, at }: { id: string; state: UploadState; at: Date },
): Promise<void> {
  if (state === 'reading') await readUpload(hand, { id })
  if (state === 'comparing') await compareUpload(hand, { id })
  if (state === 'committing') await hand.step((db) => commitUpload(db, { id, at }))
}

/**
 * Brings an upload in as one batch and in one transaction: all of it or nothing. What is known may have changed since it was shown; then
 * nothing is done, and it is shown again.
 */
async function commitUpload(db: Writer, { id, at }: { id: string; at: Date }): Promise<void> {
  const { turnedBy } = await db.only(
    sql<{ turnedBy: string }>`select turned_by as "turnedBy" from atlas.uploads where id = ${id}`,
  )
  const actor = { auditId: turnedBy }
  const found = await workOut(within(db), id)
  if (found.digest !== found.upload.digest) {
    await saveDifferences(within(db), found)
    const problem = 'What is known has changed since you looked. Here is what would be done now.'
    await turnUpload(db, { id, state: 'ready', problem })
    await audit(db, actor, 'atlas.upload.shown', `upload:${id}`)
    return
  }
  const counts = await bringIn(db, actor, { found, at })
  await turnUpload(db, { id, state: 'done' })
  await audit(db, actor, 'atlas.import.committed', `batch:${id}`, counts)
}

async function bringIn(db: Writer, actor: Actor, { found, at }: { found: Differences; at: Date }): Promise<object> {
  const { id, title } = found.upload
  const { licence } = await db.only(
    sql<{ licence: string }>`select licence from sources.sources where id = ${found.sourceId}`,
  )
  await recordBatch(db, actor, { id, title, licence, isShareAlike: /-SA/i.test(licence), at })
  const opened = found.records.filter(({ isKnown }) => !isKnown)
  await recordEngagements(db, {
    engagements: opened.map((record) => ({ id: record.id, batchId: id, isSample: false })),
    at,
  })
  const isWithdrawing = found.mapping.gone === 'withdraw'
  const withdrawn = [
    ...new Set([
      ...found.records.flatMap(({ compared }) => compared.withdraw),
      ...(isWithdrawing ? found.gone.flatMap(({ statements }) => statements) : []),
    ]),
  ]
  await supersedeStatements(db, { ids: withdrawn, reason: `Its source no longer says so (import ${id}).`, at })
  await recordWithdrawals(db, { id, statements: withdrawn })
  const statements = await recordStatements(db, actor, { statements: statementsOf(found), recordedAt: at })
  const touched = [
    ...found.records
      .filter(({ compared }) => compared.add.length + compared.withdraw.length > 0)
      .map((each) => each.id),
    ...(isWithdrawing ? found.gone.map((each) => each.id) : []),
  ]
  const changed = await refreshVersions(db, { ids: touched, at })
  await refreshFindings(db, { at, engagementIds: changed })
  const rejected = await recordRejects(db, {
    id,
    rejects: found.rows
      .filter(({ outcome }) => outcome === 'rejected')
      .map((row) => ({ ...row, file: found.sheet.fileName })),
  })
  await indexRecords(db, { engagementIds: changed, organizationIds: [] })
  const counts = {
    ...found.counts,
    engagements: found.records.length,
    statements,
    withdrawn: withdrawn.length,
    rejected,
  }
  await finishBatch(db, { id, counts })
  // The embedded database has no daemon that counts rows; without fresh statistics it joins thousands of rows one by one.
  if (statements > analyzedFrom) await db.save(sql`select platform.count_rows()`)
  return counts
}

/** Every value with the cell it stands in and the words that stood there. */
function statementsOf(found: Differences): NewStatement[] {
  const { sheet, sourceId, upload } = found
  return found.records.flatMap(({ id, compared }) =>
    compared.add.map(({ row, said: { property, value, cell } }) => ({
      subjectKind: 'engagement' as const,
      subjectId: id,
      property,
      value,
      originalValue: cell.raw,
      sourceId,
      part: citeCell(sheet, { row, column: cell.column, letters: columnLetters(cell.at) }),
      batchId: upload.id,
    })),
  )
}
