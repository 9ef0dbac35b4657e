import { parse } from 'csv-parse/sync'
import { findDelimiter } from '#kernel/contacts'
import { isMark, markOf } from '#platform/ids'
import { invalid } from '#platform/problem'
import { type ImportReport, type ImportRow, languageNames, mailbox, states } from './schema.ts'

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
 * Reads a list, whatever stands between its cells: a column of addresses, and perhaps of languages and states. What cannot be read is named by its line; a value that
 * is no language or state of ours counts as not given.
 */
export function readList(text: string): { rows: ImportRow[]; unreadable: ImportReport['unreadable'] } {
  const lines: string[][] = readLines(text)
  const named = (lines[0] ?? []).map((cell) => headings[cell.trim().toLowerCase()])
  const hasHeadings = named.includes('address')
  const columns: (keyof ImportRow | undefined)[] = hasHeadings ? named : ['address', 'language', 'region']
  const body = hasHeadings ? lines.slice(1) : lines
  if (body.length === 0 || body.length > mostRows)
    throw invalid(
      'publications.subscription.list-length',
      `A list has from 1 to ${mostRows.toLocaleString('en-US')} rows.`,
      {
        rows: body.length === 0 ? 'Paste rows, or choose a file' : 'Split the list',
      },
    )
  const rows: ImportRow[] = []
  const unreadable: string[] = []
  for (const [at, line] of body.entries()) {
    const cell = (name: keyof ImportRow) => (line[columns.indexOf(name)] ?? '').trim()
    const address = mailbox.safeParse(cell('address'))
    if (!address.success) unreadable.push(`Row ${at + (hasHeadings ? 2 : 1)}: ${cell('address') || 'no address'}`)
    else
      rows.push({
        address: address.data,
        language: languageNames.find((each) => each === cell('language').toLowerCase()) ?? 'en',
        region: cell('region').toUpperCase() in states ? cell('region').toUpperCase() : '',
      })
  }
  return { rows, unreadable }
}

function readLines(text: string): string[][] {
  try {
    return parse(text, { delimiter: findDelimiter(text), relaxColumnCount: true, skipEmptyLines: true, bom: true })
  } catch {
    throw invalid('publications.subscription.list-unreadable', 'This is not a table of comma-separated values.', {
      rows: 'One address to a line is enough',
    })
  }
}
