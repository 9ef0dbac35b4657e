import { createHash } from 'node:crypto'
import { type Sql, sql, type Writer } from '#platform/db'
import { decodeText, detectEncoding, type Encoding } from '#platform/encoding'
import { findPart, listFiles, listSheets, packRows } from '../uploads/read.ts'
import { TableLook } from '../uploads/readers/columns.ts'
import { readDescriptor } from '../uploads/readers/data-package.ts'
import { findDelimiter, readDelimited } from '../uploads/readers/delimited.ts'
import { readDocument, tableOf } from '../uploads/readers/documents.ts'
import type { Heading } from '../uploads/readers/header.ts'
import { type RawRow, type RawSheet, Unreadable } from '../uploads/readers/sheet.ts'
import { readWorkbook } from '../uploads/readers/workbook.ts'
import { columnNames, HEAD_ROWS, headingOf, isRecord, storableJson } from '../uploads/rules.ts'
import { type FileView, PIECE } from '../uploads/schema.ts'
import { type Hand, saveProgress, turnUpload } from '../uploads/write.ts'

/** Reads the files of an upload into raw rows, from the beginning however often it was begun, and looks at their columns. */
export async function readUpload(hand: Hand, { id }: { id: string }): Promise<void> {
  const files = await hand.step(async (db) => {
    await db.save(sql`delete from atlas.upload_sheets where upload_id = ${id}`)
    return listFiles(db, id)
  })
  const reading: Reading = { hand, id, files, sheets: 0, read: 0, all: files.reduce((sum, { size }) => sum + size, 0) }
  try {
    const descriptor = files.find(({ name }) => name.toLowerCase() === 'datapackage.json')
    if (descriptor) await readPackage(reading, descriptor)
    else for (const file of files) await readFile(reading, file, {})
    if (reading.sheets === 0) throw new Unreadable('There are no rows in it.')
    await hand.step(async (db) => {
      await db.save(sql`delete from atlas.upload_parts where upload_id = ${id}`)
      await turnUpload(db, { id, state: 'mapping' })
    })
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    await hand.step(async (db) => {
      await db.save(sql`delete from atlas.upload_parts where upload_id = ${id}`)
      await turnUpload(db, { id, state: 'failed', problem: error.message })
    })
  }
}

interface Reading {
  hand: Hand
  id: string
  files: FileView[]
  sheets: number
  /** The piece read last: the beginning of a file is looked at before the file is read. */
  piece?: { file: number; number: number; bytes: Uint8Array }
  /** Bytes read, of all. */
  read: number
  all: number
}

interface Told {
  name?: string | undefined
  encoding?: Encoding | undefined
  delimiter?: string | undefined
  hasHeader?: boolean | undefined
  isDelimited?: boolean
}

async function readPackage(reading: Reading, descriptor: FileView): Promise<void> {
  const { text } = await wholeText(reading, descriptor)
  const described = readDescriptor(text)
  for (const table of described.resources) {
    if (table.data) await keepSheet(reading, descriptor, tableOf(table.name, table.data))
    else {
      const wanted = table.path?.split('/').at(-1)
      const file = reading.files.find(({ name }) => name === wanted)
      if (!file)
        throw new Unreadable(
          `datapackage.json speaks of ${wanted ?? 'a table without a path'}, and no such file came with it.`,
        )
      await readFile(reading, file, table)
    }
  }
  const { title } = described
  if (title !== '')
    await reading.hand.step((db) =>
      db.save(sql`update atlas.uploads set title = ${title.slice(0, 200)} where id = ${reading.id}`),
    )
}

async function readFile(reading: Reading, file: FileView, told: Told): Promise<void> {
  const head = (await pieceOf(reading, file, 0)) ?? new Uint8Array()
  const starts = (...bytes: number[]) => bytes.every((byte, at) => head[at] === byte)
  if (starts(0xd0, 0xcf, 0x11, 0xe0))
    throw new Unreadable(
      `${file.name} is an old Excel file (.xls), or one closed by a password. Save it as .xlsx or CSV.`,
    )
  if (starts(0x25, 0x50, 0x44, 0x46))
    throw new Unreadable(`${file.name} is a PDF. Send the table itself: CSV, Excel or JSON.`)
  if (starts(0x50, 0x4b, 0x03, 0x04)) return readBook(reading, file)
  if (/\.(?:json|geojson)$/i.test(file.name)) {
    const { text, encoding } = await wholeText(reading, file)
    await saveFile(reading, file, { encoding })
    for (const sheet of readDocument(text, file.name)) await keepSheet(reading, file, sheet)
    return
  }
  await readText(reading, file, told)
}

