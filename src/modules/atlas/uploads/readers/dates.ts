export const dateOrders = ['mdy', 'dmy', 'serial', 'serial-1904'] as const
export type DateOrder = (typeof dateOrders)[number]

const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september']
  .concat(['october', 'november', 'december'])
  .map((name) => name.slice(0, 3))

/** A date as EDTF, or why it is none that can be told without guessing. */
export type DateReading = { date: string } | { problem: string }

/**
 * Reads a cell as a date. Slashes mean two things on two shores: unless one number is above twelve, `order` must say which is the month.
 * Years of two digits are refused: nobody knows the century.
 */
export function readDate(text: string, order: DateOrder | undefined): DateReading {
  const said = text.trim()
  const iso = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?$/.exec(said)
  if (iso) return dateOf(iso[1], iso[2], iso[3])
  const big = /^(\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?$/.exec(said)
  if (big) return dateOf(big[1], big[2], big[3])
  const parts = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/.exec(said)
  if (parts) return numbered(Number(parts[1]), Number(parts[3]), parts[4], parts[2] === '.' ? 'dmy' : order)
  if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}$/.test(said))
    return { problem: 'The year has two digits; nobody knows the century.' }
  const monthYear = /^(\d{1,2})[/.](\d{4})$/.exec(said)
  if (monthYear) return dateOf(monthYear[2], monthYear[1], undefined)
  const worded =
    /^(?:(\d{1,2})(?:st|nd|rd|th)?\.?\s+)?([a-z]{3,9})\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})$/i.exec(said)
  if (worded) {
    const month = months.indexOf((worded[2] ?? '').slice(0, 3).toLowerCase()) + 1
    if (month > 0) return dateOf(worded[4], String(month), worded[1] ?? worded[3])
  }
  if (/^\d{5}(?:\.\d+)?$/.test(said) && (order === 'serial' || order === 'serial-1904')) return serialDate(said, order)
  if (/^\d{5}(?:\.\d+)?$/.test(said))
    return { problem: 'It looks like the day number of a spreadsheet; choose day numbers as the order of dates.' }
  return { problem: 'It is no date; write 1978, 1978-05 or 1978-05-03.' }
}

function numbered(first: number, second: number, year: string | undefined, order: DateOrder | undefined): DateReading {
  if (first > 12 && second <= 12) return dateOf(year, String(second), String(first))
  if (second > 12 && first <= 12) return dateOf(year, String(first), String(second))
  if (first === second) return dateOf(year, String(first), String(first))
  if (order === 'mdy') return dateOf(year, String(first), String(second))
  if (order === 'dmy') return dateOf(year, String(second), String(first))
  return { problem: 'It may be read as two days; say whether the month or the day comes first.' }
}

function dateOf(year = '', month: string | undefined, day: string | undefined): DateReading {
  if (Number(year) === 0) return { problem: 'There is no year 0.' }
  if (month === undefined) return { date: year }
  const two = (part: string) => part.padStart(2, '0')
  if (Number(month) < 1 || Number(month) > 12) return { problem: 'There is no such month.' }
  if (day === undefined) return { date: `${year}-${two(month)}` }
  const date = `${year}-${two(month)}-${two(day)}`
  const read = new Date(`${date}T00:00:00Z`)
  return Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== date
    ? { problem: 'There is no such day.' }
    : { date }
}

const epochs = { serial: Date.UTC(1899, 11, 30), 'serial-1904': Date.UTC(1904, 0, 1) }

function serialDate(text: string, order: 'serial' | 'serial-1904'): DateReading {
  return { date: new Date(epochs[order] + Math.floor(Number(text)) * 86_400_000).toISOString().slice(0, 10) }
}

/** The order that a column's own cells prove, when they prove one. */
export function provenOrder(cells: Iterable<string>): DateOrder | undefined {
  let isMonthFirst = false
  let isDayFirst = false
  for (const cell of cells) {
    const parts = /^(\d{1,2})[/-](\d{1,2})[/-]\d{4}$/.exec(cell.trim())
    if (!parts) continue
    if (Number(parts[1]) > 12) isDayFirst = true
    if (Number(parts[2]) > 12) isMonthFirst = true
  }
  return isMonthFirst === isDayFirst ? undefined : isMonthFirst ? 'mdy' : 'dmy'
}
