import {
  cell,
  commaUtf8,
  judgeRows,
  parseDelimited,
  type RawRow,
  type Reading,
  reject,
  type Verdict,
} from './raw-rows.ts'

export interface OfficeHolderRow {
  readonly row: number
  readonly personId: string
  readonly name: string
  readonly role: 'mayor' | 'governor'
  /** OCD division id, from the jurisdiction id. */
  readonly ocd: string
  readonly from: string
  /** The end of the term as published; often past, which makes the row stale, not wrong. */
  readonly to: string
  readonly page: string
}

/** Mayors and governors; other offices are out of scope. */
export function readOfficeHolders(file: string, bytes: Uint8Array): Reading<OfficeHolderRow> {
  return judgeRows(file, parseDelimited(file, bytes, commaUtf8), judge)
}

function judge(raw: RawRow): Verdict<OfficeHolderRow> {
  const role = cell(raw, 'role')
  if (role !== 'mayor' && role !== 'governor') return 'out of scope'
  const from = cell(raw, 'start_date')
  const to = cell(raw, 'end_date')
  if (from !== '' && to !== '' && to < from)
    return reject('end_date', 'ends-before-it-begins', `Began only on ${from}.`)
  return {
    accept: {
      row: raw.row,
      personId: cell(raw, 'person_id').replace('ocd-person/', ''),
      name: cell(raw, 'name'),
      role,
      ocd: cell(raw, 'jurisdiction')
        .replace('ocd-jurisdiction', 'ocd-division')
        .replace(/\/government$/, ''),
      from,
      to,
      page: cell(raw, 'source'),
    },
  }
}
