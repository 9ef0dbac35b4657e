import { parse } from 'csv-parse/sync'
import { invalid } from '#platform/problem'

const delimiters = ['\t', ';', ',', '|', ':', '^', '~']

/** The mark that stands most often in the heading, outside quotation marks; a comma for a file of one column. */
export function findDelimiter(text: string): string {
  const heading = (
    text
      .replaceAll(/"[^"]*"/g, '')
      .split(/\r?\n/)
      .find((line) => line.trim() !== '') ?? ''
  ).trimEnd()
  const counted = delimiters.map((mark) => ({ mark, times: heading.split(mark).length - 1 }))
  const best = counted.reduce((most, each) => (each.times > most.times ? each : most))
  return best.times > 0 ? best.mark : ','
}

export interface Sheet {
  columns: string[]
  /** Rows with something in them, numbered as a spreadsheet does: the heading is row 1. */
  rows: { number: number; cells: string[] }[]
}

export function readSheet(text: string, delimiter: string): Sheet {
  let records: string[][]
  try {
    records = parse(text, { delimiter, relax_column_count: true, relax_quotes: true, bom: true })
  } catch {
    throw invalid(
      'people.import.unreadable',
      'This is no table we can read: a quotation mark is opened and never closed.',
      {
        file: 'Save the list as CSV and send it again',
      },
    )
  }
  const numbered = records.map((cells, at) => ({ number: at + 1, cells: cells.map(clean) }))
  const [heading, ...rows] = numbered.filter(({ cells }) => cells.some((cell) => cell !== ''))
  if (!heading || rows.length === 0)
    throw invalid('people.import.empty', 'There are no rows in it.', {
      file: 'Send a list with a heading and at least one row',
    })
  if (heading.cells.length > 200)
    throw invalid('people.import.wide', 'It has more than 200 columns.', {
      file: 'Send only the columns that say something of people',
    })
  return { columns: heading.cells, rows }
}

/** Without white space around, and without the apostrophe that keeps a spreadsheet from running a cell as a formula. */
const clean = (cell: string): string => cell.trim().replace(/^'(?=[=+\-@])/, '')
