import { createHmac, timingSafeEqual } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { invalid } from '#platform/problem'
import { type ImportReport, type ImportRow, letterLanguages, mailbox, states } from './schema.ts'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const length = 20

/** A hundred bits that only the holder of the secret can make for this text. */
export const markOf = (secret: string, text: string): string =>
  [...createHmac('sha256', secret).update(text).digest().subarray(0, length)]
    .map((byte) => alphabet[byte & 31])
    .join('')

export function isMark(secret: string, text: string, mark: string): boolean {
  const wanted = Buffer.from(markOf(secret, text))
  const given = Buffer.from(mark)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

/** The end of a personal link: who, and the mark that proves it. */
export const personalCode = (secret: string, subscriberId: string): string =>
  `${subscriberId}-${markOf(secret, `subscriber ${subscriberId}`)}`

export function readPersonalCode(code: string): { id: string; mark: string } | undefined {
  const [, id, mark] = /^([0-9a-z]{25})-([0-9a-z]{20})$/.exec(code) ?? []
  return id && mark ? { id, mark } : undefined
}

export const isPersonalMark = (secret: string, { id, mark }: { id: string; mark: string }): boolean =>
  isMark(secret, `subscriber ${id}`, mark)

/** For how many days the link of a confirmation counts. */
export const confirmDays = 14
/** A mailbox is asked at most so often, whoever types it in. */
export const askMinutes = 15

const headings: Record<string, keyof ImportRow> = {
  ...{ email: 'address', 'e-mail': 'address', address: 'address', 'email address': 'address', mail: 'address' },
  ...{ language: 'language', lang: 'language', state: 'region', region: 'region' },
}
const mostRows = 2000

/**
 * Reads a list as CSV: a column of addresses, and perhaps of languages and states. What cannot be read is named by its line; a value that
 * is no language or state of ours counts as not given.
 */
export function readList(text: string): { rows: ImportRow[]; unreadable: ImportReport['unreadable'] } {
  const lines: string[][] = readLines(text)
  const named = (lines[0] ?? []).map((cell) => headings[cell.trim().toLowerCase()])
  const hasHeadings = named.includes('address')
  const columns: (keyof ImportRow | undefined)[] = hasHeadings ? named : ['address', 'language', 'region']
  const body = hasHeadings ? lines.slice(1) : lines
  if (body.length === 0 || body.length > mostRows)
    throw invalid('publications.import.length', `A list has from 1 to ${mostRows.toLocaleString('en-US')} rows.`, {
      rows: body.length === 0 ? 'Paste rows, or choose a file' : 'Split the list',
    })
  const rows: ImportRow[] = []
  const unreadable: string[] = []
  for (const [at, line] of body.entries()) {
    const cell = (name: keyof ImportRow) => (line[columns.indexOf(name)] ?? '').trim()
    const address = mailbox.safeParse(cell('address'))
    if (!address.success) unreadable.push(`Row ${at + (hasHeadings ? 2 : 1)}: ${cell('address') || 'no address'}`)
    else
      rows.push({
        address: address.data,
        language: cell('language').toLowerCase() in letterLanguages ? cell('language').toLowerCase() : 'en',
        region: cell('region').toUpperCase() in states ? cell('region').toUpperCase() : '',
      })
  }
  return { rows, unreadable }
}

function readLines(text: string): string[][] {
  try {
    return parse(text, { relaxColumnCount: true, skipEmptyLines: true, bom: true })
  } catch {
    throw invalid('publications.import.unreadable', 'This is not a table of comma-separated values.', {
      rows: 'One address to a line is enough',
    })
  }
}
