import { allow, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { sql, type Writer } from '#platform/db'
import { newId } from '#platform/ids'
import { conflict, invalid } from '#platform/problem'
import { getUpload } from './read.ts'
import { MOST_BYTES, PIECE, type UploadState } from './schema.ts'

/**
 * How long work is carried out: piece by piece, each in a transaction that holds the upload. A small file is done in one transaction, that
 * of the deed itself; a large one in many, so that others get through and a crash loses one piece at most.
 */
export interface Hand {
  step<T>(work: (db: Writer) => Promise<T>): Promise<T>
}

export const MOST_FILES = 40

/** Opens an import for files that are about to come. */
export async function beginUpload(
  db: Writer,
  actor: Viewer,
  input: { files: { name: string; size: number }[]; at: Date },
): Promise<string> {
  allow(actor, 'atlas.import.commit')
  const files = input.files.map(({ name, size }) => ({ name: plainName(name), size }))
  if (files.length === 0) throw invalid('atlas.import.nothing', 'There is nothing to read.', { files: 'Choose a file' })
  if (files.length > MOST_FILES)
    throw invalid('atlas.import.many', `At most ${MOST_FILES} files make one import.`, { files: 'Choose fewer files' })
  if (files.reduce((sum, file) => sum + file.size, 0) > MOST_BYTES)
    throw invalid('atlas.import.large', 'Files may have 200 MB at most.', { files: 'Send a part of it' })
  const id = newId(input.at)
  await db.save(sql`insert into atlas.uploads (id, title, state, sent_by, sent_at)
    values (${id}, ${titleOf(files.map(({ name }) => name))}, 'receiving', ${actor.auditId}, ${input.at})`)
  await db.save(sql`insert into atlas.upload_files (upload_id, number, name, size)
    select ${id}, number, name, size from jsonb_to_recordset(${JSON.stringify(files.map((file, at) => ({ ...file, number: at })))}::jsonb)
      as file(number integer, name text, size bigint)`)
  await audit(db, actor, 'atlas.upload.begun', `upload:${id}`, { files: files.length })
  return id
}

/** The name alone, as a citation can bear it: no folders, and no mark that would end it. */
const plainName = (name: string): string =>
  (name.split(/[\\/]/).at(-1) ?? '')
    .replaceAll(/[\p{Cc}#|]/gu, '_')
    .trim()
    .slice(0, 120) || 'file'

const titleOf = (names: string[]): string =>
  names.length === 1 ? (names[0] ?? '') : `${names[0]} and ${names.length - 1} more`

/** Keeps the next bytes of a file; sent twice, they are kept once. */
export async function addPart(
  db: Writer,
  actor: Viewer,
  input: { uploadId: string; file: number; number: number; bytes: Uint8Array },
): Promise<void> {
  allow(actor, 'atlas.import.commit')
  await hold(db, input.uploadId, 'receiving')
  if (input.bytes.length > PIECE) throw invalid('atlas.import.piece', 'A piece has one megabyte at most.')
  const kept = await db.save(sql`insert into atlas.upload_parts (upload_id, file_number, number, bytes)
    select upload_id, number, ${input.number}, ${Buffer.from(input.bytes)} from atlas.upload_files
      where upload_id = ${input.uploadId} and number = ${input.file} and ${input.number} * ${PIECE}::bigint < greatest(size, 1)
    on conflict (upload_id, file_number, number) do update set bytes = excluded.bytes`)
  if (kept === 0) throw invalid('atlas.import.piece', 'There is no such piece of a file.')
  db.unaudited('the beginning of the import is on record, and so will be its end')
}

/** All bytes are here: from now on the file is read. */
export async function endUpload(db: Writer, actor: Viewer, input: { uploadId: string }): Promise<number> {
  allow(actor, 'atlas.import.commit')
  await hold(db, input.uploadId, 'receiving')
  const { missing, size } = await db.only(sql<{ missing: number; size: number }>`select
      count(*) filter (where got < size)::int as missing, coalesce(sum(size), 0)::float8 as size
    from (select file.size, coalesce(sum(length(bytes)), 0) as got from atlas.upload_files file
      left join atlas.upload_parts part on part.upload_id = file.upload_id and file_number = file.number
      where file.upload_id = ${input.uploadId} group by file.number, file.size) file`)
  if (missing > 0)
    throw conflict('atlas.import.incomplete', 'A part of the file did not arrive. Send it again.', {
      files: 'Send the file again',
    })
  await turnUpload(db, { id: input.uploadId, state: 'reading' })
  await audit(db, actor, 'atlas.upload.sent', `upload:${input.uploadId}`, { size })
  return size
}

/** Throws an import away that has not been committed; nothing of it stays. */
export async function discardUpload(db: Writer, actor: Viewer, input: { uploadId: string }): Promise<void> {
  allow(actor, 'atlas.import.commit')
  await db.all(sql`select 1 from atlas.uploads where id = ${input.uploadId} for update`)
  const { state } = await getUpload(db, input.uploadId)
  if (state === 'done' || state === 'committing')
    throw conflict('atlas.import.late', 'This import is in the atlas. Take it back instead.')
  await db.save(sql`delete from atlas.uploads where id = ${input.uploadId}`)
  await audit(db, actor, 'atlas.upload.discarded', `upload:${input.uploadId}`)
}

/** Files that nobody brought in are forgotten after a month, cells and all. */
export async function forgetUploads(db: Writer, before: Date): Promise<number> {
  db.unaudited('what nobody brought in says nothing')
  return db.save(sql`delete from atlas.uploads where sent_at < ${before} and state not in ('done', 'committing')`)
}

/** Two people may press the same button: the second waits here, and then sees how it stands. */
export async function hold(db: Writer, id: string, ...states: UploadState[]): Promise<void> {
  await db.all(sql`select 1 from atlas.uploads where id = ${id} for update`)
  const { state } = await getUpload(db, id)
  if (!states.includes(state))
    throw conflict('atlas.import.moved', 'This import has moved on since. Reload the page to see where it stands.')
}

export async function turnUpload(
  db: Writer,
  { id, state, problem = null }: { id: string; state: UploadState; problem?: string | null },
): Promise<void> {
  await db.save(sql`update atlas.uploads set state = ${state}, problem = ${problem}, doing = '', steps_done = 0, steps_all = 0,
    worker = null, leased_until = null where id = ${id}`)
}

/** Says how far the work has come; the page of the import shows it. */
export async function saveProgress(
  db: Writer,
  { id, doing, done, all }: { id: string; doing: string; done: number; all: number },
): Promise<void> {
  await db.save(
    sql`update atlas.uploads set doing = ${doing}, steps_done = ${done}, steps_all = ${all} where id = ${id}`,
  )
}

/**
 * Takes the upload in hand for some seconds, or goes on holding it. False when another process has it: what is lost in a crash is taken up
 * by whoever comes first after that time.
 */
export async function leaseUpload(
  db: Writer,
  { id, worker, state, seconds }: { id: string; worker: string; state: UploadState; seconds: number },
): Promise<boolean> {
  const taken = await db.save(sql`update atlas.uploads set worker = ${worker},
      leased_until = clock_timestamp() + make_interval(secs => ${seconds})
    where id = ${id} and state = ${state} and (worker is null or worker = ${worker} or leased_until < clock_timestamp())`)
  return taken > 0
}