async function readBook(reading: Reading, file: FileView): Promise<void> {
  const bytes = Buffer.concat(await collect(partsOf(reading, file)))
  const sheets = readWorkbook(bytes)
  await saveFile(reading, file, {})
  for (const sheet of sheets) await keepSheet(reading, file, sheet)
}

async function readText(reading: Reading, file: FileView, told: Told): Promise<void> {
  const encoding = told.encoding ?? (await detectEncoding(partsOf(reading, file, 'unseen')))
  const text = () => decodeText(partsOf(reading, file), encoding)
  const first = await decodeText(partsOf(reading, file, 'unseen'), encoding).next()
  const delimiter = told.delimiter ?? findDelimiter(String(first.value ?? '').slice(0, 65_536))
  await saveFile(reading, file, { encoding, delimiter })
  const rows = readDelimited(text(), delimiter)
  await keepSheet(
    reading,
    file,
    { name: told.name ?? file.name, fields: undefined, isHidden: false, notes: [], rows },
    { ...told, isDelimited: true },
  )
}

async function wholeText(reading: Reading, file: FileView): Promise<{ text: string; encoding: Encoding }> {
  const encoding = await detectEncoding(partsOf(reading, file, 'unseen'))
  const pieces = await collect(decodeText(partsOf(reading, file), encoding))
  return { text: pieces.join(''), encoding }
}

async function collect<T>(pieces: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const piece of pieces) all.push(piece)
  return all
}

/** The bytes of a file, piece by piece; those read for good count as progress and towards its fingerprint. */
async function* partsOf(reading: Reading, file: FileView, how: 'seen' | 'unseen' = 'seen'): AsyncGenerator<Uint8Array> {
  const { hand, id } = reading
  const hash = createHash('sha256')
  for (let number = 0; number * PIECE < Math.max(file.size, 1); number += 1) {
    const bytes = await pieceOf(reading, file, number)
    if (!bytes) break
    hash.update(bytes)
    if (how === 'seen') reading.read += bytes.length
    yield bytes
  }
  const sha256 = hash.digest('hex')
  await hand.step((db) =>
    db.save(sql`update atlas.upload_files set sha256 = ${sha256} where upload_id = ${id} and number = ${file.number}`),
  )
}

async function pieceOf(reading: Reading, file: FileView, number: number): Promise<Uint8Array | undefined> {
  const { hand, id, piece } = reading
  if (piece?.file === file.number && piece.number === number) return piece.bytes
  const bytes = await hand.step((db) => findPart(db, { uploadId: id, file: file.number, number }))
  if (bytes) reading.piece = { file: file.number, number, bytes }
  return bytes
}

const saveFile = (
  { hand, id }: Reading,
  file: FileView,
  { encoding = '', delimiter = '' }: { encoding?: string; delimiter?: string },
): Promise<number> =>
  hand.step((db) =>
    db.save(sql`update atlas.upload_files set encoding = ${encoding}, delimiter = ${delimiter}
      where upload_id = ${id} and number = ${file.number}`),
  )

const BLOCK_ROWS = 500
const BLOCK_LETTERS = 500_000

