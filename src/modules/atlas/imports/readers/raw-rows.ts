import { parse } from 'csv-parse/sync'

/** One record as it stood, with its address: row 1 is the header, as a spreadsheet counts. */
export interface RawRow {
  readonly row: number
  readonly cells: Readonly<Record<string, string>>
}

export interface Reject {
  readonly file: string
  readonly row: number
  readonly column: string
  readonly value: string
  readonly reason: string
  readonly explanation: string
}

/** What a reader makes of one file: read = accepted + rejected + outOfScope, checked by the tests of every reader. */
export interface Reading<Row> {
  readonly file: string
  readonly read: number
  readonly rows: readonly Row[]
  readonly rejects: readonly Reject[]
  /** Sound rows that say nothing about a US government's dealings abroad; counted, not listed. */
  readonly outOfScope: number
}

export type Verdict<Row> =
  | { readonly accept: Row }
  | { readonly reject: Pick<Reject, 'column' | 'reason' | 'explanation'> }
  | 'out of scope'

export interface Dialect {
  readonly encoding: 'utf-8' | 'windows-1252'
  readonly delimiter: string
}

export const commaUtf8: Dialect = { encoding: 'utf-8', delimiter: ',' }

interface Parsed {
  readonly rows: readonly RawRow[]
  readonly rejects: readonly Reject[]
}

/** Bytes to rows. Records of the wrong width are refused here: their cells stand under the wrong headings. */
export function parseDelimited(file: string, bytes: Uint8Array, dialect: Dialect): Parsed {
  const text = new TextDecoder(dialect.encoding, { fatal: dialect.encoding === 'utf-8' }).decode(bytes)
  const records: string[][] = parse(text, {
    delimiter: dialect.delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  })
  const [header, ...body] = records.map(withoutEmptyTail(records[0]))
  if (!header) return { rows: [], rejects: [] }
  const rows: RawRow[] = []
  const rejects: Reject[] = []
  body.forEach((record, index) => {
    const row = index + 2
    if (record.length === header.length) {
      const cells = Object.fromEntries(
        header.map((name, column) => [name || `column ${column + 1}`, record[column] ?? '']),
      )
      rows.push({ row, cells })
    } else {
      const explanation = `The record has ${record.length} cells, the header ${header.length}; stray quotes moved them.`
      rejects.push({ file, row, column: '', value: record.join(' | '), reason: 'wrong-width', explanation })
    }
  })
  return { rows, rejects }
}

/** A header that ends in a nameless column promises nothing: the same column may be absent or empty in the records. */
const withoutEmptyTail =
  (header: readonly string[] = []) =>
  (record: string[]): string[] =>
    header.at(-1) === '' && record.length === header.length && record.at(-1) === '' ? record.slice(0, -1) : record

/** Judges every row; a refused one keeps the cell that spoke against it. */
export function judgeRows<Row>(file: string, parsed: Parsed, judge: (raw: RawRow) => Verdict<Row>): Reading<Row> {
  const rows: Row[] = []
  const rejects = [...parsed.rejects]
  let outOfScope = 0
  for (const raw of parsed.rows) {
    const verdict = judge(raw)
    if (verdict === 'out of scope') outOfScope += 1
    else if ('accept' in verdict) rows.push(verdict.accept)
    else rejects.push({ file, row: raw.row, value: raw.cells[verdict.reject.column] ?? '', ...verdict.reject })
  }
  return { file, read: parsed.rows.length + parsed.rejects.length, rows, rejects, outOfScope }
}

export const reject = (column: string, reason: string, explanation: string) => ({
  reject: { column, reason, explanation },
})

export const cell = (raw: RawRow, column: string): string => (raw.cells[column] ?? '').trim()
