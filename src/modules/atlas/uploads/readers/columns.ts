import { type DateOrder, provenOrder } from './dates.ts'
import type { RawRow } from './sheet.ts'

export type CellType = 'number' | 'date' | 'year' | 'yes or no' | 'address' | 'code' | 'text'

/** What stands in a column, before anybody decides what it means. Nothing is converted: the raw text stays. */
export interface ColumnLook {
  name: string
  type: Exclude<CellType, 'year'> | 'empty'
  filled: number
  samples: string[]
  distinct: number
  /** Of dates with slashes, where its cells prove it. */
  order?: DateOrder | undefined
  problems: { words: string; count: number; row: number }[]
}

const MOST_DISTINCT = 1000
const LONG = 2000
const MOST_KEPT = 500

/** Looks at the rows of a table as they pass. */
export class TableLook {
  private looks: Look[] = []
  private rows = 0

  take({ number, cells }: RawRow): void {
    this.rows += 1
    for (const [at, cell] of cells.entries()) {
      const look = this.looks[at] ?? new Look()
      this.looks[at] = look
      look.take(cell, number)
    }
  }

  get width(): number {
    return this.looks.length
  }

  done(names: string[]): { columns: ColumnLook[]; rows: number } {
    return { columns: names.map((name, at) => (this.looks[at] ?? new Look()).done(name)), rows: this.rows }
  }
}

class Look {
  private filled = 0
  private samples: string[] = []
  private seen = new Set<string>()
  private types = new Map<CellType, { count: number; row: number; value: string }>()
  private problems = new Map<string, { count: number; row: number }>()
  private slashed: string[] = []

  take(raw: string, row: number): void {
    const cell = raw.trim()
    if (cell === '') {
      if (raw !== '') this.note('hold only white space', row)
      return
    }
    this.filled += 1
    if (this.seen.size < MOST_DISTINCT && !this.seen.has(cell.slice(0, 200))) {
      this.seen.add(cell.slice(0, 200))
      if (this.samples.length < 3) this.samples.push(cell.slice(0, 80))
    }
    const type = typeOf(cell)
    const known = this.types.get(type)
    if (known) known.count += 1
    else this.types.set(type, { count: 1, row, value: cell.slice(0, 60) })
    if (raw.length !== cell.length) this.note('begin or end with white space', row)
    if (raw.length > LONG) this.note('are longer than 2,000 characters; a quotation mark may be missing', row)
    if (cell.includes('\uFFFD')) this.note('hold a character that was lost before the file came here', row)
    if (/Ã[\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€/.test(cell))
      this.note('were written in one encoding and read in another', row)
    if (/^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!)$/.test(cell)) this.note('hold an error of a spreadsheet', row)
    if (type === 'date' && cell.length < 11 && this.slashed.length < MOST_KEPT * 40) this.slashed.push(cell)
  }

  done(name: string): ColumnLook {
    this.settleYears()
    const ordered = [...this.types].sort((a, b) => b[1].count - a[1].count)
    const [first] = ordered
    const usual = first && first[1].count >= this.filled * 0.9 ? first[0] : 'text'
    const type = first === undefined ? 'empty' : usual === 'year' ? 'date' : usual
    // Text is whatever stands in it; of any other type, the cells that are something else are worth a look.
    if (type !== 'text' && type !== 'empty')
      for (const [other, { count, row, value }] of ordered.slice(1))
        this.problems.set(`are ${inWords[other]} among ${inWords[type]}, for example “${value}”`, { count, row })
    return {
      name,
      type,
      filled: this.filled,
      samples: this.samples,
      distinct: this.seen.size,
      ...(type === 'date' ? { order: provenOrder(this.slashed) } : {}),
      problems: [...this.problems].map(([words, { count, row }]) => ({ words, count, row })),
    }
  }

  /** 1985 is a year among dates and a number among numbers. */
  private settleYears(): void {
    const years = this.types.get('year')
    if (!years) return
    this.types.delete('year')
    const [numbers, dates] = [this.types.get('number'), this.types.get('date')]
    const others = (numbers?.count ?? 0) > (dates?.count ?? 0) ? numbers : dates
    if (others) others.count += years.count
    else this.types.set('date', years)
  }

  private note(words: string, row: number): void {
    const known = this.problems.get(words)
    if (known) known.count += 1
    else this.problems.set(words, { count: 1, row })
  }
}

const inWords: Record<CellType, string> = {
  number: 'numbers',
  date: 'dates',
  year: 'years',
  'yes or no': 'yes or no',
  address: 'web addresses',
  code: 'codes with leading zeros',
  text: 'text',
}

/** `0164` is a code and no number: who takes its zero away cannot give it back. */
export function typeOf(cell: string): CellType {
  if (/^0\d+$/.test(cell)) return 'code'
  if (/^(?:1[6-9]|20)\d\d$/.test(cell)) return 'year'
  if (/^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:[.,]\d+)?(?:e[+-]?\d+)?%?$/i.test(cell)) return 'number'
  if (/^\d{4}-\d{1,2}(?:-\d{1,2}(?:[T ][\d:.]+\S*)?)?$/.test(cell)) return 'date'
  if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$/.test(cell)) return 'date'
  if (/^(?:\d{1,2}\.?\s+)?[a-z]{3,9}\.?\s+(?:\d{1,2},?\s+)?\d{4}$/i.test(cell)) return 'date'
  if (/^(?:true|false|yes|no|y|n|x)$/i.test(cell)) return 'yes or no'
  if (/^https?:\/\//i.test(cell)) return 'address'
  return 'text'
}