/** Keeps the rows of one table in blocks as they come, and what stands in its columns. A table without any row is passed over. */
async function keepSheet(
  reading: Reading,
  file: FileView,
  sheet: RawSheet,
  { hasHeader = true, isDelimited = false }: Told = {},
): Promise<void> {
  const { hand, id } = reading
  const number = reading.sheets
  const head: RawRow[] = []
  const look = new TableLook()
  let heading: Heading | undefined
  let block: RawRow[] = []
  let letters = 0
  let width = sheet.fields?.length ?? 0
  const settle = (): Heading => {
    const found = hasHeader ? headingOf(sheet.fields ?? null, head) : { from: head[0]?.number ?? 1, rows: 0 as const }
    for (const row of head) if (isRecord(found, row)) look.take(row)
    return found
  }
  for await (const row of sheet.rows) {
    if (reading.sheets === number) {
      await hand.step((db) => db.save(newSheet(id, { number, file: file.number, sheet })))
      reading.sheets += 1
    }
    width = Math.max(width, row.cells.length)
    if (heading) {
      if (isRecord(heading, row)) look.take(row)
    } else {
      head.push(row)
      if (head.length === HEAD_ROWS) heading = settle()
    }
    block.push(row)
    letters += row.cells.reduce((sum, cell) => sum + cell.length, 0)
    if (block.length >= BLOCK_ROWS || letters > BLOCK_LETTERS) {
      await keepBlock(reading, number, block)
      block = []
      letters = 0
    }
  }
  if (reading.sheets === number) return
  heading ??= settle()
  await keepBlock(reading, number, block)
  await saveLook(hand, { id, number, heading, look, fields: sheet.fields ?? null, head, width, isDelimited })
}

const newSheet = (
  id: string,
  { number, file, sheet }: { number: number; file: number; sheet: RawSheet },
): Sql<unknown> =>
  sql`insert into atlas.upload_sheets (upload_id, number, file_number, name, fields, is_hidden, notes, heading)
    values (${id}, ${number}, ${file}, ${sheet.name.slice(0, 120)}, ${sheet.fields ?? null}, ${sheet.isHidden}, ${sheet.notes}, '{"from": 1, "rows": 0}')`

async function keepBlock({ hand, id, read, all }: Reading, sheet: number, block: RawRow[]): Promise<void> {
  const [first, last] = [block[0], block.at(-1)]
  if (!first || !last) return
  await hand.step(async (db) => {
    await db.save(sql`insert into atlas.upload_blocks (upload_id, sheet_number, first_row, last_row, rows)
      values (${id}, ${sheet}, ${first.number}, ${last.number}, ${packRows(block)})`)
    await saveProgress(db, { id, doing: 'Reading', done: read, all })
  })
}

async function saveLook(
  hand: Hand,
  seen: {
    id: string
    number: number
    heading: Heading
    look: TableLook
    fields: string[] | null
    head: RawRow[]
    width: number
    isDelimited: boolean
  },
): Promise<void> {
  const width = seen.isDelimited && seen.heading.rows > 0 ? headingWidth(seen) : seen.width
  const names = columnNames({ fields: seen.fields, heading: seen.heading }, seen.head, width)
  const { columns, rows } = seen.look.done(names)
  await hand.step((db) =>
    db.save(sql`update atlas.upload_sheets set heading = ${JSON.stringify(seen.heading)}, columns = ${storableJson(columns)}, row_count = ${rows}
      where upload_id = ${seen.id} and number = ${seen.number}`),
  )
}

/** In a delimited file the heading says how many columns there are; what a row has beyond them is a fault of that row. */
const headingWidth = ({ heading, head }: { heading: Heading; head: RawRow[] }): number =>
  Math.max(
    0,
    ...head
      .filter(({ number }) => number >= heading.from && number < heading.from + heading.rows)
      .map(({ cells }) => cells.length),
  )

/** Looks at a table again under another heading, as somebody told us. */
export async function moveHeading(
  db: Writer,
  { id, number, heading }: { id: string; number: number; heading: Heading },
  rows: AsyncIterable<RawRow>,
): Promise<void> {
  const sheet = (await listSheets(db, id)).find((each) => each.number === number)
  const file = (await listFiles(db, id)).find((each) => each.number === sheet?.fileNumber)
  const head: RawRow[] = []
  const look = new TableLook()
  for await (const row of rows) {
    if (head.length < HEAD_ROWS) head.push(row)
    if (isRecord(heading, row)) look.take(row)
  }
  const width = Math.max(look.width, sheet?.columns.length ?? 0, ...head.map(({ cells }) => cells.length))
  await saveLook(
    { step: (work) => work(db) },
    { id, number, heading, look, fields: sheet?.fields ?? null, head, width, isDelimited: file?.delimiter !== '' },
  )
}
