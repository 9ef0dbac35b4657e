import { allow, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { type Database, sql, type Writer } from '#platform/db'
import { newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { addImported } from '../pictures/write.ts'
import { emptyText } from '../texts/schema.ts'
import type { WorkKind } from '../works/schema.ts'
import { beginWork, holdOpen, saveText } from '../works/write.ts'
import { restWriting } from '../writing/write.ts'
import { getImport } from './read.ts'
import { appended, renamed } from './rules.ts'
import type { ImportDeed, ImportView, ReadFile } from './schema.ts'

interface Sent {
  name: string
  /** What was read of the file, before the deed: reading may take long. */
  read: ReadFile
  at: Date
}

/** Keeps what a file says beside a draft, until somebody decides. Nothing of the draft changes. Returns its id. */
export async function sendForDraft(db: Writer, actor: Viewer, input: Sent & { editionId: string }): Promise<string> {
  const edition = await holdOpen(db, actor, input.editionId)
  return keep(db, actor, { ...input.read, editionId: edition.id, name: input.name, at: input.at })
}

/** Begins a work under the title that a file has, or its name, and keeps what it says beside the empty draft. */
export async function beginFromFile(
  db: Writer,
  actor: Viewer,
  input: Sent & { kind: WorkKind; bodyId: string },
): Promise<{ editionId: string; id: string }> {
  allow(actor, 'publications.work.write', { bodyId: input.bodyId })
  const { read } = input
  const title =
    read.title ||
    input.name
      .replace(/\.\w+$/, '')
      .replaceAll(/[_-]+/g, ' ')
      .trim()
      .slice(0, 240) ||
    'Untitled'
  const editionId = await beginWork(db, actor, { ...input, title, slug: '' })
  return { editionId, id: await keep(db, actor, { ...read, title, editionId, name: input.name, at: input.at }) }
}

async function keep(
  db: Writer,
  actor: Viewer,
  read: Omit<ImportView, 'id' | 'fileName'> & { name: string; at: Date },
): Promise<string> {
  const id = newId(read.at)
  await db.save(sql`insert into publications.imports (id, edition_id, file_name, title, content, pictures, report, sent_by, sent_at)
    values (${id}, ${read.editionId}, ${read.name.slice(-200)}, ${read.title}, ${JSON.stringify(read.content)},
      ${JSON.stringify(read.pictures)}, ${JSON.stringify(read.report)}, ${actor.auditId}, ${read.at})`)
  await audit(db, actor, 'publications.import.sent', `edition:${read.editionId}`, { import: id })
  return id
}

/** Puts what a file said in place of the draft, or at its end, as one more save; or leaves it. What stood stays in the history. */
export async function settleImport(
  db: Writer,
  actor: Viewer,
  input: { editionId: string; id: string; deed: ImportDeed; at: Date },
): Promise<void> {
  // What others are writing becomes a revision first: it stays in the history, whatever takes its place.
  await restWriting(db, actor, input)
  const edition = await holdOpen(db, actor, input.editionId)
  const found = await getImport(db, actor, input)
  if (input.deed !== 'leave') {
    const came = renamed(
      found.content,
      await addPictures(db, actor, { ...found, bodyId: edition.bodyId, at: input.at }),
    )
    const content = appended(input.deed === 'replace' ? emptyText : edition.content, came)
    await saveText(db, actor, { edition, content, at: input.at })
  }
  await db.save(sql`delete from publications.imports where id = ${found.id}`)
  await audit(db, actor, 'publications.import.settled', `edition:${edition.id}`, { import: found.id, deed: input.deed })
}

async function addPictures(
  db: Writer,
  actor: Viewer,
  found: ImportView & { bodyId: string; at: Date },
): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const [at, { alternative, base64 }] of found.pictures.entries()) {
    const picture = {
      ...{ bodyId: found.bodyId, at: found.at, name: `${found.fileName}, picture ${at + 1}` },
      ...{ alternative: alternative.slice(0, 1000), decorative: false, caption: '', credit: '' },
      bytes: new Uint8Array(Buffer.from(base64, 'base64')),
    }
    try {
      ids.set(`import-${at}`, await addImported(db, actor, picture))
    } catch (error) {
      // One picture that cannot be kept (too large, or destroyed here before) does not keep the words back: its place stays empty.
      if (!(error instanceof Problem)) throw error
    }
  }
  return ids
}

/** What nobody decided on leaves after a day. */
export async function forgetImports(database: Database, now: Date): Promise<void> {
  await database.write(async (db) => {
    await db.save(sql`delete from publications.imports where sent_at < ${new Date(now.getTime() - 86_400_000)}`)
    db.unaudited('files that nobody decided on')
  })
}
