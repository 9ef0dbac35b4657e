import { allow, sightOf, type Viewer } from '#kernel/access'
import { type Database, type Reader, sql } from '#platform/db'
import { readDocx, UnreadableWord } from '#platform/docx'
import { textOfBytes } from '#platform/encoding'
import { invalid, notFound } from '#platform/problem'
import { fromWord } from '../manuscripts/rules.ts'
import { fromMarkdown, fromPlain } from '../plaintexts/rules.ts'
import { getDraft } from '../works/read.ts'
import { getWritten } from '../writing/read.ts'
import { type ImportView, MOST_FILE_BYTES, type ReadFile } from './schema.ts'

/** What a file says that somebody sends for a draft. Only whoever may write the draft has it read, and no transaction waits for that. */
export async function readForDraft(
  database: Database,
  viewer: Viewer,
  { editionId, file }: { editionId: string; file: File },
): Promise<ReadFile> {
  await database.read((db) => getWritten(db, viewer, editionId), sightOf(viewer))
  return readSent(file)
}

/** The same for a work that is begun with it. */
export async function readForWork(viewer: Viewer, { bodyId, file }: { bodyId: string; file: File }): Promise<ReadFile> {
  allow(viewer, 'publications.work.write', { bodyId })
  return readSent(file)
}

const readSent = async (file: File): Promise<ReadFile> =>
  readFile({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })

/** What a file says, by its bytes and the end of its name; the problem that names the remedy where it cannot be read. */
export async function readFile({ name, bytes }: { name: string; bytes: Uint8Array }): Promise<ReadFile> {
  if (bytes.length === 0) throw unread('The file is empty.', 'Choose a file with words in it')
  if (bytes.length > MOST_FILE_BYTES)
    throw unread('The file has more than 30 MB.', 'Make its pictures smaller, or send it in parts')
  const ending = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  const isPacked = bytes[0] === 0x50 && bytes[1] === 0x4b
  switch (ending) {
    case 'docx':
      return word(bytes)
    case 'md':
    case 'markdown':
    case 'txt':
    case 'text': {
      const written = await textOfBytes(bytes)
      if (isPacked || written.text.includes('\0'))
        throw unread(
          `This is no text, although its name ends in .${ending}.`,
          'Choose the .docx, .md or .txt file itself',
        )
      return ending.startsWith('t') ? fromPlain(written) : fromMarkdown(written)
    }
    case 'docm':
      throw unread('A .docm file holds macros, which are programs.', 'Save it as .docx and send that')
    case 'doc':
    case 'odt':
    case 'rtf':
    case 'pages':
    case 'pdf':
      throw unread(`A .${ending} file cannot be read here.`, 'Save the text as .docx and send that')
    default:
      throw unread('This file is neither Word nor Markdown nor plain text.', 'Choose a .docx, .md or .txt file')
  }
}

const unread = (says: string, remedy: string) => invalid('publications.import.unreadable', says, { file: remedy })

async function word(bytes: Uint8Array): Promise<ReadFile> {
  const file = await readDocx(bytes).catch((error: unknown) => {
    if (!(error instanceof UnreadableWord)) throw error
    throw unread('The file could not be read.', error.message)
  })
  return fromWord(file)
}

/** What somebody of the body sent for a draft. */
export async function getImport(
  db: Reader,
  viewer: Viewer,
  wanted: { editionId: string; id: string },
): Promise<ImportView> {
  await getDraft(db, viewer, wanted.editionId)
  const found =
    await db.one(sql<ImportView>`select id, edition_id as "editionId", file_name as "fileName", title, content, pictures, report
    from publications.imports where id = ${wanted.id} and edition_id = ${wanted.editionId}`)
  if (!found)
    throw notFound('publications.import.unknown', 'There is no such file any more. Send it again from the draft.')
  return found
}
